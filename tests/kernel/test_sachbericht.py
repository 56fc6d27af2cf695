"""The Anlage zum Sachbericht: what happened in a period, and nothing of before or after."""

from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import lxml.html
import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bildungskommune.buero.views_sachbericht import UMGEKEHRT
from bildungskommune.verfahren.sachbericht import HOECHSTENS, Tafel, _bounded, tables
from tests.factories import make_anmeldung, make_gemeinde, make_institution, make_konto, make_massnahme, make_workshop
from tests.fassungen.gold import Golden, publish_golden
from tests.foerderung.bauen import HINWEIS, make_hinweis, make_zeichen
from tests.lesen import words
from workshops.models import Workshop
from workshops.models.enums import AnmeldungStatus, WorkshopStatus

pytestmark = pytest.mark.django_db

VON, BIS = date(2026, 1, 1), date(2026, 3, 31)


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(make_konto(rolle="stabsstelle"))
    return client


def held(titel: str, month: int, **fields: Any) -> Workshop:
    beginn = datetime(2026, month, 10, 15, tzinfo=UTC)
    return make_workshop(titel=titel, beginn=beginn, ende=beginn.replace(hour=18), **fields)


def told(titel: str) -> list[list[Any]]:
    (found,) = [one for one in tables(VON, BIS) if one.titel == titel]
    return [list(row) for row in found.zeilen]


def test_events_of_the_period_are_told_with_their_numbers() -> None:
    first = held("Auftakt", 2)
    held("Zu spät", 4)
    held("Abgesagt", 3, status=WorkshopStatus.ABGESAGT)
    for status in (AnmeldungStatus.TEILGENOMMEN, AnmeldungStatus.NICHT_ERSCHIENEN, AnmeldungStatus.STORNIERT):
        make_anmeldung(workshop=first, status=status)

    rows = told("Veranstaltungen")

    assert [(row[0], row[1], row[4], row[5]) for row in rows] == [("2026-02-10", "Auftakt", 2, 1)]


def test_those_who_came_are_counted_by_house_and_place_and_nobody_is_named() -> None:
    workshop = held("Auftakt", 2)
    kita = make_institution(typ="kita", gemeinde=make_gemeinde(name="Barleben"))
    for institution in (kita, kita, None):
        make_anmeldung(
            workshop=workshop, institution=institution, name="Jana Muster", status=AnmeldungStatus.TEILGENOMMEN
        )

    assert told("Teilnehmende nach Art der Einrichtung") == [["Kindertageseinrichtung", 2], ["ohne Angabe", 1]]
    assert told("Teilnehmende nach Gemeinde") == [["Barleben", 2], ["ohne Angabe", 1]]
    assert "Muster" not in str(tables(VON, BIS))


def test_publications_say_whether_the_funding_stands_on_them() -> None:
    golden = Golden("konzept", "standard", 5)
    marks = [{"titel": "EU", "alternativtext": "EU", "art": "foerdergeber", "sha256": "0" * 64}]
    publish_golden(golden, {**golden.snapshot(), "foerderzeichen": marks, "foerderhinweis": ""})
    publish_golden(Golden("konzept", "standard", 1))

    (found,) = [one for one in tables(date.today(), date.today()) if one.titel == "Veröffentlichungen"]  # noqa: DTZ011

    assert [list(row[3:]) for row in found.zeilen] == [["ja", "nein"], ["nein", "nein"]]


def test_marks_and_note_of_the_period_are_told() -> None:
    make_hinweis(foerderung_von=date(2025, 1, 1), foerderung_bis=date(2026, 2, 1))
    make_zeichen(titel="Neu", gilt_ab=date(2026, 4, 1))
    make_zeichen(titel="Emblem", gilt_bis=date(2026, 1, 1))

    rows = told("Wo die Förderung gezeigt wurde")

    assert [row[:1] + row[2:4] for row in rows] == [
        ["Emblem", "Beginn", "2026-01-01"],
        [HINWEIS, "2025-01-01", "2026-02-01"],
    ]


def test_only_public_measures_are_told() -> None:
    for nr in ("10", "2"):
        make_massnahme(titel=f"Bus {nr}", nr=nr, oeffentlich=True)
    make_massnahme(titel="Im Entwurf", oeffentlich=False)

    assert [row[1] for row in told("Maßnahmen")] == ["Bus 2", "Bus 10"]


def test_page_and_workbook_tell_the_same(office: Client) -> None:
    held("Auftakt", 2)
    page = office.get(reverse("v-sachbericht"), {"von": "2026-01-01", "bis": "2026-03-31"})
    html = lxml.html.fromstring(page.content.decode())
    (link,) = [str(one.get("href")) for one in html.cssselect("a.knapp") if one.text == "Anlage für Excel"]

    book = openpyxl.load_workbook(BytesIO(b"".join(office.get(link))))

    assert book.sheetnames == [one.titel[:31] for one in tables(VON, BIS)]
    assert [cell.value for cell in book["Veranstaltungen"][2]][:2] == ["2026-02-10", "Auftakt"]
    (row,) = html.xpath("//section[h2='Veranstaltungen']//tbody/tr")
    assert [words(cell) for cell in row][:2] == ["10. Februar 2026", "Auftakt"]


def test_period_that_ends_before_it_begins_is_refused_and_stays_typed(office: Client) -> None:
    answer = office.get(reverse("v-sachbericht"), {"von": "2026-03-31", "bis": "2026-01-01"})

    assert answer.status_code == 422
    assert UMGEKEHRT in answer.content.decode()
    assert 'value="2026-03-31"' in answer.content.decode()


@pytest.mark.parametrize(("von", "bis"), [("2026-13-01", "2026-12-31"), ("x", "y"), ("2026-03-31", "2026-01-01")])
def test_files_of_no_period_are_not_there(office: Client, von: str, bis: str) -> None:
    names = ("v-sachbericht-pdf", "v-sachbericht-xlsx")

    assert [office.get(reverse(name, args=(von, bis))).status_code for name in names] == [404, 404]


def test_page_asks_the_same_for_one_and_for_many(office: Client) -> None:
    address, counts = f"{reverse('v-sachbericht')}?von=2026-01-01&bis=2026-12-31", []
    for number in (1, 4):
        for place in range(number):
            make_anmeldung(workshop=held(f"Abend {number} {place}", 1 + place), status=AnmeldungStatus.TEILGENOMMEN)
            make_massnahme(oeffentlich=True)
        with CaptureQueriesContext(connection) as asked:
            office.get(address)
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_long_table_says_how_many_are_left_out() -> None:
    tafel = _bounded(Tafel("Viele", ("A", "B"), [(str(row), row) for row in range(HOECHSTENS + 3)], ""))

    assert (len(tafel.zeilen), tafel.zeilen[-1]) == (HOECHSTENS + 1, ("und 3 weitere", ""))
