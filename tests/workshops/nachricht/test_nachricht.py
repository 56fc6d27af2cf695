"""Whoever wants it hears once a day at most what is new about a contribution, and ends it by one click."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from django.core import mail as outbox
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from bildungskommune.post import versand
from bildungskommune.post.models import Mail
from bildungskommune.ui.spamschutz import new_start
from tests.factories import (
    make_ableitung,
    make_beitrag,
    make_bezug,
    make_handlungsfeld,
    make_konto,
    make_massnahme,
    make_thema,
    make_zuordnung,
)
from workshops.beitraege import verbleib
from workshops.beitraege.verbleib import Antwort
from workshops.models import Beitrag, Nachrichtenwunsch
from workshops.nachricht import mails, neues, wuensche

pytestmark = pytest.mark.django_db
AN = "lea@haus.example"


def ask(client: Client, beitrag: Beitrag, email: str = AN) -> int:
    shown = new_start(timezone.now().timestamp() - 60)
    address = reverse("beitrag-neues", args=(beitrag.code,))
    return client.post(address, {"email": email, "gezeigt": shown, "website": ""}).status_code


def link() -> str:
    """Return the path of the link in the latest mail."""
    found = re.search(r"https?://[^/\s]+(/beitrag/neues/\S+)", Mail.objects.latest("pk").text)
    assert found is not None
    return found[1]


def wish(beitrag: Beitrag, email: str = AN) -> Nachrichtenwunsch:
    """Return a confirmed wish; what the contribution is now is known."""
    row = Nachrichtenwunsch.objects.create(beitrag=beitrag, email=email, einwilligung_text="Fassung 1")
    wuensche.confirm(row)
    return row


def morning(days: int) -> datetime:
    return (timezone.localtime() + timedelta(days=days)).replace(hour=7, minute=5)


def told() -> list[str]:
    """Return what each mail with news says, line by line."""
    texts = Mail.objects.filter(anlass=mails.NEUES).order_by("pk").values_list("text", flat=True)
    return [" / ".join(re.findall(r"^- (.*)$", text, re.MULTILINE)) for text in texts]


def test_nobody_is_written_to_before_the_mailbox_has_agreed(client: Client) -> None:
    beitrag = make_beitrag()
    page = client.get(beitrag.get_absolute_url())
    assert reverse("beitrag-neues", args=(beitrag.code,)) in page.content.decode()
    assert (ask(client, beitrag, "keine"), ask(client, beitrag), ask(client, beitrag, AN.upper())) == (422, 302, 302)

    client.get(link())
    looked_at = Nachrichtenwunsch.objects.get().bestaetigt_am
    client.post(link())
    again = ask(client, beitrag)

    assert looked_at is None
    assert Nachrichtenwunsch.objects.confirmed().count() == 1
    assert (again, Mail.objects.latest("pk").anlass) == (302, "beitrag_neues_bekannt")
    assert ask(client, beitrag) == 422  # the fourth mail that strangers cause within an hour
    assert client.get("/beitrag/QQQ-QQQ/neues/").status_code == 404


def test_link_confirms_for_two_days(client: Client) -> None:
    ask(client, make_beitrag())
    Nachrichtenwunsch.objects.update(angefragt_am=timezone.now() - timedelta(days=2, minutes=1))

    assert client.post(link()).status_code == 422
    assert not Nachrichtenwunsch.objects.confirmed().exists()


def test_news_of_all_stages_come_in_one_mail_a_day() -> None:
    beitrag, feld = make_beitrag(autor_email="autor@haus.example"), make_handlungsfeld(veroeffentlicht=True)
    make_zuordnung(thema := make_thema(reihe=beitrag.reihe), beitrag)
    make_ableitung(feld, thema=thema)
    wish(beitrag)
    wish(beitrag, "Autor@haus.example")

    assert neues.tell(morning(1)) == 0  # nothing has happened
    verbleib.give([beitrag], Antwort("aufgenommen", "Der Bus kommt."), by=make_konto())
    massnahme = make_massnahme(titel="Bus am Abend", oeffentlich=True)
    for one in (massnahme, make_massnahme(titel="Noch geheim", oeffentlich=False)):
        make_bezug(one, handlungsfeld=feld)
    assert neues.tell(morning(1) + timedelta(hours=3)) == 0  # it was looked at this morning
    assert neues.tell(morning(2).replace(hour=6)) == 0
    assert (neues.tell(morning(2)), neues.tell(morning(2))) == (2, 0)
    massnahme.status = "umgesetzt"
    massnahme.save()
    assert neues.tell(morning(3)) == 2

    first, second = told()[0::2]
    assert first.startswith("Neu: Verbleib: aufgenommen / ")
    assert [word in first for word in ("Bus am Abend", "Noch geheim")] == [True, False]
    assert (second.count("/"), second.startswith("Geändert: "), "umgesetzt" in second) == (0, True, True)
    assert "Verbleib" not in told()[1]  # the author has had the answer


def test_mail_is_left_by_one_click_of_a_mail_program(settings: Settings) -> None:
    row = wish(make_beitrag())
    verbleib.give([row.beitrag], Antwort("aufgenommen", "Gut."), by=make_konto())
    neues.tell(morning(1))
    versand.send(Mail.objects.get().pk)
    (sent,) = outbox.outbox
    url = sent.extra_headers["List-Unsubscribe"].strip("<>")
    program, path = Client(enforce_csrf_checks=True), url.removeprefix(settings.BASE_URL)

    program.get(path)
    looked_at = Nachrichtenwunsch.objects.count()
    answers = [program.post(path, {"List-Unsubscribe": "One-Click"}).status_code for _ in range(2)]

    assert url in sent.body
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert (looked_at, answers, Nachrichtenwunsch.objects.count()) == (1, [200, 200], 0)
    assert program.get("/beitrag/neues/ab/1:gefaelscht/").status_code == 404


def test_one_address_gets_one_mail_for_all_that_it_asked_for_and_one_click_ends_it(settings: Settings) -> None:
    beitraege = [make_beitrag(), make_beitrag(), make_beitrag()]
    for beitrag, email in zip(beitraege, (AN, AN.upper(), AN), strict=True):
        wish(beitrag, email)
    other = wish(beitraege[0], "ali@haus.example")
    verbleib.give(beitraege[:2], Antwort("aufgenommen", "Der Bus kommt."), by=make_konto())

    sent = neues.tell(morning(1))

    mail, _ = Mail.objects.filter(anlass=mails.NEUES).order_by("pk")
    ends = re.findall(r"https?://[^/\s]+(/beitrag/neues/ab/\S+)", mail.text)
    assert (sent, neues.tell(morning(1)), mail.betreff) == (2, 0, "Neues zu 2 Beiträgen")
    assert [one.code in part for one in beitraege for part in (mail.text, mail.html)] == [True] * 4 + [False] * 2
    assert mail.kopfzeilen["List-Unsubscribe"] == f"<{settings.BASE_URL}{ends[-1]}>"
    program = Client(enforce_csrf_checks=True)
    program.post(ends[0])
    assert sorted(row.beitrag.code for row in Nachrichtenwunsch.objects.exclude(pk=other.pk)) == sorted(
        one.code for one in beitraege[1:]
    )
    asked = program.get(ends[-1]).content.decode()
    program.post(ends[-1], {"List-Unsubscribe": "One-Click"})
    assert [one.code in asked for one in beitraege] == [False, True, True]
    assert list(Nachrichtenwunsch.objects.all()) == [other]
    assert "Sie bekommen keine E-Mails mehr" in program.post(ends[-1]).content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_write_to_an_address_once() -> None:
    beitraege = [make_beitrag() for _ in range(4)]
    for beitrag in beitraege:
        wish(beitrag)
    verbleib.give(beitraege, Antwort("aufgenommen", "Der Bus kommt."), by=make_konto())

    def work(_: int) -> int:
        try:
            return neues.tell(morning(1))
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(work, range(2))) == 1
    assert Mail.objects.filter(anlass=mails.NEUES).count() == 1
