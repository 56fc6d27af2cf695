"""The queue itself: what is rung, what is given up, what is forgotten."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail as outbox
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks
from pytest_django.fixtures import Settings

from bildungskommune.post import tasks, versand
from bildungskommune.post.models import Mail
from bildungskommune.post.scheitern import BACK_OFF, TRIES, TRIES_OF_A_DEFECT, judge
from bildungskommune.tasks import vergessen
from tests.factories import make_konto
from tests.kernel.bauen import make_mail

pytestmark = pytest.mark.django_db
POISON: list[dict[str, Any]] = [
    {"betreff": "Zeile\nzwei"},
    {"an": "zwei\nzeilen@kita.example"},
    {"anhang_name": "plan.txt", "anhang_art": "ohne-schraegstrich", "anhang": b"Plan"},
]


class BrokenBackend(EmailBackend):
    """A program error that belongs to no network."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        raise KeyError("host")


def fresh(mail: Mail) -> Mail:
    return Mail.objects.get(pk=mail.pk)


def test_mail_goes_out_as_it_was_written():
    mail = make_mail(an="kita@boerde.example", betreff="Ihr Platz", text="Guten Tag", html="<p>Guten Tag</p>")

    assert versand.send(mail.pk) is True

    [sent] = outbox.outbox
    assert isinstance(sent, EmailMultiAlternatives)
    assert [sent.to, sent.subject, sent.body] == [["kita@boerde.example"], "Ihr Platz", "Guten Tag"]
    assert [content for content, kind in sent.alternatives] == ["<p>Guten Tag</p>"]
    assert versand.send(mail.pk) is False
    assert len(outbox.outbox) == 1


def test_attachment_need_not_be_text():
    picture = bytes(range(256))
    mail = make_mail(anhang_name="bild.png", anhang_art="image/png", anhang=picture)

    assert versand.send(mail.pk) is True

    assert outbox.outbox[0].attachments == [("bild.png", picture, "image/png")]


def test_text_that_is_no_text_is_sent_as_a_file():
    mail = make_mail(anhang_name="termin.ics", anhang_art="text/calendar", anhang=b"\xff\xfe")

    assert versand.send(mail.pk) is True

    assert outbox.outbox[0].attachments == [("termin.ics", b"\xff\xfe", "application/octet-stream")]


@pytest.mark.parametrize("fields", POISON)
def test_mail_that_cannot_be_put_together_comes_to_an_end(fields: dict[str, Any]):
    mail, now = make_mail(**fields), timezone.now()

    for attempt in range(TRIES_OF_A_DEFECT):
        assert versand.send(mail.pk, now=now) is False
        assert fresh(mail).attempts == attempt + 1
        now = fresh(mail).next_attempt

    assert fresh(mail).status == "gescheitert"
    assert fresh(mail).fehler.startswith("Die E-Mail ließ sich nicht zusammenstellen (")
    assert versand.sweep(now=now + timedelta(days=30)) == 0
    assert outbox.outbox == []


def test_defect_rests_before_it_is_tried_again():
    mail, now = make_mail(betreff="Zeile\nzwei"), timezone.now()

    versand.send(mail.pk, now=now)

    assert [fresh(mail).status, fresh(mail).next_attempt] == ["wartet", now + BACK_OFF[0]]


def test_poison_does_not_hold_up_the_others():
    mails = [make_mail(betreff=betreff) for betreff in ("Eins", "Gift\nGift", "Zwei")]
    now = timezone.now()

    for mail in mails:
        versand.send(mail.pk, now=now)

    assert [message.subject for message in outbox.outbox] == ["Eins", "Zwei"]
    assert [fresh(mail).status for mail in mails] == ["gesendet", "wartet", "gesendet"]


def test_program_error_comes_to_an_end(settings: Settings):
    settings.EMAIL_BACKEND = "tests.post.test_versand.BrokenBackend"
    mail, now = make_mail(), timezone.now()

    for _ in range(TRIES_OF_A_DEFECT):
        versand.send(mail.pk, now=now)
        now = fresh(mail).next_attempt

    assert fresh(mail).status == "gescheitert"
    assert fresh(mail).fehler == "Die E-Mail ließ sich nicht zusammenstellen (KeyError: 'host')."


def test_log_names_a_failure_without_its_words(caplog: pytest.LogCaptureFixture):
    mail = make_mail(betreff="Absage an\nFrau Muster")

    versand.send(mail.pk)

    [line] = caplog.messages
    assert line.startswith(f"mail {mail.pk} was not sent, attempt 1: BadHeaderError in message.py:")
    assert "Muster" not in caplog.text


def test_reason_is_one_line_that_the_database_takes():
    assert judge(ValueError("eins\x00\n\tzwei")).satz == (
        "Die E-Mail ließ sich nicht zusammenstellen (ValueError: eins zwei)."
    )


def test_subject_of_a_queued_mail_is_one_line():
    mail = versand.enqueue_text(an="kita@boerde.example", betreff="Zeile\r\n zwei\u2028drei", text="", anlass="test")

    assert mail.betreff == "Zeile zwei drei"


def test_same_key_makes_no_second_mail():
    known = make_mail(schluessel="anmeldung-1")

    again = versand.enqueue(
        an="kita@boerde.example",
        betreff="Sachstand",
        template="sachstand",
        kontext={},
        anlass="test",
        schluessel="anmeldung-1",
    )

    assert [again, Mail.objects.count()] == [known, 1]


def test_mail_of_an_undone_transaction_is_never_rung(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
):
    with django_capture_on_commit_callbacks() as rings:
        versand.enqueue_text(an="kita@boerde.example", betreff="Platz", text="", anlass="test")

    assert len(rings) == 1


def test_sweep_rings_for_what_is_due_and_nothing_else():
    now = timezone.now()
    make_mail(next_attempt=now)
    make_mail(next_attempt=now + timedelta(seconds=1))
    make_mail(status="gesendet")
    make_mail(status="gescheitert")
    make_mail(status="laeuft", next_attempt=now + timedelta(seconds=1))

    assert versand.sweep(now=now) == 1


def test_mail_of_a_dead_worker_is_taken_up_again():
    mail, now = make_mail(status="laeuft", attempts=1, next_attempt=timezone.now()), timezone.now()

    assert versand.sweep(now=now) == 1
    assert versand.send(mail.pk, now=now) is True
    assert [fresh(mail).status, fresh(mail).attempts] == ["gesendet", 2]


def test_mail_over_which_the_worker_always_dies_is_given_up():
    mail = make_mail(status="laeuft", attempts=TRIES, next_attempt=timezone.now())

    assert versand.sweep() == 0
    assert [fresh(mail).status, fresh(mail).fehler] == [
        "gescheitert",
        "Der Maildienst ist beim Senden immer wieder abgebrochen.",
    ]


def test_late_worker_does_not_overwrite_what_the_next_one_did(settings: Settings):
    """The first worker hangs, the mail is put back, a second one sends it; then the first one fails."""
    settings.EMAIL_BACKEND = "tests.post.test_versand.OvertakenBackend"
    mail = make_mail()

    assert versand.send(mail.pk) is False

    assert [fresh(mail).status, fresh(mail).attempts, fresh(mail).fehler] == ["gesendet", 2, ""]


class OvertakenBackend(EmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        Mail.objects.update(status="gesendet", attempts=2)
        raise ConnectionResetError


def test_worker_is_stopped_before_its_mail_counts_as_left():
    assert tasks.senden.soft_time_limit < tasks.senden.time_limit < versand.STALE.total_seconds()


def test_task_says_whether_it_sent():
    mail = make_mail()

    assert [tasks.senden(mail.pk), tasks.senden(mail.pk), tasks.senden(0)] == [True, False, False]


@pytest.mark.parametrize(
    ("fields", "stays"),
    [
        ({"status": "gesendet", "sent": timedelta(days=89)}, True),
        ({"status": "gesendet", "sent": timedelta(days=91)}, False),
        ({"status": "gescheitert", "next_attempt": timedelta(days=89)}, True),
        ({"status": "gescheitert", "next_attempt": timedelta(days=91)}, False),
        ({"status": "wartet", "next_attempt": timedelta(days=91)}, True),
        ({"status": "laeuft", "next_attempt": timedelta(days=91)}, True),
    ],
)
def test_mails_are_forgotten_after_ninety_days(fields: dict[str, Any], stays: bool):
    now = timezone.now()
    mail = make_mail(**{name: now - value if isinstance(value, timedelta) else value for name, value in fields.items()})

    assert vergessen() == (not stays)

    assert Mail.objects.filter(pk=mail.pk).exists() == stays


def test_ninety_days_of_a_given_up_mail_begin_when_it_is_given_up():
    now = timezone.now()
    mail = make_mail(betreff="Zeile\nzwei", attempts=TRIES - 1, next_attempt=now)

    versand.send(mail.pk, now=now)

    assert [fresh(mail).status, fresh(mail).next_attempt] == ["gescheitert", now]


def test_desk_shows_why_a_mail_failed_and_sends_it_again(client: Client):
    client.force_login(make_konto())
    mail, now = make_mail(betreff="Zeile\nzwei"), timezone.now()
    for _ in range(TRIES_OF_A_DEFECT):
        versand.send(mail.pk, now=now)
        now = fresh(mail).next_attempt

    desk, liste, page = (
        client.get(address).content.decode()
        for address in (reverse("pult"), reverse("v-post"), reverse("v-mail", args=(mail.pk,)))
    )

    assert "E-Mails nicht zugestellt" in desk
    assert "ließ sich nicht zusammenstellen" in liste
    assert "ließ sich nicht zusammenstellen" in page
    assert "Erneut senden" in page
    Mail.objects.update(betreff="Eine Zeile")
    client.post(reverse("v-mail-retry", args=(mail.pk,)))
    assert [fresh(mail).status, fresh(mail).attempts] == ["wartet", 0]
    assert versand.send(mail.pk) is True


def test_resting_mail_says_when_it_is_tried_again_and_may_go_at_once(client: Client):
    client.force_login(make_konto())
    mail = make_mail(
        attempts=1, fehler="Der Mailserver ist nicht erreichbar.", next_attempt=timezone.now() + BACK_OFF[-1]
    )

    assert "Nächster Versuch" in client.get(reverse("v-mail", args=(mail.pk,))).content.decode()
    client.post(reverse("v-mail-retry", args=(mail.pk,)))

    assert versand.send(mail.pk) is True


@pytest.mark.parametrize("fields", [{}, {"status": "laeuft", "attempts": 1}, {"status": "gesendet", "attempts": 1}])
def test_mail_that_has_not_failed_is_left_as_it_is(fields: dict[str, Any]):
    mail = make_mail(**fields)

    assert [mail.has_failed, versand.retry(mail)] == [False, False]
    assert fresh(mail).attempts == mail.attempts
