import pytest

from bildungskommune.tracing.netz import netz
from bildungskommune.tracing.stationen import frozen, live, shorten
from tests.factories import (
    make_ableitung,
    make_abschnitt,
    make_bezug,
    make_handlungsfeld,
    make_massnahme,
    make_strategie,
)


def source(art, titel):
    return {"art": art, "titel": titel, "grund": "", "stand": "", "url": "/x/", "zusatz": ""}


def titles(ways):
    return [way.titel for way in ways]


def test_sources_show_a_card_and_a_thema_first():
    ways = frozen(
        [
            source("Thema", "A"),
            source("Thema", "B"),
            source("Karte", "„1“"),
            source("Karte", "„2“"),
            source("Karte", "„3“"),
        ]
    )

    assert titles(ways.gezeigt) == ["„1“", "Thema „A“", "Thema „B“"]
    assert titles(ways.rest) == ["„2“", "„3“"]
    assert ways.wort == "Alle 5 Quellen"


def test_a_single_one_is_never_folded():
    ways = frozen([source("Karte", f"„{n}“") for n in range(4)])

    assert (len(ways.gezeigt), len(ways.rest), ways.wort) == (4, 0, "")


@pytest.mark.parametrize(
    ("titel", "short"), [("kurz", "kurz"), ("„" + "lang " * 60 + "“", "„" + ("lang " * 35).strip() + " …“")]
)
def test_long_cards_are_shortened_with_their_marks(titel, short):
    assert shorten(titel) == short


@pytest.mark.django_db
def test_what_follows_counts_strategien_under_their_handlungsfeld():
    satz = make_abschnitt()
    feld = make_handlungsfeld(nr="2", titel="Orte", veroeffentlicht=True)
    make_ableitung(feld, abschnitt=satz)
    for _ in range(3):
        strategie = make_strategie(handlungsfeld=feld, veroeffentlicht=True)
        make_bezug(make_massnahme(nr="7", titel="Bus"), strategie=strategie)
    net = netz([satz], "wohin")

    ways = live(net, net.schritte(satz))

    assert [(way.titel, way.zusatz) for way in ways.alle] == [
        ("Handlungsfeld 2: Orte", "3 Strategien"),
        ("Maßnahme 7: Bus", ""),
        ("Maßnahme 7: Bus", ""),
        ("Maßnahme 7: Bus", ""),
    ]
