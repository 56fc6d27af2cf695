"""Sample snapshot: a Konzept."""

from typing import Any

from konzept.bezeichnungen import KONZEPT, frozen
from tests.satz.muster import FOLGEN, LANG, WEG, folge


def strategie(nr: str, titel: str) -> dict[str, Any]:
    return {
        "kennung": f"S-{nr}",
        "anker": f"strategie-{nr.replace('.', '-')}",
        "nr": nr,
        "titel": titel,
        "text": WEG,
        "ziele": ["2.1", "2.2"],
        "massnahmen": FOLGEN[1:],
    }


def handlungsfeld(nr: str, titel: str, **werte: Any) -> dict[str, Any]:
    grund = {
        "kennung": f"H-{nr}",
        "anker": f"handlungsfeld-{nr}",
        "slug": f"feld-{nr}",
        "nr": nr,
        "titel": titel,
        "querschnitt": False,
        "ausgangslage": LANG[:900],
        "zielbild": "Ob jemand lernen kann, soll nicht davon abhängen, wo der letzte Bus hält. Jeder Ort der Börde "
        "hat einen Lernort in einer halben Stunde Reichweite.",
        "worauf_wir_bauen": "- elf Bibliotheken mit Lernplätzen\n- die Kreisvolkshochschule in drei Städten\n- "
        "engagierte Fahrerinnen und Fahrer",
        "herausforderungen": WEG,
        "beispieltext": True,
        "herkunft": [folge("Leitsatz 2", "Kein Weg ist zu weit."), folge("Thema", "Wege und Fahrzeiten")],
        "folgen": FOLGEN[1:],
        "ziele": [
            {
                "kennung": "Z1",
                "nr": "2.1",
                "art": "strategisch",
                "titel": "Alle Lernorte sind nachmittags erreichbar.",
                "text": "Bis 2028 fährt nach 16 Uhr von jedem Schulstandort ein Bus.",
                "kennzahl": "19 von 23 Standorten",
                "prioritaet": "hoch",
            },
            {
                "kennung": "Z2",
                "nr": "2.2",
                "art": "operativ",
                "titel": "Fahrpläne und Kurspläne entstehen gemeinsam.",
                "text": "",
                "kennzahl": "",
                "prioritaet": "",
            },
        ],
        "zahl_massnahmen": 2,
        "strategien": [
            strategie(f"{nr}.1", "Wege verkürzen"),
            strategie(f"{nr}.2", "Angebote, die zu den Menschen kommen"),
        ],
    }
    return {**grund, **werte}


def konzept() -> dict[str, Any]:
    return {
        "art": "konzept",
        "bezeichnungen": frozen(KONZEPT),
        "titel": "Bildungskonzept",
        "untertitel": "Handlungsfelder, Ziele und Strategien, abgeleitet aus dem Leitbild.",
        "einleitung": LANG[:1200],
        "handlungsfelder": [
            handlungsfeld("1", "Starke Orte von Anfang an"),
            handlungsfeld("2", "Erreichbare Bildungsorte"),
            handlungsfeld(
                "VIII",
                "Demokratie lernen, Beteiligung üben und Verantwortung im eigenen Ort übernehmen",
                querschnitt=True,
                herkunft=[],
                folgen=[],
            ),
        ],
    }
