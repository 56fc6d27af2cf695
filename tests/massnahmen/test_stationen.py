import pytest

from massnahmen.stationen import stations
from tests.factories import (
    make_ableitung,
    make_abschnitt,
    make_beitrag,
    make_bezug,
    make_handlungsfeld,
    make_herleitung,
    make_massnahme,
    make_reihe,
    make_strategie,
    make_thema,
    make_zuordnung,
)
from tests.massnahmen.builders import days_ago, make_meilenstein, make_whole

pytestmark = pytest.mark.django_db


def words(massnahme, **kwargs):
    found = stations(massnahme, list(massnahme.meilensteine.all()), **kwargs)
    return [(station.art, station.titel) for station in found]


def test_thread_leads_from_the_card_to_what_comes_next():
    massnahme = make_whole(nr="14")

    assert words(massnahme) == [
        ("Woher kommt das?", "1 Karte, Thema „Wege“"),
        ("Leitsatz 2", "Kein Weg ist zu weit."),
        ("Handlungsfeld 2, Strategie 2.1", "Zeiten abstimmen"),
        ("Sie sind hier", "Maßnahme 14"),
        ("Was wird daraus?", "Probebetrieb"),
    ]


def test_thema_quotes_its_shortest_card():
    massnahme = make_massnahme()
    thema = make_thema(reihe=make_reihe(oeffentlich=True))
    for text in ("Ein sehr langer Satz über den Bus.", "Der Bus fehlt."):
        make_zuordnung(thema, make_beitrag(reihe=thema.reihe, text=text))
    leitsatz = make_abschnitt(veroeffentlicht=True)
    make_herleitung(leitsatz, thema=thema)
    make_bezug(massnahme, abschnitt=leitsatz)

    first = stations(massnahme, [])[0]

    assert first.titel == f"2 Karten, Thema „{thema.titel}“"
    assert first.zusatz == "„Der Bus fehlt.“"


def test_card_without_thema_stands_for_itself():
    massnahme, leitsatz = make_massnahme(), make_abschnitt(veroeffentlicht=True)
    make_herleitung(leitsatz, beitrag=make_beitrag(reihe=make_reihe(oeffentlich=True), text="Mehr Busse!"))
    make_bezug(massnahme, abschnitt=leitsatz)

    assert words(massnahme)[0] == ("Woher kommt das?", "„Mehr Busse!“")


def test_more_strategies_are_one_knot():
    massnahme = make_massnahme()
    for nr in ("2.1", "6.2", "6.3"):
        make_bezug(massnahme, strategie=make_strategie(nr=nr, titel=f"S {nr}", veroeffentlicht=True))

    found = stations(massnahme, [])

    assert [(s.art, s.titel, [t for t, _ in s.weitere]) for s in found[:2]] == [
        ("Handlungsfeld 1, Strategie 2.1", "S 2.1", []),
        ("Auch verbunden mit", "Strategie 6.2: S 6.2", ["Strategie 6.3: S 6.3"]),
    ]


def test_sources_of_the_first_bezug_come_before_nearer_ones():
    reihe = make_reihe(oeffentlich=True)
    far, near = make_thema(reihe=reihe, titel="Wege"), make_thema(reihe=reihe, titel="Zeit")
    leitsatz = make_abschnitt(veroeffentlicht=True)
    make_herleitung(leitsatz, thema=far)
    feld, other = make_handlungsfeld(veroeffentlicht=True), make_handlungsfeld(veroeffentlicht=True)
    make_ableitung(feld, abschnitt=leitsatz)
    make_ableitung(other, thema=near)
    massnahme = make_massnahme()
    make_bezug(massnahme, handlungsfeld=feld)
    make_bezug(massnahme, handlungsfeld=other)

    assert [titel for _, titel in words(massnahme)[:2]] == ["Thema „Wege“", "Thema „Zeit“"]


def test_public_thread_names_nothing_unpublished():
    massnahme = make_massnahme(nr="3")
    make_bezug(massnahme, strategie=make_strategie(veroeffentlicht=False))

    assert words(massnahme) == [("Sie sind hier", "Maßnahme 3")]
    assert len(words(massnahme, oeffentlich=False)) == 2


@pytest.mark.parametrize(
    ("status", "satz"),
    [
        ("umgesetzt", "Sie ist umgesetzt."),
        ("verstetigt", "Sie ist eine dauerhafte Aufgabe geworden."),
        ("verworfen", "Sie wird nicht weiterverfolgt."),
        ("zurueckgestellt", "Sie ruht, bis neu entschieden wird."),
    ],
)
def test_end_of_a_measure_is_said_instead_of_a_milestone(status, satz):
    massnahme = make_massnahme(status=status)
    make_meilenstein(massnahme)

    assert words(massnahme)[-1] == ("Was wurde daraus?", satz)


def test_overdue_milestone_is_still_the_next_one():
    massnahme = make_massnahme()
    make_meilenstein(massnahme, titel="Erst", datum=days_ago(10))
    make_meilenstein(massnahme, titel="Dann", datum=days_ago(5))
    make_meilenstein(massnahme, titel="Schon da", datum=days_ago(20), erreicht_am=days_ago(20))

    assert words(massnahme)[-1] == ("Was wird daraus?", "Erst")
