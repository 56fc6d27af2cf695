"""Measures over time: what is drawn, what stands in the table, and what has no day."""

from datetime import date, timedelta

import lxml.html
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from massnahmen import zeitplan
from massnahmen.models import Massnahme, Meilenstein
from tests.factories import make_konto, make_massnahme
from tests.lesen import words
from tests.massnahmen.builders import make_meilenstein

pytestmark = pytest.mark.django_db

PAGES = ["umsetzung-zeitplan", "v-massnahme-zeitplan"]
TAG = date(2026, 3, 1)


def test_earliest_comes_first_and_what_has_no_day_last() -> None:
    none = make_massnahme(zeitraum_original="Sommer")
    late = make_massnahme(ende=date(2028, 1, 1))
    by_stone = make_massnahme()
    make_meilenstein(by_stone, datum=date(2027, 1, 1))
    early = make_massnahme(beginn=TAG)

    rows = list(zeitplan.ordered(Massnahme.objects.all()))
    plan = zeitplan.draw(rows, TAG)

    assert rows == [early, by_stone, late, none]
    assert [row.massnahme for row in plan.zeilen] == [early, by_stone, late]
    assert [row.massnahme for row in plan.ohne] == [none]


@pytest.mark.parametrize(
    ("status", "art"),
    [("umgesetzt", "fertig"), ("verzoegert", "laeuft"), ("vorgesehen", "offen"), ("verworfen", "offen")],
)
def test_state_stands_in_words_and_in_the_kind_of_the_bar(status: str, art: str) -> None:
    massnahme = make_massnahme(status=status, beginn=TAG, ende=TAG, nr="7", titel="Bus")

    bild = zeitplan.draw([massnahme], TAG).bild

    assert bild is not None
    assert [bar.art for bar in bild.rechtecke] == [f"gantt-{art}"]
    assert f"{massnahme.get_status_display()}: 7 Bus" in [wort.text for wort in bild.worte]


def test_nothing_to_draw_has_no_chart() -> None:
    plan = zeitplan.draw([make_massnahme()], TAG)

    assert (plan.bild, list(plan.zeilen), len(plan.ohne)) == (None, [], 1)


def test_many_milestones_are_bounded_and_counted() -> None:
    massnahme = make_massnahme()
    Meilenstein.objects.bulk_create(
        Meilenstein(massnahme=massnahme, datum=TAG + timedelta(days=nr), titel=f"Schritt {nr}") for nr in range(23)
    )

    (row,) = zeitplan.draw([massnahme], TAG).zeilen

    assert ([stone.titel for stone in row.meilensteine][-1], row.weitere) == ("Schritt 19", "und 3 weitere")


@pytest.mark.parametrize("name", PAGES)
def test_page_has_chart_table_and_list_of_the_same(client: Client, name: str) -> None:
    client.force_login(make_konto())
    dated = make_massnahme(nr="1", titel="Bus", beginn=TAG, ende=date(2026, 9, 1), status="umgesetzt")
    make_meilenstein(dated, titel="Start", datum=TAG, erreicht_am=TAG)
    make_massnahme(nr="2", titel="Rad", zeitraum_original="im Sommer", status="umgesetzt")
    make_massnahme(nr="3", titel="Bahn", status="vorgesehen")

    page = lxml.html.fromstring(client.get(reverse(name), {"stand": "umgesetzt"}).content)

    assert [words(row) for row in page.cssselect("section[aria-labelledby=tabelle] tbody tr")] == [
        "1 Bus umgesetzt 1. März 2026 1. September 2026 1 Meilenstein 1. März 2026: Start, erreicht"
    ]
    assert [words(row) for row in page.cssselect("section[aria-labelledby=ohne] li")] == ["2 Rad umgesetzt, im Sommer"]
    assert len(page.cssselect(".gantt svg[role=img] title")) == 1


def test_public_page_knows_no_hidden_measure(client: Client) -> None:
    make_massnahme(titel="Geheim", beginn=TAG, oeffentlich=False)

    assert "Geheim" not in client.get(reverse("umsetzung-zeitplan")).content.decode()


@pytest.mark.parametrize("name", [*PAGES, "umsetzung-zahlen", "v-massnahme-zahlen"])
def test_two_thousand_measures_make_small_pages_with_the_same_statements(client: Client, name: str) -> None:
    client.force_login(make_konto())
    first = make_massnahme(beginn=TAG, titel="Ein langer Titel einer Maßnahme " * 4)
    make_meilenstein(first)
    client.get(reverse(name))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse(name))
    Massnahme.objects.bulk_create(
        Massnahme(kennung=f"viele-{nr}", titel=first.titel, beginn=TAG, oeffentlich=True, nr=str(nr))
        for nr in range(1999)
    )
    stones = [
        Meilenstein(massnahme=massnahme, datum=TAG, titel="Ein Meilenstein mit einem Titel")
        for massnahme in Massnahme.objects.all()
        for _ in range(6)
    ]
    Meilenstein.objects.bulk_create(stones)

    with CaptureQueriesContext(connection) as many:
        page = client.get(reverse(name)).content

    assert len(page) < 150_000
    assert len(many) == len(one)
