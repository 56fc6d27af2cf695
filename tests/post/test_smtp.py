"""The queue against a mail server that answers over the network."""

import threading
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone
from pytest_django.fixtures import Settings

from bildungskommune.post import versand
from bildungskommune.post.models import Mail
from bildungskommune.post.scheitern import BACK_OFF, TRIES
from tests.kernel.bauen import make_mail
from tests.post.mailserver import Postfach, mail_server

pytestmark = pytest.mark.django_db


def fresh(mail: Mail) -> Mail:
    return Mail.objects.get(pk=mail.pk)


def try_until_the_end(mail: Mail, now: datetime) -> list[timedelta]:
    """Send whenever the mail is due, until it rests no more. Returns how long it rested each time."""
    rests: list[timedelta] = []
    while (current := fresh(mail)).status == Mail.Status.WARTET:
        assert len(rests) < 50, "it never ends"
        now = max(now, current.next_attempt)
        versand.send(mail.pk, now=now)
        rests.append(fresh(mail).next_attempt - now)
    return rests


def test_mail_arrives_with_all_its_parts(smtp: int, postfach: Postfach):
    mail = make_mail(
        an="kita@boerde.example",
        betreff="Ihr Platz am Börde-Tag",
        text="Grüße aus Haldensleben",
        html="<p>Grüße</p>",
        anhang_name="termin.ics",
        anhang_art="text/calendar",
        anhang="BEGIN:VCALENDAR\r\nSUMMARY:Börde".encode(),
    )

    assert versand.send(mail.pk) is True

    [arrived] = postfach.mails
    assert postfach.empfaenger == ["kita@boerde.example"]
    assert arrived["Subject"] == "Ihr Platz am Börde-Tag"
    assert [part.get_content_type() for part in arrived.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/calendar",
    ]
    assert "SUMMARY:Börde" in [part.get_content() for part in arrived.walk() if not part.is_multipart()][2]
    assert [fresh(mail).status, fresh(mail).attempts, fresh(mail).fehler] == ["gesendet", 1, ""]


def test_busy_server_is_asked_again_later(smtp: int, postfach: Postfach):
    mail, now = make_mail(), timezone.now()
    postfach.to_data = ["451 Bitte später"]

    assert versand.send(mail.pk, now=now) is False

    resting = fresh(mail)
    assert [resting.status, resting.attempts] == ["wartet", 1]
    assert resting.fehler == "Der Mailserver hat die E-Mail noch nicht angenommen: 451 Bitte später"
    assert resting.next_attempt == now + BACK_OFF[0]
    assert versand.send(mail.pk, now=now + BACK_OFF[0] - timedelta(seconds=1)) is False
    assert versand.send(mail.pk, now=now + BACK_OFF[0]) is True
    assert [fresh(mail).status, fresh(mail).fehler, len(postfach.mails)] == ["gesendet", "", 1]


def test_full_mailbox_is_asked_again_later(smtp: int, postfach: Postfach):
    mail = make_mail()
    postfach.to_rcpt = ["452 Postfach voll"]

    versand.send(mail.pk)

    assert [fresh(mail).status, postfach.mails] == ["wartet", []]


def test_server_that_stays_busy_is_given_up_in_the_end(smtp: int, postfach: Postfach):
    mail, now = make_mail(), timezone.now()
    postfach.to_data = ["451 Bitte später"] * 100

    rests = try_until_the_end(mail, now)

    assert rests == [*BACK_OFF, timedelta(0)]
    assert [fresh(mail).status, fresh(mail).attempts] == ["gescheitert", TRIES]
    assert len(postfach.to_data) == 100 - TRIES


@pytest.mark.parametrize("command", ["to_rcpt", "to_data"])
def test_mail_refused_for_good_is_given_up_at_once(smtp: int, postfach: Postfach, command: str):
    mail = make_mail()
    setattr(postfach, command, ["550 Gibt es hier nicht"])

    assert versand.send(mail.pk) is False

    assert [fresh(mail).status, fresh(mail).attempts] == ["gescheitert", 1]
    assert fresh(mail).fehler == "Der Mailserver hat die E-Mail abgelehnt: 550 Gibt es hier nicht"
    assert versand.send(mail.pk) is False
    assert postfach.mails == []


def test_server_that_is_away_is_found_when_it_is_back(no_server: int, postfach: Postfach):
    mail, now = make_mail(), timezone.now()

    versand.send(mail.pk, now=now)

    assert fresh(mail).status == "wartet"
    assert fresh(mail).fehler.startswith("Der Mailserver ist nicht erreichbar (ConnectionRefusedError")
    with mail_server(postfach, no_server):
        assert versand.send(mail.pk, now=now + BACK_OFF[0]) is True
    assert fresh(mail).status == "gesendet"


def test_server_that_falls_silent_holds_nobody_for_long(smtp: int, postfach: Postfach, settings: Settings):
    settings.EMAIL_TIMEOUT = 1
    postfach.silence = 5
    mail = make_mail()

    begun = timezone.now()
    assert versand.send(mail.pk) is False

    assert timezone.now() - begun < timedelta(seconds=4)
    assert [fresh(mail).status, fresh(mail).attempts] == ["wartet", 1]
    assert fresh(mail).fehler == "Der Mailserver hat zu lange für seine Antwort gebraucht."


def test_wrong_sender_of_ours_does_not_cost_the_mail(smtp: int, postfach: Postfach, settings: Settings):
    """The server wants a log-in that we do not have: mended in the settings, the mail goes out."""
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "portal", "falsch"
    mail, now = make_mail(), timezone.now()

    versand.send(mail.pk, now=now)

    assert fresh(mail).status == "wartet"
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    assert versand.send(mail.pk, now=now + BACK_OFF[0]) is True


def test_every_attempt_bears_the_same_message_id(smtp: int, postfach: Postfach):
    mail = make_mail()
    versand.send(mail.pk)
    Mail.objects.filter(pk=mail.pk).update(status="wartet", next_attempt=timezone.now())

    versand.send(mail.pk)

    first, second = postfach.mails
    assert first["Message-ID"] == second["Message-ID"]


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_one_mail_once(smtp: int, postfach: Postfach):
    mails = [make_mail() for _ in range(4)]
    postfach.silence = 0.2
    start = threading.Barrier(2)
    sent: list[bool] = []

    def work() -> None:
        try:
            start.wait(10)
            sent.extend(versand.send(mail.pk) for mail in mails)
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(30)

    assert sorted(sent) == [False] * 4 + [True] * 4
    assert sorted(postfach.betreffe) == sorted(mail.betreff for mail in mails)
    assert set(Mail.objects.values_list("status", "attempts")) == {("gesendet", 1)}
