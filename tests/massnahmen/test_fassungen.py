from datetime import date
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.utils import timezone

from bildungskommune.fassungen import rules
from bildungskommune.fassungen.registry import definition
from bildungskommune.tracing.snapshot import unfold
from massnahmen import plaetze
from massnahmen.fassungen import collect
from tests.factories import (
    make_abschnitt,
    make_beratung,
    make_bezug,
    make_gemeinde,
    make_gremium,
    make_handlungsfeld,
    make_institution,
    make_massnahme,
    make_plan,
    make_sachstand,
    make_stelle,
    make_strategie,
    make_vorlage,
    make_ziel,
)
from tests.massnahmen.builders import (
    make_indikator,
    make_meilenstein,
    make_mitwirkung,
    make_schritt,
    make_verbindung,
    make_wert,
    make_whole,
)

pytestmark = pytest.mark.django_db

BESCHREIBUNG = "Drei Linien fahren\n\n- um 17:10 Uhr\n- an *Schultagen* " + "und weiter " * 300


def make_spaetbus():
    vorlage = make_vorlage(nummer="0391/40/2025")
    beratung = make_beratung(vorlage=vorlage, gremium=make_gremium(name="Kreistag"), datum=date(2025, 12, 10))
    massnahme = make_massnahme(
        kennung="spaetbus",
        nr="A.14",
        titel="Spätbus für Lernende",
        kurzbeschreibung=BESCHREIBUNG,
        ziel="Alle kommen heim.",
        anlass="Karte.",
        zielgruppen=["schueler", "jugendliche"],
        bildungsbereiche=["schule"],
        horizont="kurzfristig",
        beginn=date(2025, 12, 10),
        ende=date(2027, 6, 30),
        zeitraum_original="Schuljahr 2026/27",
        zustaendigkeit_original="Landkreis mit den Gemeinden",
        prioritaet="hoch",
        federfuehrung=make_stelle(name="Amt für Bildung"),
        kosten_gesamt=Decimal("186000.00"),
        kosten_gesichert=Decimal("120000.50"),
        kosten_original="ca. 186 T€",
        finanzierung="Haushalt",
        personalbedarf="0,5 Stellen",
        startbeschluss=beratung,
        status="verzoegert",
        beispieltext=True,
    )
    massnahme.gemeinden.add(make_gemeinde(name="Flechtingen"))
    return massnahme


def fill(massnahme):
    make_mitwirkung(massnahme, institution=make_institution(name="Musikschule"), wortlaut="", rolle="berät")
    make_mitwirkung(massnahme, wortlaut="elf Schulen", position=1)
    make_sachstand(massnahme, stichtag=date(2026, 4, 30), text="Ausgeschrieben.")
    make_sachstand(
        massnahme,
        stichtag=date(2026, 5, 28),
        status="verzoegert",
        text="Zuschlag.",
        hindernisse="Kein Angebot.",
        abweichung="Später.",
        naechste_schritte="Fahrplan.",
    )
    make_schritt(massnahme, titel="Ausschreiben", zustaendig="Amt", termin=date(2026, 3, 1))
    make_schritt(massnahme, titel="Fahren", termin_original="Sommer", position=1)
    make_meilenstein(massnahme, titel="Beschluss", datum=date(2025, 12, 10), erreicht_am=date(2025, 12, 10))
    make_meilenstein(massnahme, titel="Regelbetrieb", datum=date(2099, 6, 30))
    measured = {"titel": "Standorte", "einheit": "Orte", "basis": 4, "ziel": Decimal("18.5")}
    indikator = make_indikator(massnahme, **measured, jahresziele={"2026": "9.00"})
    make_wert(indikator, datum=date(2026, 4, 30), wert=7, quelle="Fahrplan")


def test_collect_says_everything_to_the_letter():
    plan = make_plan(kennung="plan-2026", titel="Plan 2026", untertitel="Kurzfristig", einleitung="Wir **tun**.")
    spaetbus, buecherbus = (
        make_spaetbus(),
        make_massnahme(nr="15", titel="Bücherbus", status="umgesetzt", position=1),
    )
    fill(spaetbus)
    make_verbindung(buecherbus, spaetbus, art="voraussetzung")
    strategie = make_strategie(nr="2.1", titel="Zeiten abstimmen", veroeffentlicht=True)
    make_bezug(spaetbus, strategie=strategie, begruendung="Der Bus fehlt.")
    plaetze.choose(plan, [spaetbus, buecherbus])

    inhalt = unfold(collect(plan))

    assert {key: inhalt[key] for key in inhalt if key != "massnahmen"} == {
        "art": "massnahmenplan",
        "titel": "Plan 2026",
        "untertitel": "Kurzfristig",
        "kennung": "plan-2026",
        "einleitung": "Wir **tun**.",
        "bezeichnungen": plan.worte.eingefroren(),
        "stichtag": timezone.localdate().isoformat(),
        "zahlen": {
            "gesamt": 2,
            "status": [
                {"wort": "verzögert", "code": "verzoegert", "anzahl": 1, "art": "warten"},
                {"wort": "umgesetzt", "code": "umgesetzt", "anzahl": 1, "art": "gut"},
            ],
        },
    }
    assert inhalt["massnahmen"][0] == {
        "kennung": "spaetbus",
        "anker": "spaetbus",
        "nr": "A.14",
        "titel": "Spätbus für Lernende",
        "kurzbeschreibung": BESCHREIBUNG,
        "ziel": "Alle kommen heim.",
        "anlass": "Karte.",
        "zielgruppen": ["Schülerinnen und Schüler", "Jugendliche und Auszubildende"],
        "zielgruppen_codes": ["schueler", "jugendliche"],
        "bildungsbereiche": ["Schule und Ganztag"],
        "bildungsbereiche_codes": ["schule"],
        "gemeinden": ["Flechtingen"],
        "horizont": "kurzfristig",
        "horizont_code": "kurzfristig",
        "zeitraum": "Dezember\N{NO-BREAK SPACE}2025 bis Juni\N{NO-BREAK SPACE}2027",
        "zeitraum_original": "Schuljahr 2026/27",
        "prioritaet": "hoch",
        "prioritaet_code": "hoch",
        "federfuehrung": "Amt für Bildung",
        "zustaendigkeit_original": "Landkreis mit den Gemeinden",
        "beteiligte": [{"name": "Musikschule", "rolle": "berät"}, {"name": "elf Schulen", "rolle": ""}],
        "kosten": {"gesamt": "186000.00", "gesichert": "120000.50", "original": "ca. 186 T€", "oeffentlich": True},
        "finanzierung": "Haushalt",
        "posten": [],
        "personalbedarf": "0,5 Stellen",
        "startbeschluss": "Kreistag, 10.\N{NO-BREAK SPACE}Dezember\N{NO-BREAK SPACE}2025, Vorlage 0391/40/2025",
        "status": "verzögert",
        "status_code": "verzoegert",
        "status_art": "warten",
        "sachstaende": [
            {
                "stichtag": "2026-05-28",
                "status": "verzögert",
                "status_code": "verzoegert",
                "text": "Zuschlag.",
                "hindernisse": "Kein Angebot.",
                "abweichung": "Später.",
                "naechste_schritte": "Fahrplan.",
                "berichtigt_am": "",
            },
            {
                "stichtag": "2026-04-30",
                "status": "in Umsetzung",
                "status_code": "in_umsetzung",
                "text": "Ausgeschrieben.",
                "hindernisse": "",
                "abweichung": "",
                "naechste_schritte": "",
                "berichtigt_am": "",
            },
        ],
        "schritte": [
            {"titel": "Ausschreiben", "zustaendig": "Amt", "termin": "2026-03-01"},
            {"titel": "Fahren", "zustaendig": "", "termin": "Sommer"},
        ],
        "meilensteine": [
            {
                "nr": 1,
                "datum": "2025-12-10",
                "titel": "Beschluss",
                "erreicht_am": "2025-12-10",
                "stand": "erreicht",
                "stand_code": "erreicht",
                "stand_art": "gut",
            },
            {
                "nr": 2,
                "datum": "2099-06-30",
                "titel": "Regelbetrieb",
                "erreicht_am": "",
                "stand": "vorgesehen",
                "stand_code": "vorgesehen",
                "stand_art": "offen",
            },
        ],
        "indikatoren": [
            {
                "titel": "Standorte",
                "einheit": "Orte",
                "basis": "4.00",
                "ziel": "18.50",
                "jahresziele": [{"jahr": 2026, "wert": "9.00"}],
                "werte": [{"datum": "2026-04-30", "wert": "7.00", "quelle": "Fahrplan"}],
            }
        ],
        "verbindungen": [
            {
                "art": "setzt diese voraus",
                "art_code": "voraussetzung-umgekehrt",
                "titel": "Bücherbus",
                "nr": "15",
            }
        ],
        "herkunft": [
            {
                "art": "Strategie 2.1",
                "titel": "Zeiten abstimmen",
                "grund": "Der Bus fehlt.",
                "zusatz": "",
                "stand": "",
                "stand_art": "",
                "url": strategie.get_absolute_url(),
                "gattung": "Strategie",
            }
        ],
        "beispieltext": True,
    }


def test_collect_takes_public_measures_and_public_neighbours_only():
    plan, offen, geheim = make_plan(), make_massnahme(), make_massnahme(oeffentlich=False)
    make_verbindung(offen, geheim)
    make_bezug(offen, strategie=make_strategie(veroeffentlicht=False))
    plan.massnahmen.add(offen, geheim)

    inhalt = unfold(collect(plan))

    assert [(m["kennung"], m["verbindungen"], m["herkunft"]) for m in inhalt["massnahmen"]] == [(offen.kennung, [], [])]
    assert inhalt["zahlen"]["gesamt"] == 1


def test_thread_goes_through_a_ziel_to_its_handlungsfeld():
    plan, massnahme = make_plan(), make_massnahme()
    feld = make_handlungsfeld(titel="Erreichbare Orte", veroeffentlicht=True)
    ziel = make_ziel(feld, titel="Alle kommen heim", veroeffentlicht=True)
    make_bezug(massnahme, ziel=ziel, begruendung="Dient dem Ziel.")
    make_bezug(massnahme, abschnitt=make_abschnitt(titel="Kein Weg ist zu weit.", veroeffentlicht=True))
    plan.massnahmen.add(massnahme)

    (found,) = unfold(collect(plan))["massnahmen"]

    assert [(step["titel"], step["grund"]) for step in found["herkunft"]] == [
        ("Alle kommen heim", "Dient dem Ziel."),
        ("Kein Weg ist zu weit.", ""),
        ("Erreichbare Orte", ""),
    ]


def test_collect_needs_the_same_queries_for_one_and_thirty(django_assert_max_num_queries):
    plan = make_plan()
    plan.massnahmen.add(make_whole())
    with django_assert_max_num_queries(60) as one:
        collect(plan)
    for _ in range(29):
        plan.massnahmen.add(make_whole())

    with django_assert_max_num_queries(60) as thirty:
        inhalt = collect(plan)

    assert len(inhalt["massnahmen"]) == 30
    assert len(thirty.captured_queries) == len(one.captured_queries)


def test_frozen_plan_keeps_what_was_true(client):
    plan, massnahme = make_plan(), make_massnahme(titel="Spätbus", status="in_umsetzung")
    plan.massnahmen.add(massnahme)

    fassung = rules.freeze("massnahmenplan", plan, zweck="lesefassung")
    type(massnahme).objects.filter(pk=massnahme.pk).update(titel="Nachtbus")

    fassung.refresh_from_db()
    assert rules.verify(fassung)
    assert fassung.snapshot["massnahmen"][0]["titel"] == "Spätbus"
    assert definition("massnahmenplan").url(fassung) == f"/massnahmen/plan/{plan.kennung}/fassung/{fassung.nummer}/"


def test_models_and_migrations_agree():
    call_command("makemigrations", "massnahmen", "--check", "--dry-run", verbosity=0)
