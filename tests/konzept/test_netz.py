"""All that stands around a Handlungsfeld: in columns, as a drawing, and as the same in words."""

import re
from itertools import pairwise
from typing import Any

import lxml.html
import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from bildungskommune.grafik.beschriftung import width_of
from bildungskommune.tracing.netz import key_of
from bildungskommune.tracing.netzbild import BREITE, EINZUG, JE_SPALTE, SCHRIFT, ZEILEN, Netzbild, draw, wrap
from bildungskommune.tracing.umgebung import around
from konzept.views_netz import STUFEN, heads
from tests.factories import (
    make_bezug,
    make_handlungsfeld,
    make_konto,
    make_massnahme,
    make_sachstand,
    make_strategie,
)
from tests.leitbild.zaehlen import queries
from tests.tracing.faden import Faden, make_faden

pytestmark = pytest.mark.django_db
PLATZ = BREITE - 2 * EINZUG


def titles(bild: Netzbild) -> list[list[str]]:
    return [[kasten.schritt.titel for kasten in spalte.kaesten] for spalte in bild.spalten]


def drawn(faden: Faden, *, oeffentlich: bool = True) -> Netzbild:
    koepfe = heads(faden.feld.konzept.worte)
    return draw(around(faden.feld, STUFEN, oeffentlich=oeffentlich), koepfe, lambda step: step.url)


def test_columns_run_from_the_card_to_the_sachstand() -> None:
    faden = make_faden()
    report = make_sachstand(faden.massnahme)

    umgebung = around(faden.feld, STUFEN, oeffentlich=True)

    assert [[step.key for step in spalte] for spalte in umgebung.spalten] == [
        [key_of(faden.thema), key_of(faden.karte)],
        [key_of(faden.leitsatz)],
        [key_of(faden.feld)],
        [key_of(faden.ziel)],
        [key_of(faden.massnahme)],
        [key_of(report)],
    ]
    assert umgebung.kanten[key_of(faden.karte)] == [key_of(faden.thema)]
    assert umgebung.kanten[key_of(faden.massnahme)] == [key_of(report)]


def test_predecessor_stands_below_the_handlungsfeld_and_brings_its_sources() -> None:
    faden = make_faden()
    new = make_handlungsfeld(nr="2", vorgaenger=faden.feld, veroeffentlicht=True)

    umgebung = around(new, STUFEN, oeffentlich=True)

    assert [step.key for step in umgebung.spalten[2]] == [key_of(new), key_of(faden.feld)]
    assert [step.key for step in umgebung.spalten[1]] == [key_of(faden.leitsatz)]


def test_drafts_are_drawn_on_the_desk_alone() -> None:
    faden = make_faden(veroeffentlicht=False)

    assert titles(drawn(faden))[3:5] == [[], []]
    assert titles(drawn(faden, oeffentlich=False))[3:5] == [["Alle kommen heim"], ["Spätbus"]]


def test_every_line_joins_two_boxes_and_no_two_boxes_of_a_column_touch() -> None:
    faden = make_faden()
    strategie = make_strategie(handlungsfeld=faden.feld, veroeffentlicht=True)
    strategie.ziele.add(faden.ziel)

    bild = drawn(faden)

    # card to Thema to Leitsatz to Feld, on to Ziel and Strategie, Ziel to Strategie, Ziel to measure
    assert len(bild.pfade) == 7
    for spalte in bild.spalten:
        tops = [kasten.y for kasten in spalte.kaesten]
        assert all(b - a > bild.kasten_hoehe for a, b in pairwise(tops))
        assert all(0 < kasten.y < bild.hoehe - bild.kasten_hoehe for kasten in spalte.kaesten)
        assert all(kasten.x + bild.kasten_breite < bild.breite for kasten in spalte.kaesten)


@given(st.text(alphabet=st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"]), max_size=200))
def test_words_of_a_box_stay_in_it(text: str) -> None:
    lines = wrap(text, PLATZ)

    assert len(lines) <= ZEILEN
    assert all(width_of(line, SCHRIFT) <= PLATZ for line in lines)
    if width_of(text, SCHRIFT) <= PLATZ:
        assert " ".join(lines) == " ".join(text.split())


def test_long_words_are_cut_and_say_so() -> None:
    assert wrap("Kurz", PLATZ) == ["Kurz"]
    assert wrap("Donaudampfschifffahrtsgesellschaftskapitän fährt", PLATZ)[0].endswith("…")
    assert wrap("Wort " * 40, PLATZ)[-1].endswith("…")


def page(client: Client, address: str, **query: str) -> Any:
    return lxml.html.fromstring(client.get(address, query).content.decode())


def test_list_says_all_that_the_drawing_shows(client: Client) -> None:
    faden = make_faden()
    make_sachstand(faden.massnahme, status="umgesetzt")

    html = page(client, reverse("handlungsfeld-netz", args=(faden.feld.kennung,)))

    (svg,) = html.xpath("//main//svg[@aria-hidden='true' and .//path]")
    assert {link.get("tabindex") for link in svg.xpath(".//a")} == {"-1"}
    in_the_list = set(html.xpath("//ul[@class='fassungsliste']//a/@href"))
    assert set(svg.xpath(".//a/@href")) == in_the_list
    words = " ".join(html.xpath("string(//main)").split())
    assert "Leitsatz 2: Kein Weg ist zu weit." in words
    assert "führt zu: Handlungsfeld 2" in words
    assert re.search(r"Sachstand: umgesetzt, .* 20\d\d zu Maßnahme 14", words)


def test_column_shows_a_dozen_and_leads_to_the_rest(client: Client) -> None:
    faden = make_faden()
    for nr in range(60):
        make_bezug(make_massnahme(nr=f"1{nr:02}", titel=f"Fahrt {nr}"), ziel=faden.ziel)
    address = reverse("handlungsfeld-netz", args=(faden.feld.kennung,))

    html = page(client, address)

    assert len(html.xpath("//section[@aria-labelledby='spalte-massnahmen']//li")) == JE_SPALTE
    assert html.xpath("//section[@aria-labelledby='spalte-massnahmen']//a[@class='pfeil']/@href") == [
        "?spalte=massnahmen"
    ]
    first = page(client, address, spalte="massnahmen").xpath("//ul[@class='fassungsliste']//a/@href")
    second = page(client, address, spalte="massnahmen", seite="2").xpath("//ul[@class='fassungsliste']//a/@href")
    assert len({*first, *second}) == 61


def test_page_asks_as_often_at_30_measures_as_at_one(client: Client) -> None:
    faden = make_faden()
    make_sachstand(faden.massnahme)
    address = reverse("handlungsfeld-netz", args=(faden.feld.kennung,))
    client.get(address)
    one = queries(lambda: client.get(address))
    for _ in range(30):
        measure = make_massnahme()
        make_bezug(measure, ziel=faden.ziel)
        make_sachstand(measure)

    assert queries(lambda: client.get(address)) == one


def test_handlungsfeld_that_is_not_public_has_no_page(client: Client) -> None:
    feld = make_handlungsfeld()

    assert client.get(reverse("handlungsfeld-netz", args=(feld.kennung,))).status_code == 404


def test_desk_shows_the_draft_and_leads_to_its_pages(client: Client) -> None:
    client.force_login(make_konto("leitung"))
    faden = make_faden(veroeffentlicht=False)
    address = reverse("v-handlungsfeld-netz", args=(faden.feld.pk,))

    links = page(client, address).xpath("//ul[@class='fassungsliste']//a/@href")

    assert reverse("v-massnahme", args=(faden.massnahme.pk,)) in links
    assert reverse("v-beitrag", args=(faden.karte.pk,)) in links
    assert {client.get(re.sub("#.*", "", link)).status_code for link in links} == {200}
    assert client.get(address, {"spalte": "massnahmen"}).status_code == 200
