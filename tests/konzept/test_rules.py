from datetime import UTC, date, datetime

import pytest

from bildungskommune.fassungen.rules import freeze
from bildungskommune.tracing.snapshot import unfold
from bildungskommune.werkbank.aendern import StillNeeded, delete
from konzept import drafting
from konzept.bezeichnungen import KONZEPT, frozen
from konzept.fassungen import collect
from konzept.models import Handlungsfeld, Priorisierung, Strategie
from tests.factories import (
    make_ableitung,
    make_abschnitt,
    make_beitrag,
    make_bezug,
    make_handlungsfeld,
    make_herleitung,
    make_konto,
    make_konzept,
    make_massnahme,
    make_strategie,
    make_thema,
    make_ziel,
)
from tests.leitbild.zaehlen import queries
from tests.veroeffentlichen import publish

pytestmark = pytest.mark.django_db


def test_kennung_of_a_handlungsfeld_is_free_in_all_konzepte():
    make_handlungsfeld(kennung="orte")
    konzept = make_konzept()

    drafting.add_handlungsfeld(Handlungsfeld(konzept=konzept, titel="Orte"), by=make_konto())
    drafting.add_handlungsfeld(Handlungsfeld(konzept=konzept, titel="Fassung"), by=make_konto())

    assert list(konzept.handlungsfelder.values_list("kennung", "position")) == [("orte-2", 1), ("fassung-2", 2)]


def test_kennung_of_a_strategie_is_free_in_its_konzept():
    feld = make_handlungsfeld(kennung="orte")
    make_strategie(handlungsfeld=make_handlungsfeld(konzept=feld.konzept), kennung="wege")

    for titel in ("Wege", "Orte"):
        drafting.add_strategie(Strategie(handlungsfeld=feld, titel=titel), by=make_konto())

    assert list(feld.strategien.values_list("kennung", flat=True)) == ["wege-2", "orte-2"]


def test_priority_has_a_history_and_the_newest_holds():
    ziel = make_ziel(make_handlungsfeld())
    by = make_konto()
    drafting.prioritise(ziel, "hoch", date(2024, 1, 1), "Beschluss", by=by)
    drafting.prioritise(ziel, "mittel", date(2025, 1, 1), by=by)
    drafting.prioritise(ziel, "niedrig", date(2999, 1, 1), by=by)

    days = (date(2020, 6, 1), date(2024, 6, 1), date(2026, 6, 1))
    assert [getattr(drafting.priority_of(ziel, day), "prioritaet", None) for day in days] == [None, "hoch", "mittel"]


def test_second_priority_of_a_day_replaces_the_first():
    ziel = make_ziel(make_handlungsfeld())
    for wort in ("hoch", "niedrig"):
        drafting.prioritise(ziel, wort, date(2025, 1, 1), by=make_konto())

    assert list(Priorisierung.objects.values_list("prioritaet", flat=True)) == ["niedrig"]


def test_handlungsfeld_with_a_measure_on_its_strategie_is_not_deleted():
    strategie = make_strategie()
    make_bezug(make_massnahme(), strategie=strategie)

    with pytest.raises(StillNeeded) as refused:
        delete(strategie.handlungsfeld, by=make_konto())

    assert refused.value.hanging == ["1 Bezug"]


def make_full():
    konzept = make_konzept(kennung="bk", titel="Konzept", untertitel="2026", einleitung="Zur *Einleitung*.")
    feld = make_handlungsfeld(
        konzept=konzept,
        kennung="orte",
        nr="2",
        titel="Erreichbare Orte",
        ausgangslage="Wenig Busse.",
        zielbild="Alle kommen hin.",
        worauf_wir_bauen="Bücherbus.",
        herausforderungen="Geld.",
        querschnitt=True,
        beispieltext=True,
    )
    ziel = make_ziel(feld, kennung="z1", nr="2.1", titel="Mehr Busse", text="Nachmittags.", kennzahl="Fahrten")
    drafting.prioritise(ziel, "hoch", date(2025, 1, 1), by=None)
    strategie = make_strategie(
        handlungsfeld=feld, kennung="s1", nr="2.1", titel="Fahrzeiten", text="Gemeinsam planen.", beispieltext=True
    )
    strategie.ziele.add(ziel)
    return konzept, feld, strategie


def test_collect_returns_everything_to_the_letter():
    konzept, feld, strategie = make_full()
    satz = make_abschnitt(nr="2", titel="Kein Weg ist zu weit.", veroeffentlicht=True)
    make_ableitung(feld, abschnitt=satz, begruendung="Daraus folgt es.")
    carried = make_massnahme(nr="14", titel="Spätbus")
    make_bezug(carried, strategie=strategie, begruendung="Er fährt.")
    make_bezug(carried, handlungsfeld=feld)
    beside = make_massnahme(nr="15", titel="Bücherbus", status="umgesetzt")
    make_bezug(beside, handlungsfeld=feld)

    assert unfold(collect(konzept)) == {
        "art": "konzept",
        "titel": "Konzept",
        "untertitel": "2026",
        "kennung": "bk",
        "einleitung": "Zur *Einleitung*.",
        "absaetze": {"einleitung": ["absatz-1"]},
        "bezeichnungen": frozen(KONZEPT),
        "handlungsfelder": [
            {
                "kennung": "orte",
                "anker": "orte",
                "slug": "orte",
                "nr": "2",
                "titel": "Erreichbare Orte",
                "querschnitt": True,
                "ausgangslage": "Wenig Busse.",
                "zielbild": "Alle kommen hin.",
                "worauf_wir_bauen": "Bücherbus.",
                "herausforderungen": "Geld.",
                "absaetze": {
                    "ausgangslage": ["absatz-1"],
                    "zielbild": ["absatz-2"],
                    "worauf_wir_bauen": ["absatz-3"],
                    "herausforderungen": ["absatz-4"],
                },
                "beispieltext": True,
                "herkunft": [
                    {
                        "art": "Leitsatz 2",
                        "titel": "Kein Weg ist zu weit.",
                        "grund": "Daraus folgt es.",
                        "stand": "",
                        "stand_art": "",
                        "url": satz.get_absolute_url(),
                        "zusatz": "",
                    }
                ],
                "davor": [],
                "folgen": [
                    {
                        "art": "Maßnahme 15",
                        "titel": "Bücherbus",
                        "grund": "",
                        "zusatz": "",
                        "stand": "umgesetzt",
                        "stand_art": "gut",
                        "url": beside.get_absolute_url(),
                    }
                ],
                "ziele": [
                    {
                        "kennung": "z1",
                        "nr": "2.1",
                        "art": "strategisch",
                        "art_code": "strategisch",
                        "titel": "Mehr Busse",
                        "text": "Nachmittags.",
                        "absaetze": {"text": ["absatz-1"]},
                        "kennzahl": "Fahrten",
                        "prioritaet": "hoch",
                        "prioritaet_code": "hoch",
                        "davor": [],
                    }
                ],
                "strategien": [
                    {
                        "kennung": "s1",
                        "anker": "s1",
                        "nr": "2.1",
                        "titel": "Fahrzeiten",
                        "text": "Gemeinsam planen.",
                        "absaetze": {"text": ["absatz-1"]},
                        "beispieltext": True,
                        "ziele": ["2.1"],
                        "auch_in": [],
                        "massnahmen": [
                            {
                                "art": "Maßnahme 14",
                                "titel": "Spätbus",
                                "grund": "Er fährt.",
                                "zusatz": "",
                                "stand": "in Umsetzung",
                                "stand_art": "laeuft",
                                "url": carried.get_absolute_url(),
                            }
                        ],
                        "davor": [],
                    }
                ],
                "auch_hier": [],
                "zahl_massnahmen": 2,
            }
        ],
    }


def test_anchors_are_unique_where_kennungen_repeat():
    konzept = make_konzept()
    for name in ("a", "b"):
        make_strategie(handlungsfeld=make_handlungsfeld(konzept=konzept, kennung=name), kennung="s1")

    felder = collect(konzept)["handlungsfelder"]

    assert [feld["strategien"][0]["anker"] for feld in felder] == ["a-s1", "b-s1"]


def test_collect_needs_the_same_queries_for_one_and_thirty():
    def fill(anzahl):
        konzept = make_konzept()
        for _ in range(anzahl):
            feld = make_handlungsfeld(konzept=konzept)
            satz = make_abschnitt(veroeffentlicht=True)
            make_herleitung(satz, beitrag=make_beitrag())
            make_ableitung(feld, abschnitt=satz)
            make_ableitung(feld, thema=make_thema())
            strategie = make_strategie(handlungsfeld=feld)
            ziel = make_ziel(feld)
            drafting.prioritise(ziel, "hoch", date(2025, 1, 1), by=None)
            strategie.ziele.add(ziel)
            make_bezug(make_massnahme(), strategie=strategie)
        return konzept

    one, thirty = fill(1), fill(30)

    assert queries(lambda: collect(one)) == queries(lambda: collect(thirty))


def test_publish_stamps_felder_and_strategien_of_this_konzept():
    konzept, feld, strategie = make_full()
    stranger = make_strategie(handlungsfeld=make_handlungsfeld(kennung="orte"), kennung="s1")
    fassung = freeze("konzept", konzept)
    later = make_strategie(handlungsfeld=feld)

    publish(fassung, now=datetime(2025, 10, 1, 12, tzinfo=UTC))

    for row in (feld, strategie, stranger, later):
        row.refresh_from_db()
    assert [str(feld.veroeffentlicht_am), str(strategie.veroeffentlicht_am)] == ["2025-10-01", "2025-10-01"]
    assert [stranger.veroeffentlicht, later.veroeffentlicht] == [False, False]


def test_next_fassung_takes_the_stamp_from_what_was_left_out():
    konzept, feld, strategie = make_full()
    publish(freeze("konzept", konzept))
    Strategie.objects.filter(pk=strategie.pk).update(handlungsfeld=make_handlungsfeld())
    publish(freeze("konzept", konzept))

    feld.refresh_from_db()

    assert feld.veroeffentlicht
    assert not feld.strategien.filter(veroeffentlicht=True).exists()
