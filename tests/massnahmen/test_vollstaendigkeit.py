"""How much of a measure is told, what is missing, and the way to where it is entered."""

from datetime import date
from typing import Any

import lxml.html
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from massnahmen import vollstaendigkeit
from massnahmen.models import Massnahme
from tests.factories import make_bezug, make_konto, make_massnahme, make_stelle, make_strategie
from tests.lesen import words
from tests.massnahmen.builders import make_indikator, make_meilenstein

pytestmark = pytest.mark.django_db


def whole(**fields: Any) -> Massnahme:
    told = {
        "kurzbeschreibung": "Ein Bus am Abend.",
        "ziel": "Alle kommen heim.",
        "zielgruppen": ["schueler"],
        "beginn": date(2026, 1, 1),
        "federfuehrung": make_stelle(),
        "kosten_gesamt": 0,
    }
    massnahme = make_massnahme(**(told | fields))
    make_bezug(massnahme, strategie=make_strategie())
    make_meilenstein(massnahme)
    make_indikator(massnahme)
    return massnahme


def test_measure_of_which_all_is_told() -> None:
    found = vollstaendigkeit.of(whole())

    assert (found.worte, found.ist_ganz, found.art, list(found.fehlend)) == ("9 von 9", True, "gut", [])


@pytest.mark.parametrize(
    ("fields", "satz", "teil"),
    [
        ({"kurzbeschreibung": ""}, "Es fehlt eine Kurzbeschreibung.", "worum"),
        ({"ziel": ""}, "Es fehlt das Ziel.", "worum"),
        ({"zielgruppen": []}, "Es fehlt, für wen sie ist.", "fuer-wen"),
        ({"beginn": None}, "Es fehlt, wann sie beginnt oder endet.", "wann"),
        ({"federfuehrung": None}, "Es fehlt, welche Stelle sie führt.", "wer"),
        ({"kosten_gesamt": None}, "Es fehlt, was sie kostet.", "kosten"),
    ],
)
def test_each_thing_that_is_missing_leads_to_its_part_of_the_form(fields: dict[str, Any], satz: str, teil: str) -> None:
    massnahme = whole(**fields)

    found = vollstaendigkeit.of(massnahme)

    assert found.worte == "8 von 9"
    assert found.fehlend == [(satz, f"{reverse('v-massnahme-edit', args=(massnahme.pk,))}?teil={teil}")]


@pytest.mark.parametrize("fields", [{"ende": date(2027, 1, 1)}, {"zeitraum_original": "Sommer"}])
def test_time_is_told_by_a_day_or_in_words(fields: dict[str, Any]) -> None:
    assert vollstaendigkeit.of(whole(beginn=None, **fields)).ist_ganz


def test_cost_is_told_in_words_too() -> None:
    assert vollstaendigkeit.of(whole(kosten_gesamt=None, kosten_original="etwa 120 TEUR")).ist_ganz


def test_desk_names_what_is_missing_of_a_measure_just_begun(client: Client) -> None:
    massnahme = make_massnahme(kurzbeschreibung="", federfuehrung=None)
    client.force_login(make_konto())

    page = lxml.html.fromstring(client.get(reverse("v-massnahme", args=(massnahme.pk,))).content.decode())

    block = page.cssselect("section[aria-labelledby=angaben-da]")[0]
    assert reverse("v-bezug-new", args=(massnahme.pk,)) in [link.get("href") for link in block.cssselect("a")]
    assert "Es fehlt, woran der Erfolg gemessen wird." in words(block)


def test_list_shows_and_filters_with_as_many_statements_for_one_as_for_thirty(client: Client) -> None:
    client.force_login(make_konto())
    liste = reverse("v-massnahme-list")

    def statements(more: int) -> list[int]:
        for _ in range(more):
            whole(titel="Bücherbus")
            whole(titel="Spielmobil", ziel="")
        counts = []
        for address in (liste, f"{liste}?angaben=luecken"):
            with CaptureQueriesContext(connection) as captured:
                assert client.get(address).status_code == 200
            counts.append(len(captured))
        return counts

    assert statements(1) == statements(14)
    for choice, titel in (("luecken", "Spielmobil"), ("vollstaendig", "Bücherbus")):
        found = client.get(f"{liste}?angaben={choice}").context["liste"].seite
        assert {one.titel for one in found} == {titel}
