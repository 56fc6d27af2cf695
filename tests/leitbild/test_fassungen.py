from datetime import UTC, datetime

import pytest

from bildungskommune.fassungen.rules import freeze
from bildungskommune.tracing.snapshot import unfold
from leitbild.fassungen import collect
from leitbild.models import Fussnote
from tests.factories import (
    make_abschnitt,
    make_beitrag,
    make_bezug,
    make_herleitung,
    make_leitbild,
    make_massnahme,
    make_thema,
    make_workshop,
    make_zuordnung,
)
from tests.leitbild.zaehlen import queries
from tests.veroeffentlichen import publish

pytestmark = pytest.mark.django_db

MAI = datetime(2024, 6, 6, 16, tzinfo=UTC)


def test_collect_returns_everything_to_the_letter():
    leitbild = make_leitbild(kennung="lb", titel="Leitbild", untertitel="Börde", vorspann="Sechs *Sätze*.")
    workshop = make_workshop(titel="Gemeinsames Leben und Lernen")
    beitrag = make_beitrag(workshop=workshop, text="Der letzte Bus fährt zu früh.", eingereicht_am=MAI)
    thema = make_thema(workshop=workshop, titel="Wege und Fahrzeiten")
    make_zuordnung(thema, beitrag)
    vorwort = make_abschnitt(leitbild=leitbild, kennung="vorwort", art="vorwort", nr="", titel="Vorwort", position=1)
    satz = make_abschnitt(
        leitbild=leitbild,
        uebergeordnet=vorwort,
        kennung="kein-weg",
        nr="II",
        titel="Kein Weg ist zu weit.",
        untertitel="Auch nicht vom Dorf",
        text="Lernorte sind **erreichbar**.\n\nÜberall.",
        beispieltext=True,
        position=2,
    )
    Fussnote.objects.create(abschnitt=satz, nr="1", text="Nahverkehrsplan 2023")
    make_herleitung(satz, thema=thema, begruendung="Vierzehn Karten.")
    massnahme = make_massnahme(nr="14", titel="Spätbus")
    make_bezug(massnahme, abschnitt=satz, begruendung="Er fährt.")

    assert unfold(collect(leitbild)) == {
        "art": "leitbild",
        "titel": "Leitbild",
        "untertitel": "Börde",
        "vorspann": "Sechs *Sätze*.",
        "kennung": "lb",
        "abschnitte": [
            {
                "kennung": "vorwort",
                "anker": "vorwort",
                "art": "vorwort",
                "bezeichnung": "Vorwort",
                "nr": "",
                "titel": "Vorwort",
                "untertitel": "",
                "text": "",
                "absaetze": {},
                "stimme_von": None,
                "fussnoten": [],
                "beispieltext": False,
                "ebene": 1,
                "redaktionell": False,
                "redaktionell_grund": "",
                "herkunft": [],
                "folgen": [],
            },
            {
                "kennung": "kein-weg",
                "anker": "kein-weg",
                "art": "leitsatz",
                "bezeichnung": "Leitsatz II",
                "nr": "II",
                "titel": "Kein Weg ist zu weit.",
                "untertitel": "Auch nicht vom Dorf",
                "text": "Lernorte sind **erreichbar**.\n\nÜberall.",
                "absaetze": {"text": ["absatz-1", "absatz-2"]},
                "stimme_von": None,
                "fussnoten": [{"nr": "1", "text": "Nahverkehrsplan 2023"}],
                "beispieltext": True,
                "ebene": 2,
                "redaktionell": False,
                "redaktionell_grund": "",
                "herkunft": [
                    {
                        "art": "Thema",
                        "titel": "Wege und Fahrzeiten",
                        "grund": "Vierzehn Karten.",
                        "stand": "",
                        "stand_art": "",
                        "url": thema.get_absolute_url(),
                        "zusatz": "1 Karte",
                    },
                    {
                        "art": "Karte",
                        "titel": "„Der letzte Bus fährt zu früh.“",
                        "grund": "",
                        "stand": "",
                        "stand_art": "",
                        "url": beitrag.get_absolute_url(),
                        "zusatz": "Gemeinsames Leben und Lernen, 6.\N{NO-BREAK SPACE}Juni\N{NO-BREAK SPACE}2024",
                    },
                ],
                "folgen": [
                    {
                        "art": "Maßnahme 14",
                        "titel": "Spätbus",
                        "grund": "Er fährt.",
                        "zusatz": "",
                        "stand": "in Umsetzung",
                        "stand_art": "laeuft",
                        "url": massnahme.get_absolute_url(),
                    }
                ],
            },
        ],
        "beteiligte": [],
    }


def test_collect_leaves_out_what_is_not_public():
    satz = make_abschnitt()
    make_herleitung(satz, beitrag=make_beitrag(status="eingereicht"))
    make_bezug(make_massnahme(oeffentlich=False), abschnitt=satz)

    daten = unfold(collect(satz.leitbild))["abschnitte"][0]

    assert (daten["herkunft"], daten["folgen"]) == ([], [])


def test_collect_needs_the_same_queries_for_one_and_thirty():
    def fill(anzahl):
        leitbild = make_leitbild()
        for _ in range(anzahl):
            satz = make_abschnitt(leitbild=leitbild)
            make_herleitung(satz, beitrag=make_beitrag(workshop=make_workshop()))
            make_bezug(make_massnahme(), abschnitt=satz)
        return leitbild

    one, thirty = fill(1), fill(30)

    assert queries(lambda: collect(one)) == queries(lambda: collect(thirty))


def test_publish_stamps_the_rows_of_this_leitbild_only():
    leitbild = make_leitbild()
    inside = make_abschnitt(leitbild=leitbild)
    stranger = make_abschnitt(kennung=inside.kennung)
    fassung = freeze("leitbild", leitbild)
    later = make_abschnitt(leitbild=leitbild)

    publish(fassung, now=datetime(2025, 4, 2, 12, tzinfo=UTC))

    for row in (inside, stranger, later):
        row.refresh_from_db()
    assert inside.veroeffentlicht
    assert str(inside.veroeffentlicht_am) == "2025-04-02"
    assert not stranger.veroeffentlicht
    assert not later.veroeffentlicht


def test_next_fassung_takes_the_stamp_from_what_was_left_out_and_keeps_the_first_day():
    leitbild = make_leitbild()
    kept, dropped = make_abschnitt(leitbild=leitbild), make_abschnitt(leitbild=leitbild)
    publish(freeze("leitbild", leitbild), now=datetime(2025, 4, 2, 12, tzinfo=UTC))
    kept.leitbild.abschnitte.filter(pk=dropped.pk).delete()
    again = make_abschnitt(leitbild=leitbild)

    publish(freeze("leitbild", leitbild), now=datetime(2026, 4, 2, 12, tzinfo=UTC))

    days = dict(leitbild.abschnitte.values_list("pk", "veroeffentlicht_am"))
    assert {pk: str(day) for pk, day in days.items()} == {kept.pk: "2025-04-02", again.pk: "2026-04-02"}
