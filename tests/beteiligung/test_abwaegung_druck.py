"""The weighing as print, as workbook and on the thread: named as agreed, at its place, and never before the answer."""

import io
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from bildungskommune.beteiligung import abwaegung, drucksachen, einarbeitung, einreichen, runden
from bildungskommune.beteiligung.einreichen import Stimme
from bildungskommune.beteiligung.models import Beteiligungsrunde, Punkt
from bildungskommune.drucksachen import setzen
from bildungskommune.drucksachen.models import Drucksache
from bildungskommune.fassungen import rules
from bildungskommune.tracing.netz import netz
from leitbild.models import Abschnitt
from tests.beteiligung.bauen import ABSATZ, end, make_entwurf, make_runde, make_stellungnahme
from tests.factories import make_konto, make_leitbild
from tests.veroeffentlichen import publish

pytestmark = pytest.mark.django_db
NEU = "Kein Weg ist zu weit für ein Kind."


def answered(runde: Beteiligungsrunde) -> None:
    """Decide all points, put every wording into the draft, confirm, answer."""
    one, other = make_konto(name="Ute Amt"), make_konto()
    end(runde)
    runden.close(runde, by=one)
    for punkt in Punkt.objects.filter(stellungnahme__runde=runde).counting():
        punkt.entscheidung, punkt.begruendung, punkt.bewertung = "uebernommen", "Das stimmt.", "Nur für uns."
        abwaegung.change(punkt, ["entscheidung", "begruendung", "bewertung"], by=one)
        abwaegung.confirm(punkt, by=other)
        if punkt.neuer_wortlaut:
            einarbeitung.take(punkt, punkt.neuer_wortlaut, gesehen=einarbeitung.mark(ABSATZ), by=one)
    abwaegung.answer(runde, by=one)


@pytest.fixture
def runde() -> Beteiligungsrunde:
    runde = make_runde()
    make_stellungnahme(runde, vorschlag=NEU)
    make_stellungnahme(
        runde, name="Bo Lind", email="bo@lind.example", namentlich=True, text="Zu kurz.", teil="", absatz=""
    )
    hidden = make_stellungnahme(runde, email="x@y.example", text="Frau X ist schuld.", teil="orte")
    einreichen.hide(hidden, "nennt Dritte", by=make_konto())
    answered(runde)
    return runde


def address(name: str, runde: Beteiligungsrunde, *more: Any) -> str:
    return reverse(name, args=(runde.kennung, *more))


def text(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, url
    return re.sub(r"\s+", " ", response.content.decode())


def test_print_for_everybody_names_whom_it_may_and_stands_in_the_order_of_the_text(runde: Beteiligungsrunde):
    said = drucksachen.for_everybody(runde).inhalt

    assert [(teil["titel"], [one["wer"] for one in teil["punkte"]]) for teil in said["teile"]] == [
        ("Zum ganzen Text", ["Bo Lind"]),
        ("Leitsatz 1: Wege", ["eine Privatperson"]),
        ("Leitsatz 2: Orte", [""]),
    ]
    everything = str(said)
    assert "Der Wortlaut ist nicht öffentlich." in everything
    assert not [word for word in ("Lohse", "Frau X", "Nur für uns", "Ute Amt") if word in everything]


def test_print_for_the_office_tells_more_and_both_pass_the_check(runde: Beteiligungsrunde, client: Client):
    assert client.get(address("runde-abwaegung-pdf", runde)).status_code == 200
    client.force_login(make_konto())
    client.get(reverse("v-punkte-pdf", args=(runde.pk,)))

    for one in Drucksache.objects.all():
        assert setzen.work(one.pk)
    said = str(drucksachen.for_the_office(runde).inhalt)

    assert Drucksache.objects.filter(status="fertig").count() == 2
    assert all(word in said for word in ("Ada Lohse", "Frau X", "Nur für uns", "Ute Amt", "Nur für den Dienstgebrauch"))


def test_workbook_says_what_the_page_says(runde: Beteiligungsrunde, client: Client):
    response = client.get(address("runde-abwaegung-xlsx", runde))
    book = load_workbook(io.BytesIO(b"".join(response.streaming_content)))  # type: ignore[attr-defined]  # a file

    rows = [[cell or "" for cell in row] for row in book.active.iter_rows(values_only=True)]  # type: ignore[union-attr]

    assert [row[:4] for row in rows[1:]] == [
        ["1.1", "Leitsatz 1: Wege, Absatz 1", "eine Privatperson", "Der Bus fehlt."],
        ["2.1", "Zum ganzen Text", "Bo Lind", "Zu kurz."],
        ["3.1", "Leitsatz 2: Orte, Absatz 1", "", "Der Wortlaut ist nicht öffentlich."],
    ]


def test_before_the_answer_there_is_none_of_it(client: Client):
    runde = make_runde()
    make_stellungnahme(runde)

    for name, more in (("runde-abwaegung-pdf", ()), ("runde-abwaegung-xlsx", ()), ("runde-punkt", (1, 1))):
        assert client.get(address(name, runde, *more)).status_code == 404


def test_passage_names_the_comment_as_its_source_and_the_code_leads_to_the_passage(
    runde: Beteiligungsrunde, client: Client
):
    punkt = Punkt.objects.in_order()[0]
    abschnitt = Abschnitt.objects.get(kennung="wege")
    fassung = rules.freeze("leitbild", abschnitt.leitbild)
    publish(fassung, by=make_konto())
    abschnitt.refresh_from_db()

    (source,) = netz([abschnitt], "woher").schritte(abschnitt)
    assert (source.titel, source.art, source.grund) == ("„Der Bus fehlt.“", "Stellungnahme", "Das stimmt.")
    assert source.url == address("runde-punkt", runde, 1, 1)
    assert source.url in text(client, abschnitt.get_absolute_url())
    assert "Das steht heute dort" in text(client, source.url)
    assert "Das steht heute in:" in text(client, punkt.stellungnahme.get_absolute_url())
    assert client.get(address("runde-punkt", runde, 9, 1)).status_code == 404


def test_comment_that_nobody_may_read_is_no_source(runde: Beteiligungsrunde):
    abschnitt = Abschnitt.objects.get(kennung="wege")
    punkt = Punkt.objects.in_order()[0]
    assert punkt.ist_oeffentlich

    Beteiligungsrunde.objects.update(sichtbar="nie")

    assert netz([abschnitt], "woher").schritte(abschnitt) == []
    assert not punkt.ist_oeffentlich


def test_number_of_a_point_is_never_given_twice():
    runde = make_runde()
    first = make_stellungnahme(runde)
    end(runde)
    runden.close(runde, by=make_konto())
    abwaegung.split(Punkt.objects.get(), "Auch der Radweg.", by=make_konto())
    einreichen.enter_more(first, Stimme(text="Und der Fußweg."), by=make_konto())

    abwaegung.prepare(runde)

    assert [str(one) for one in Punkt.objects.in_order()] == ["Punkt 1.1", "Punkt 1.2", "Punkt 1.3"]


@pytest.mark.parametrize(
    "name", ["runde-abwaegung", "runde-abwaegung-pdf", "runde-abwaegung-xlsx", "v-punkt-list", "v-punkt"]
)
def test_pages_and_files_cost_the_same_for_two_and_for_thirty_comments(client: Client, name: str):
    client.force_login(make_konto())
    counts = []
    for number, titel in ((2, "Klein"), (30, "Groß")):
        runde = make_runde(fassung=make_entwurf(make_leitbild(titel=titel)))
        for n in range(number):
            make_stellungnahme(runde, email=f"a{n}@lohse.example", text=f"Bus {n}", vorschlag=NEU if n else "")
        end(runde)
        runden.close(runde, by=make_konto())
        Punkt.objects.filter(stellungnahme__runde=runde).update(entscheidung="nicht", begruendung="Nein.")
        if not name.startswith("v-"):
            Beteiligungsrunde.objects.filter(pk=runde.pk).update(status="beantwortet")
        pk = Punkt.objects.filter(stellungnahme__runde=runde).in_order()[0].pk if name == "v-punkt" else runde.pk
        url = reverse(name, args=(pk,)) if name.startswith("v-") else address(name, runde)
        b"".join(client.get(url))
        with CaptureQueriesContext(connection) as asked:
            response = client.get(url)
            assert response.status_code == 200
            b"".join(response)
        counts.append(len(asked))
    assert counts[0] == counts[1]
