"""What carries out the Konzept that holds, for everybody: what is public, beside the words that were adopted."""

from typing import Any

import lxml.html
import pytest
from django.test import Client

from konzept.models import Handlungsfeld, Konzept, Strategie, Ziel
from massnahmen import kette
from massnahmen.models import Massnahme, Massnahmenbezug, MassnahmeStatus
from tests.factories import (
    make_bezug,
    make_handlungsfeld,
    make_konzept,
    make_leitbild,
    make_massnahme,
    make_strategie,
    make_ziel,
)
from tests.konzept.test_matrix import make_feld, make_published
from tests.leitbild.zaehlen import queries
from tests.lesen import words

pytestmark = pytest.mark.django_db

ALLE = "/massnahmen/uebersicht/handlungsfelder/"
EINES = f"{ALLE}hf-1/"
KILOBYTES = 150


@pytest.fixture
def konzept() -> Konzept:
    return make_konzept(kennung="bk", leitbild=make_leitbild(kennung="lb"))


@pytest.fixture
def feld(konzept: Konzept) -> Handlungsfeld:
    return make_feld(konzept, 1, titel="Wege")


def serving(feld: Handlungsfeld, *ziele: Ziel, **fields: Any) -> Strategie:
    strategie = make_strategie(handlungsfeld=feld, **fields)
    strategie.ziele.set(ziele)
    return strategie


def page(client: Client, address: str) -> Any:
    return lxml.html.fromstring(client.get(address).content)


def rows(html: Any, nr: int = 0) -> list[list[str]]:
    """Return the words of a table, cell by cell."""
    table = html.cssselect("main .tafel")[nr]
    return [[words(cell) for cell in row.cssselect("th, td")] for row in table.cssselect("tbody tr")]


def make_chain(feld: Handlungsfeld) -> dict[str, Massnahme]:
    """A Strategie with a Ziel and a measure, a Ziel with one of its own, and one of each that has none."""
    served, direct = make_ziel(feld, nr="Z1", titel="Nähe"), make_ziel(feld, nr="Z2", titel="Takt", position=1)
    make_ziel(feld, nr="Z3", titel="Ruhe", position=2)
    full = serving(feld, served, nr="1.1", titel="Fahren", kennung="fahren")
    serving(feld, nr="1.2", titel="Warten", kennung="warten", position=1)
    found = {
        name: make_massnahme(nr=str(nr), titel=name, position=nr) for nr, name in enumerate(("Bus", "Rad", "Netz"))
    }
    make_bezug(found["Bus"], strategie=full)
    make_bezug(found["Rad"], ziel=direct)
    make_bezug(found["Netz"], handlungsfeld=feld)
    return found


def test_parts_stand_with_their_partners_and_gaps_are_said_in_words(client: Client, feld: Handlungsfeld) -> None:
    make_chain(feld)
    make_published(feld.konzept)

    html = page(client, EINES)

    assert rows(html) == [
        ["S1 · Strategie 1.1: Fahren", "Z1", "1"],
        ["S2 · Strategie 1.2: Warten Strategie ohne Maßnahme", "–", "keine"],
        ["Z1 · Ziel Z1: Nähe", "S1", "1"],
        ["Z2 · Ziel Z2: Takt Ziel ohne Strategie", "–", "1"],
        ["Z3 · Ziel Z3: Ruhe Ziel ohne Strategie Ziel ohne Maßnahme", "–", "keine"],
    ]
    assert [words(one) for one in html.cssselect(".matrix__befund li")] == [
        "1 von 2 Strategien ist ohne Maßnahme.",
        "2 von 3 Zielen sind ohne Strategie.",
        "1 von 3 Zielen ist ohne Maßnahme.",
    ]


def test_measures_say_what_they_carry_out_and_chart_and_table_say_the_same(client: Client, feld: Handlungsfeld) -> None:
    make_chain(feld)
    make_published(feld.konzept)

    html = page(client, EINES)

    assert rows(html, 1) == [
        ["Maßnahme 0: Bus in Umsetzung", "S1 · Strategie 1.1: Fahren", "Z1 · Ziel Z1: Nähe"],
        ["Maßnahme 1: Rad in Umsetzung", "Z2 · Ziel Z2: Takt", "–"],
        ["Maßnahme 2: Netz in Umsetzung", "das Handlungsfeld selbst", "–"],
    ]
    (chart,) = html.cssselect("svg[role=img]")
    marks = [one.get("class") for one in chart.cssselect("circle")]
    assert marks == ["g-marke", "g-marke-offen", "g-marke"]
    assert words(chart.cssselect("title")[0]) == "Handlungsfeld 1: Maßnahmen und S1 bis Z3"
    assert [words(one) for one in chart.cssselect("text")] == ["S1", "S2", "Z1", "Z2", "Z3", "0 Bus", "1 Rad", "2 Netz"]


def test_words_are_those_that_were_adopted_and_measures_those_of_today(client: Client, feld: Handlungsfeld) -> None:
    make_chain(feld)
    make_published(feld.konzept)
    Strategie.objects.filter(kennung="fahren").update(titel="Geheimer Entwurf")
    warten = Strategie.objects.get(kennung="warten")
    make_bezug(make_massnahme(nr="9", titel="Halle", position=9), strategie=warten)
    make_bezug(make_massnahme(nr="10", titel="Geheim", oeffentlich=False), strategie=warten)
    make_bezug(make_massnahme(nr="11", titel="Weg", status=MassnahmeStatus.VERWORFEN), strategie=warten)

    html = page(client, EINES)

    assert rows(html)[1] == ["S2 · Strategie 1.2: Warten", "–", "1"]
    assert [row[0] for row in rows(html, 1)][-1] == "Maßnahme 9: Halle in Umsetzung"
    assert not any(word in words(html) for word in ("Geheim", "Maßnahme 11"))


def test_guest_from_another_field_counts_here_too_and_is_no_gap_of_its_own(client: Client, konzept: Konzept) -> None:
    here, there = make_feld(konzept, 1), make_feld(konzept, 2)
    guest = serving(there, nr="2.1", titel="Planen", kennung="planen")
    guest.auch_in.add(here)
    make_published(konzept)

    html = page(client, EINES)
    make_bezug(make_massnahme(nr="7", titel="Plan"), strategie=guest)

    assert rows(html) == [["S1 · Strategie 2.1: Planen aus Handlungsfeld 2 Strategie ohne Maßnahme", "–", "keine"]]
    assert "Nichts davon ist ohne Maßnahme." in words(html)
    assert rows(page(client, EINES), 1) == [["Maßnahme 7: Plan in Umsetzung", "S1 · Strategie 2.1: Planen", "–"]]


def test_overview_counts_each_field_and_leads_to_it(client: Client, konzept: Konzept, feld: Handlungsfeld) -> None:
    make_chain(feld)
    make_feld(konzept, 2, titel="Orte", querschnitt=True)
    make_published(konzept)

    html = page(client, ALLE)

    lacks = "ist ohne Maßnahme."
    assert rows(html) == [
        [
            "Handlungsfeld 1 Wege",
            *("2", "3", "3"),
            f"1 von 2 Strategien {lacks} 2 von 3 Zielen sind ohne Strategie. 1 von 3 Zielen {lacks}",
        ],
        ["Handlungsfeld 2 Orte, Querschnitt", "0", "0", "0", "nichts"],
    ]
    assert html.cssselect("main .tafel th a")[0].get("href") == EINES


def test_before_a_konzept_holds_nothing_is_shown(client: Client, feld: Handlungsfeld) -> None:
    make_chain(feld)

    assert "sobald es beschlossen ist" in words(page(client, ALLE))
    assert client.get(EINES).status_code == 404


def test_field_that_is_not_in_the_text_is_not_found(client: Client, feld: Handlungsfeld) -> None:
    make_published(feld.konzept)

    assert [client.get(f"{ALLE}{name}/").status_code for name in ("hf-1", "hf-2")] == [200, 404]


def test_many_parts_are_drawn_one_chart_after_the_other_and_the_rest_is_counted(feld: Handlungsfeld) -> None:
    parts = [make_ziel(feld, nr=str(nr), position=nr) for nr in range(kette.GENANNT + 3)]
    bus = make_massnahme(nr="1", titel="Bus")
    make_bezug(bus, ziel=parts[11])
    (found,) = kette.felder(make_published(feld.konzept))

    bilder = list(kette.charts(found, kette.lines(found, [bus])))

    assert (len(bilder), found.ungenannt) == (6, 3)
    assert [len(bild.punkte) for bild in bilder] == [0, 1, 0, 0, 0, 0]
    assert bilder[1].titel == "Handlungsfeld 1: Maßnahmen und Z11 bis Z20"


@pytest.mark.parametrize("address", [ALLE, EINES])
def test_thousands_of_measures_cost_no_more_statements_and_stay_small(
    client: Client, feld: Handlungsfeld, address: str
) -> None:
    make_chain(feld)
    strategien = [serving(feld, nr=f"2.{nr}", kennung=f"s-{nr}", position=nr + 5) for nr in range(20)]
    make_published(feld.konzept)
    few = queries(lambda: client.get(address))
    many = Massnahme.objects.bulk_create(
        Massnahme(kennung=f"viele-{nr}", nr=str(nr), titel="Maßnahme mit langem Titel " * 4, oeffentlich=True)
        for nr in range(2000)
    )
    Massnahmenbezug.objects.bulk_create(
        Massnahmenbezug(massnahme=one, strategie=strategie) for strategie in strategien[:3] for one in many
    )

    answer = client.get(address)

    assert queries(lambda: client.get(address)) == few
    assert len(answer.content) < KILOBYTES * 1000


def test_konzept_with_words_of_its_own_is_told_in_them(client: Client, konzept: Konzept) -> None:
    konzept.bezeichnungen = {
        "handlungsfeld": {"einzahl": "Themenfeld", "mehrzahl": "Themenfelder", "vorsatz": "TF"},
        "strategie": {"einzahl": "Baustein", "mehrzahl": "Bausteine", "genus": "m"},
        "ziel": {"einzahl": "Teilziel", "mehrzahl": "Teilziele"},
    }
    konzept.save(update_fields=["bezeichnungen"])
    feld = make_handlungsfeld(konzept=konzept, nr="TF 1", titel="Wege", kennung="hf-1")
    make_bezug(make_massnahme(nr="7", titel="Plan"), handlungsfeld=feld)
    make_ziel(feld, nr="1", titel="Nähe")
    serving(feld, nr="1.1", titel="Fahren")
    make_published(konzept)

    html = page(client, EINES)

    assert [row[0] for row in rows(html)] == [
        "B1 · Baustein 1.1: Fahren Baustein ohne Maßnahme",
        "T1 · Teilziel 1: Nähe Teilziel ohne Baustein Teilziel ohne Maßnahme",
    ]
    assert "1 von 1 Teilziel ist ohne Baustein." in words(html)
    assert "Führt über einen Baustein zu" in words(html)
    assert words(html.cssselect("main .ueber")[0]) == "TF 1"
    assert rows(page(client, ALLE))[0][0] == "TF 1 Wege"
    assert not any(word in words(html.cssselect("main")[0]) for word in ("Strategie", "Handlungsfeld"))


def test_konzept_without_strategien_lacks_none(client: Client, konzept: Konzept) -> None:
    konzept.bezeichnungen = {"strategie": {"benutzt": False}}
    konzept.save(update_fields=["bezeichnungen"])
    feld = make_feld(konzept, 1)
    make_bezug(make_massnahme(), ziel=make_ziel(feld, nr="1", titel="Nähe"))
    make_published(konzept)

    assert rows(page(client, EINES)) == [["Z1 · Ziel 1: Nähe", "–", "1"]]
