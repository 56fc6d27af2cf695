"""What a Handlungsfeld may be derived from: the Leitbild its Konzept stands on, and the Themen of that process."""

import pytest
from django.db.models import QuerySet

from bildungskommune.werkbank.quellenwahl import link as store_links
from konzept import quellen
from konzept.forms import QuellenFilter
from konzept.models import Ableitung, Handlungsfeld
from konzept.quellen import ABSCHNITT
from leitbild.models import Abschnitt, Leitbild
from tests.factories import (
    make_ableitung,
    make_abschnitt,
    make_beitrag,
    make_handlungsfeld,
    make_konto,
    make_konzept,
    make_leitbild,
    make_reihe,
    make_thema,
    make_zuordnung,
)
from workshops.models import Thema
from workshops.quellen import THEMA

pytestmark = pytest.mark.django_db


@pytest.fixture
def feld() -> Handlungsfeld:
    """A field of a Konzept that stands on a Leitbild, which stands on a Reihe."""
    leitbild = make_leitbild(reihe=make_reihe())
    return make_handlungsfeld(konzept=make_konzept(leitbild=leitbild))


def leitbild_of(feld: Handlungsfeld) -> Leitbild:
    assert feld.konzept.leitbild is not None
    return feld.konzept.leitbild


def found_in(feld: Handlungsfeld, wort: str = "") -> QuerySet[Abschnitt]:
    return QuellenFilter({"art": ABSCHNITT, "wort": wort}, konzept=feld.konzept, feld=feld).rows()


def themen_for(feld: Handlungsfeld, wort: str = "") -> QuerySet[Thema]:
    return QuellenFilter({"art": THEMA, "wort": wort}, konzept=feld.konzept, feld=feld).rows()


def test_only_the_leitbild_of_the_konzept_is_offered(feld: Handlungsfeld) -> None:
    own = make_abschnitt(leitbild=leitbild_of(feld))
    make_abschnitt()

    assert list(found_in(feld, "")) == [own]


def test_without_a_leitbild_all_are_offered() -> None:
    feld = make_handlungsfeld()
    abschnitte = {make_abschnitt(), make_abschnitt()}
    themen = {make_thema(), make_thema()}

    assert (set(found_in(feld, "")), set(themen_for(feld, ""))) == (abschnitte, themen)


def test_themen_of_all_series_of_the_leitbild_are_offered(feld: Handlungsfeld) -> None:
    leitbild = leitbild_of(feld)
    first, second, _ = make_thema(reihe=leitbild.reihe), make_thema(), make_thema()
    leitbild.weitere_reihen.add(second.reihe)
    both = set(themen_for(feld, ""))

    leitbild.reihe = None

    assert (both, set(themen_for(feld, ""))) == ({first, second}, {second})


def test_what_is_named_already_is_not_offered_again(feld: Handlungsfeld) -> None:
    abschnitt = make_abschnitt(leitbild=leitbild_of(feld))
    thema = make_thema(reihe=leitbild_of(feld).reihe)
    make_ableitung(feld, abschnitt=abschnitt)
    make_ableitung(feld, thema=thema)
    other = make_handlungsfeld(konzept=feld.konzept)

    assert (list(found_in(feld, "")), list(themen_for(feld, ""))) == ([], [])
    assert (list(found_in(other, "")), list(themen_for(other, ""))) == ([abschnitt], [thema])


@pytest.mark.parametrize("wort", ["spätbus", "SPÄTBUS", "ätb"])
def test_word_is_found_in_title_and_text(feld: Handlungsfeld, wort: str) -> None:
    leitbild = leitbild_of(feld)
    in_title, in_text = {"titel": "Der Spätbus"}, {"text": "Ein Spätbus."}
    found = [make_abschnitt(leitbild=leitbild, **fields) for fields in (in_title, in_text)]
    make_abschnitt(leitbild=leitbild, titel="Anderes")
    in_title, in_text = {"titel": "Der Spätbus"}, {"beschreibung": "Ein Spätbus."}
    themen = [make_thema(reihe=leitbild.reihe, **fields) for fields in (in_title, in_text)]
    make_thema(reihe=leitbild.reihe, titel="Anderes")

    assert list(found_in(feld, wort)) == found
    assert list(themen_for(feld, wort)) == themen


@pytest.mark.parametrize("wort", ["%", "_", "\\", "'"])
def test_sign_of_the_database_is_only_a_sign(feld: Handlungsfeld, wort: str) -> None:
    make_abschnitt(leitbild=leitbild_of(feld), titel="Anderes")

    assert list(found_in(feld, wort)) == []


def test_themen_with_most_cards_stand_first(feld: Handlungsfeld) -> None:
    reihe = leitbild_of(feld).reihe
    few, many = make_thema(reihe=reihe, titel="Wege"), make_thema(reihe=reihe, titel="Orte")
    for thema, cards in ((few, 1), (many, 2)):
        for _ in range(cards):
            make_zuordnung(thema, make_beitrag(reihe=reihe))
    make_thema(titel="Fremd")

    funde = [quellen.fund(row) for row in themen_for(feld)]
    assert [(fund.schluessel, fund.text) for fund in funde] == [
        (f"thema-{many.pk}", "Thema „Orte“, 2 Karten"),
        (f"thema-{few.pk}", "Thema „Wege“, 1 Karte"),
    ]


def test_choice_of_an_abschnitt_names_it_as_the_leitbild_does(feld: Handlungsfeld) -> None:
    abschnitt = make_abschnitt(leitbild=leitbild_of(feld), nr="3", titel="Wir lernen.")

    found = quellen.fund(abschnitt)

    assert (found.schluessel, found.text) == (f"abschnitt-{abschnitt.pk}", "Leitsatz 3: Wir lernen.")


@pytest.mark.parametrize("art", ["abschnitt", "thema"])
def test_choice_becomes_a_link_with_its_reason(feld: Handlungsfeld, art: str) -> None:
    quelle = make_abschnitt() if art == "abschnitt" else make_thema()

    count = store_links(Ableitung, [(f"{art}-{quelle.pk}", "Weil.")], by=make_konto(), handlungsfeld=feld)

    link = Ableitung.objects.get()
    assert count == 1
    assert (link.handlungsfeld, getattr(link, art), link.begruendung) == (feld, quelle, "Weil.")


def test_only_what_is_used_nowhere_is_found_when_asked(feld: Handlungsfeld) -> None:
    used, free = make_abschnitt(leitbild=leitbild_of(feld)), make_abschnitt(leitbild=leitbild_of(feld))
    make_ableitung(make_handlungsfeld(konzept=feld.konzept), abschnitt=used)

    found = QuellenFilter({"art": ABSCHNITT, "frei": "on"}, konzept=feld.konzept, feld=feld).rows()

    assert list(found) == [free]
    assert [quellen.fund(row).verwendet for row in found_in(feld)] == [True, False]
