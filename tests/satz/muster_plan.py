"""Sample snapshot: a Maßnahmenplan."""

from typing import Any

from konzept.bezeichnungen import PLAN, frozen
from tests.satz.muster import LANG, folge


def massnahme(
    nr: str = "14", titel: str = "Spätbus für Lernende: verlässlich nach Hause nach 16 Uhr", **werte: Any
) -> dict[str, Any]:
    stationen = (
        ("1", "2025-12-10", "Startbeschluss des Kreistags", "2025-12-10", "erreicht", "gut"),
        ("2", "2026-02-27", "Bedarf an elf Standorten erhoben", "2026-02-27", "erreicht", "gut"),
        ("3", "2026-04-28", "Linien und Abfahrtszeiten abgestimmt", "2026-05-12", "erreicht, später", "gut"),
        ("4", "2026-08-17", "Probebetrieb auf drei Linien beginnt", "", "vorgesehen", "offen"),
        ("5", "2027-01-29", "Auswertung nach einem Schulhalbjahr", "", "vorgesehen", "offen"),
        ("6", "2027-06-30", "Entscheidung über den Regelbetrieb", "", "vorgesehen", "offen"),
    )
    grund = {
        "kennung": f"M-{nr}",
        "anker": f"massnahme-{nr}",
        "nr": nr,
        "titel": titel,
        "kurzbeschreibung": "Drei Linien fahren an Schultagen um 17:15 Uhr von den Schulstandorten in die Ortsteile.",
        "ziel": "",
        "anlass": "",
        "zielgruppen": ["ab Klasse 5", "Auszubildende"],
        "bildungsbereiche": ["Schule"],
        "gemeinden": ["Flechtingen", "Obere Aller", "Westliche Börde"],
        "horizont": "mittelfristig",
        "zeitraum": "Dezember 2025 bis Juni 2027",
        "zeitraum_original": "Schuljahr 2026/27",
        "zustaendigkeit_original": "",
        "prioritaet": "hoch",
        "federfuehrung": "Amt für Bildung, Sachgebiet Schülerbeförderung",
        "beteiligte": [{"name": "Verkehrsbetrieb", "rolle": "Fahrplan"}, {"name": "elf Schulen", "rolle": ""}],
        "kosten": {"gesamt": 186000, "gesichert": 120000, "original": ""},
        "finanzierung": "Kreishaushalt",
        "personalbedarf": "",
        "startbeschluss": "Kreistag, 10. Dezember 2025, Vorlage 0391/40/2025",
        "status": "verzögert",
        "status_art": "warten",
        "sachstaende": [
            {
                "stichtag": "2026-05-28",
                "status": "verzögert",
                "text": "Auf die erste Ausschreibung ging kein Angebot "
                "ein. Sie wurde in drei Lose geteilt und wiederholt, der Zuschlag ist erteilt.",
                "hindernisse": "",
                "abweichung": "Beginn zwei Monate später.",
                "naechste_schritte": "Fahrplan bis 10. Juli veröffentlichen.",
            },
            {
                "stichtag": "2026-01-30",
                "status": "in Umsetzung",
                "text": "Bedarf erhoben.",
                "hindernisse": "",
                "abweichung": "",
                "naechste_schritte": "",
            },
        ],
        "schritte": [{"titel": "Fahrplan veröffentlichen", "zustaendig": "Verkehrsbetrieb", "termin": "2026-07-10"}],
        "meilensteine": [
            dict(zip(("nr", "datum", "titel", "erreicht_am", "stand", "stand_art"), zeile, strict=True))
            for zeile in stationen
        ],
        "indikatoren": [],
        "verbindungen": [{"art": "ergänzt", "titel": "Bücherbus mit Lernplatz", "nr": "15"}],
        "herkunft": [
            folge("Thema", "Wege und Fahrzeiten"),
            folge("Leitsatz 2", "Kein Weg ist zu weit."),
            folge("Handlungsfeld 2", "Erreichbare Bildungsorte"),
            folge("Strategie 2.1", "Wege verkürzen"),
        ],
        "beispieltext": True,
    }
    return {**grund, **werte}


INDIKATOR: dict[str, Any] = {
    "titel": "Schulstandorte mit Rückfahrt nach 16 Uhr",
    "einheit": "Standorte",
    "basis": 4,
    "ziel": 18,
    "jahresziele": [{"jahr": 2026, "wert": "12.00"}],
    "werte": [
        {"datum": "2024-09-01", "wert": 4, "quelle": "Fahrplan"},
        {"datum": "2025-09-01", "wert": 6, "quelle": "Fahrplan"},
        {"datum": "2026-04-30", "wert": 7, "quelle": "Fahrplan"},
    ],
}
_STAENDE = (("umgesetzt", "gut"), ("in Umsetzung", "laeuft"), ("vorgesehen", "offen"), ("verzögert", "warten"))
_TITEL = (
    "Sprachvorbilder in jeder Kita",
    "Familienfrühstück am Kita-Standort",
    "Eingewöhnung mit fester Bezugsperson",
    "Fachtag „Zeit für Gespräche“",
    "Springerpool für kleine Kitas",
    "Museum kommt in die Schule",
    "Atlas der Lernorte",
    "Digitale Sprechstunde im Dorf",
    "Bücherbus mit Lernplatz",
    "Wegweiser zweiter Bildungsweg",
)


def massnahmenplan(anzahl: int = 12) -> dict[str, Any]:
    alle = [
        massnahme(
            str(i),
            _TITEL[i % len(_TITEL)],
            status=_STAENDE[i % 4][0],
            status_art=_STAENDE[i % 4][1],
            sachstaende=[] if i % 4 == 2 else massnahme()["sachstaende"][1:],
        )
        for i in range(1, anzahl + 1)
    ]
    alle[0] = massnahme("1", indikatoren=[INDIKATOR])
    if anzahl > 2:
        alle[1] = massnahme(
            "",
            "T" + "itel mit vielen Wörtern und " * 8 + "Ende",
            kurzbeschreibung=LANG[:3400],
            anker="massnahme-x",
            meilensteine=[],
            schritte=[],
            kosten={"gesamt": "", "gesichert": "", "original": "ca. 20 T€"},
        )
    return {
        "art": "massnahmenplan",
        "bezeichnungen": frozen(PLAN),
        "titel": "Maßnahmenplan",
        "untertitel": "Was wir tun, wer es tut und wie weit es ist.",
        "einleitung": "Vierzig Maßnahmen tragen das Bildungskonzept in den Alltag. Jede nennt, wer zuständig ist, was "
        "sie kostet und wie es steht.",
        "stichtag": "2026-05-28",
        "zahlen": {
            "gesamt": anzahl,
            "status": [
                {"wort": wort, "anzahl": sum(m["status"] == wort for m in alle), "art": art} for wort, art in _STAENDE
            ],
        },
        "massnahmen": alle,
    }
