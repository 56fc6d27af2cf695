"""What carries a Konzept out, side by side: Strategien, Ziele and measures, with the gaps."""

import lxml.html
import pytest
from django.test import Client
from django.urls import reverse

from konzept.models import Handlungsfeld, Konzept, Strategie, Ziel
from massnahmen import matrix
from massnahmen.models import Massnahme, MassnahmeStatus
from tests.factories import (
    make_bezug,
    make_handlungsfeld,
    make_konto,
    make_konzept,
    make_massnahme,
    make_strategie,
    make_ziel,
)
from tests.leitbild.zaehlen import queries
from tests.lesen import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def feld() -> Handlungsfeld:
    return make_handlungsfeld(konzept=make_konzept(), nr="1", titel="Orte")


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(make_konto())
    return client


def address(konzept: Konzept) -> str:
    return reverse("v-konzept-massnahmen", args=(konzept.pk,))


def serving(feld: Handlungsfeld, *ziele: Ziel, **fields: str) -> Strategie:
    strategie = make_strategie(handlungsfeld=feld, **fields)
    strategie.ziele.set(ziele)
    return strategie


def rows(feld: Handlungsfeld) -> list[tuple[str, list[str], list[str], str]]:
    """Return what the table says: first cell, Ziele, measures, gap; a Ziel without a measure is marked with a star."""
    geruest = matrix.skeleton(feld.konzept)
    (tafel,) = matrix.tables(geruest, [one for one in geruest.felder if one == feld])
    return [
        (
            zeile.strategie.titel if zeile.strategie else zeile.wort,
            [wort.ziel.titel + "*" * wort.fehlt for wort in zeile.ziele],
            [one.titel for one in zeile.massnahmen.gezeigt],
            zeile.luecke,
        )
        for zeile in tafel.zeilen
    ]


def test_each_strategie_has_its_ziele_and_measures(feld: Handlungsfeld) -> None:
    strategie = serving(feld, make_ziel(feld, titel="Nähe"), titel="Fahren")
    make_bezug(make_massnahme(titel="Rad", position=2), strategie=strategie)
    make_bezug(make_massnahme(titel="Bus", position=1), strategie=strategie)

    assert rows(feld) == [("Fahren", ["Nähe"], ["Bus", "Rad"], "")]
    assert matrix.skeleton(feld.konzept).befund == []


def test_gaps_are_marked_and_counted(feld: Handlungsfeld) -> None:
    served, loose = make_ziel(feld, titel="Nähe"), make_ziel(feld, titel="Ferne")
    serving(feld, served, titel="Fahren")

    assert rows(feld) == [
        ("Fahren", ["Nähe*"], [], "Strategie ohne Maßnahme"),
        ("direkt zum Ziel", ["Ferne*"], [], "Ziel ohne Strategie"),
    ]
    assert loose.strategien.count() == 0
    assert matrix.skeleton(feld.konzept).befund == [
        "1 von 1 Strategie ist ohne Maßnahme.",
        "1 von 2 Zielen ist ohne Strategie.",
        "2 von 2 Zielen sind ohne Maßnahme.",
    ]


def test_ziel_has_a_measure_by_itself_or_by_any_strategie(feld: Handlungsfeld) -> None:
    by_itself, by_one = make_ziel(feld, titel="Nähe"), make_ziel(feld, titel="Ferne")
    carried, empty = serving(feld, by_one, titel="Fahren"), serving(feld, by_one, by_itself, titel="Gehen")
    make_bezug(make_massnahme(titel="Bus"), strategie=carried)
    make_bezug(make_massnahme(titel="Rad"), ziel=by_itself)

    assert empty.bezuege.count() == 0
    assert rows(feld) == [
        ("Fahren", ["Ferne"], ["Bus"], ""),
        ("Gehen", ["Nähe", "Ferne"], [], "Strategie ohne Maßnahme"),
        ("direkt zum Ziel", ["Nähe"], ["Rad"], ""),
    ]


def test_what_hangs_on_the_handlungsfeld_itself_stands_last(feld: Handlungsfeld) -> None:
    make_bezug(make_massnahme(titel="Bus"), handlungsfeld=feld)

    assert rows(feld) == [("direkt zum Handlungsfeld", [], ["Bus"], "")]


def test_dropped_measure_carries_nothing_out(feld: Handlungsfeld) -> None:
    strategie = serving(feld, titel="Fahren")
    dropped = make_massnahme()
    Massnahme.objects.filter(pk=dropped.pk).update(status=MassnahmeStatus.VERWORFEN)
    make_bezug(dropped, strategie=strategie)

    assert rows(feld) == [("Fahren", [], [], "Strategie ohne Maßnahme")]


def test_other_konzept_has_no_part_in_it(feld: Handlungsfeld) -> None:
    make_bezug(make_massnahme(), strategie=serving(make_handlungsfeld()))

    assert rows(feld) == []


def test_full_cell_names_the_first_and_leads_to_all(office: Client, feld: Handlungsfeld) -> None:
    strategie = serving(feld, titel="Fahren")
    for _ in range(matrix.JE_ZELLE + 2):
        make_bezug(make_massnahme(), strategie=strategie)
    page = lxml.html.fromstring(office.get(address(feld.konzept)).content)
    (more,) = page.cssselect(".kette td p a")

    alone = lxml.html.fromstring(office.get(address(feld.konzept) + more.attrib["href"]).content)

    assert len(page.cssselect(".kette td li")) == matrix.JE_ZELLE
    assert words(more).startswith("2 weitere Maßnahmen zeigen bei Strategie")
    assert len(alone.cssselect(".kette td li")) == matrix.JE_ZELLE + 2
    assert alone.cssselect(".kette td p a") == []


def test_gap_stands_on_the_page_in_words(office: Client, feld: Handlungsfeld) -> None:
    serving(feld, make_ziel(feld, titel="Nähe"), titel="Fahren")

    page = lxml.html.fromstring(office.get(address(feld.konzept)).content)

    assert [words(one) for one in page.cssselect(".kette__luecke")] == ["Strategie ohne Maßnahme", "Ziel ohne Maßnahme"]
    assert words(page.cssselect(".matrix__befund")[0]).startswith("1 von 1 Strategie ist ohne Maßnahme.")


@pytest.mark.parametrize("query", ["", "?feld=0", "?feld=x"])
def test_many_handlungsfelder_have_pages(office: Client, feld: Handlungsfeld, query: str) -> None:
    for _ in range(10):
        make_handlungsfeld(konzept=feld.konzept)

    page = lxml.html.fromstring(office.get(address(feld.konzept) + query).content)

    assert len(page.cssselect("main section h2")) == 10


def test_empty_konzept_says_so(office: Client) -> None:
    page = lxml.html.fromstring(office.get(address(make_konzept())).content)

    assert "Dieses Konzept hat noch kein Handlungsfeld." in words(page)


def test_konzept_leads_here(office: Client, feld: Handlungsfeld) -> None:
    page = lxml.html.fromstring(office.get(reverse("v-konzept", args=(feld.konzept_id,))).content)

    ways = {words(one): one.get("href") for one in page.cssselect(".vseite__neben a")}
    assert ways["Strategien, Ziele und Maßnahmen"] == address(feld.konzept)
    assert ways["Leitsätze und Handlungsfelder"] == reverse("v-konzept-matrix", args=(feld.konzept_id,))


def test_asks_as_often_for_many_as_for_few(office: Client, feld: Handlungsfeld) -> None:
    fill(feld, 1)
    few = queries(lambda: office.get(address(feld.konzept)))
    for _ in range(4):
        fill(make_handlungsfeld(konzept=feld.konzept), 6)

    assert queries(lambda: office.get(address(feld.konzept))) == few


def fill(feld: Handlungsfeld, count: int) -> None:
    for _ in range(count):
        ziel = make_ziel(feld)
        make_bezug(make_massnahme(), strategie=serving(feld, ziel))
        make_bezug(make_massnahme(), ziel=ziel)
        make_bezug(make_massnahme(), handlungsfeld=feld)
