"""Snapshots as the stages freeze them, with texts of our own. All of it is sample text."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from bildungskommune.fassungen.registry import definition

SHA256 = "9b27e40c51aa5e60b1c47d2af90833ce16b577d4a0e9c2f1b86a40d35e1902c7"


STUFEN = ("Zukunftswerkstatt", "Leitbild", "Bildungskonzept", "Maßnahmen", "Umsetzung")


@dataclass(frozen=True)
class Fassung:
    titel: str
    nummer: int = 3
    zweck_wort: str = "Beschlussfassung"
    stichtag: date = date(2026, 5, 28)
    sha256: str = SHA256
    kurz: str = SHA256[:12]
    link: str = "https://bildung.example/fassungen/leitbild/3/"
    entwurf: bool = False
    stufe: int = 2
    beschluss: str = "Kreistag, 2. April 2025, Vorlage 0214/40/2025"


@dataclass(frozen=True)
class Kommune:
    name: str = "Landkreis Börde"
    stelle: str = "Stabsstelle „Bildungskommune“"
    amt: str = "Amt für Bildung"
    strasse: str = "Bornsche Straße 2"
    plz: str = "39340"
    ort: str = "Haldensleben"
    email: str = "bildungskommune@landkreis-boerde.example"
    telefon: str = ""


def kontext(inhalt: dict[str, Any], **angaben: Any) -> dict[str, Any]:
    what = definition(inhalt["art"])
    return {
        "fassung": Fassung(titel=angaben.pop("titel", inhalt["titel"]), stufe=what.stufe, **angaben),
        "kommune": Kommune(),
        "foerderhinweis": "Gefördert im Rahmen eines Beispielprogramms.",
        "stufen": [{"nr": nr, "name": name} for nr, name in enumerate(STUFEN, 1)],
        "verzeichnis": what.contents(inhalt),
        "inhalt": inhalt,
    }


def folge(art: str, titel: str, grund: str = "", stand: str = "") -> dict[str, str]:
    return {"art": art, "titel": titel, "grund": grund, "stand": stand, "url": "/stelle/"}


HERKUNFT = [
    folge("Karte K7M-4QX", "Der letzte Bus fährt, bevor die AG anfängt.", "Beitrag vom 6. Juni 2024"),
    folge("Thema", "Wege und Fahrzeiten", "14 Karten, 23 Punkte, Rang 2 von 31"),
]
FOLGEN = [
    folge("Handlungsfeld 2", "Erreichbare Bildungsorte", "", "3 Strategien"),
    folge("Maßnahme 14", "Spätbus für Lernende", "", "verzögert, Stand 28. Mai 2026"),
    folge("Maßnahme 15", "Bücherbus mit Lernplatz", "", "in Umsetzung, Stand 30. April 2026"),
]
WEG = (
    "Lernorte sind für alle erreichbar, auch am Nachmittag, auch vom Dorf aus. Wo kein Bus fährt, kommt das "
    "Angebot zu den Menschen. Fahrzeiten und Lernzeiten werden gemeinsam geplant, nicht nacheinander."
)
LANG = "\n\n".join([WEG, "Erreichbar heißt auch: ohne Stufen, in **verständlicher** Sprache und *bezahlbar*."] * 12)
