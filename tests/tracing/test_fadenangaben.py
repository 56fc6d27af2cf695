"""A contribution tells how the measures that grew from it changed, and what they cost, as far as it is public."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bildungskommune.tracing.faden import Schritt, Vorrat
from bildungskommune.tracing.fadenangaben import HOECHSTENS, Angaben, Wechsel, tell, told_of
from bildungskommune.tracing.netz import key_of
from massnahmen.models import Massnahme
from tests.factories import make_bezug, make_massnahme, make_sachstand, make_thema
from tests.leitbild.zaehlen import queries
from tests.lesen import one_line
from tests.tracing.faden import Faden, make_faden

pytestmark = pytest.mark.django_db
WEG = "Seit 3. März 2026 umgesetzt. Davor: seit 1. Juni 2025 in Umsetzung, seit 1. Januar 2025 vorgesehen."
GELD = "Kosten: 186.000 €, davon 120.000 € gesichert."


def plain(text: str) -> str:
    """Return the words with plain spaces, where days and sums hold together."""
    return " ".join(text.split())


def step(thing: Any) -> Schritt:
    return Schritt(key_of(thing), "", 1, Vorrat())


def told(thing: Any) -> Angaben | None:
    return told_of([step(thing)]).get(key_of(thing))


def reported(massnahme: Massnahme) -> Massnahme:
    """The last two say the same, so that the state has three changes."""
    for tag, status in (
        (date(2025, 1, 1), "vorgesehen"),
        (date(2025, 6, 1), "in_umsetzung"),
        (date(2025, 9, 1), ""),
        (date(2026, 3, 3), "umgesetzt"),
        (date(2026, 4, 1), "umgesetzt"),
    ):
        make_sachstand(massnahme, stichtag=tag, status=status)
    return massnahme


def test_changes_are_told_with_the_day_from_which_they_hold() -> None:
    angaben = told(reported(make_massnahme()))

    assert angaben is not None
    assert plain(angaben.verlauf) == WEG


def test_report_that_waits_for_its_freigabe_is_not_told() -> None:
    massnahme = reported(make_massnahme())
    make_sachstand(massnahme, stichtag=date(2026, 5, 1), status="verstetigt", braucht_freigabe=True)

    angaben = told(massnahme)

    assert angaben is not None
    assert plain(angaben.verlauf) == WEG


def test_no_change_no_words() -> None:
    angaben = told(make_massnahme())

    assert angaben is not None
    assert (angaben.verlauf, angaben.geld) == ("", "")


def test_long_history_is_told_from_its_newest_end() -> None:
    many = [Wechsel(date(2025, month, 1), f"Stand {month}") for month in range(12, 0, -1)]

    worte = plain(Angaben(("a.b", 1), many).verlauf)

    assert worte.startswith("Seit 1. Dezember 2025 Stand 12. Davor: seit 1. November")
    assert worte.lower().count("seit") == HOECHSTENS


@pytest.mark.parametrize(
    ("fields", "geld"),
    [
        ({"kosten_gesichert": Decimal(120_000), "oeffentliche_angaben": ["kosten"]}, GELD),
        ({"oeffentliche_angaben": ["kosten"]}, "Kosten: 186.000 €."),
        ({"kosten_gesichert": Decimal(120_000), "oeffentliche_angaben": ["personal"]}, ""),
    ],
)
def test_money_is_told_when_it_is_public(fields: dict[str, Any], geld: str) -> None:
    angaben = told(make_massnahme(kosten_gesamt=Decimal(186_000), **fields))

    assert angaben is not None
    assert plain(angaben.geld) == geld


def test_nothing_is_told_of_what_is_not_public_or_no_measure() -> None:
    assert told(reported(make_massnahme(oeffentlich=False))) is None
    assert told(make_thema()) is None
    assert [one.angaben for one in tell([step(make_thema())])] == [None]


@pytest.fixture
def faden() -> Faden:
    found = make_faden()
    Massnahme.objects.filter(pk=found.massnahme.pk).update(
        kosten_gesamt=186_000, kosten_gesichert=120_000, oeffentliche_angaben=["kosten"]
    )
    reported(found.massnahme)
    return found


@pytest.mark.parametrize("seite", ["beitrag", "faden"])
def test_pages_of_a_contribution_tell_the_way_of_its_measure(client: Client, faden: Faden, seite: str) -> None:
    args = (faden.karte.code,) if seite == "beitrag" else ("beitrag", faden.karte.code)

    page = one_line(client.get(reverse(seite, args=args)).content.decode())

    assert WEG in page
    assert GELD in page


def test_each_of_a_few_measures_tells_its_way_once(client: Client, faden: Faden) -> None:
    make_bezug(reported(make_massnahme(nr="15")), ziel=faden.ziel)

    page = one_line(client.get(reverse("beitrag", args=(faden.karte.code,))).content.decode())

    assert page.count(WEG) == 2


def test_page_asks_as_often_with_30_measures_as_with_two(client: Client, faden: Faden) -> None:
    make_bezug(reported(make_massnahme(nr="15")), ziel=faden.ziel)
    address = reverse("beitrag", args=(faden.karte.code,))
    client.get(address)
    one = queries(lambda: client.get(address))
    for nr in range(28):
        make_bezug(reported(make_massnahme(nr=f"{nr + 20}")), ziel=faden.ziel)

    assert queries(lambda: client.get(address)) == one
