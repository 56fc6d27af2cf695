"""Sample snapshot: the Dokumentation of a workshop."""

from base64 import b64encode
from io import BytesIO
from typing import Any

from PIL import Image

from tests.satz.muster import FOLGEN


def beitrag(code: str, text: str, vorzeichen: str = "-", verbleib: str = "aufgenommen", **werte: str) -> dict[str, str]:
    grund = {
        "code": code,
        "text": text,
        "phase": "Kritik" if vorzeichen == "-" else "Phantasie",
        "vorzeichen": vorzeichen,
        "gruppe": "Gruppe 2",
        "verbleib": verbleib,
        "begruendung": "Steht in Leitsatz 2, Absatz 1." if verbleib else "",
    }
    return {**grund, **werte}


KARTEN = [
    beitrag("K7M-4QX", "Der letzte Bus fährt, bevor die AG anfängt. Wer auf dem Dorf wohnt, fällt raus."),
    beitrag("R3B-5WN", "Eine Erzieherin, zwanzig Kinder, null Zeit"),
    beitrag("P2T-8HD", "Ein Bus, der Bücher bringt und WLAN mitnimmt 🚌", "+", "zusammengeführt"),
    beitrag("D9C-1LK", "Fahrpläne kennt nur, wer sie auswendig kann.", verbleib=""),
    beitrag(
        "W4F-6ZM",
        "Sportverein und Hort holen die Kinder abwechselnd ab. Das klappt!",
        "+",
        "teilweise aufgenommen",
        begruendung="Der Gedanke trägt Leitsatz 4; die Fahrgemeinschaft selbst ist Sache der Vereine vor Ort.",
    ),
]


def thema(kennung: str, titel: str, punkte: int, rang: int, karten: int = 5) -> dict[str, Any]:
    beitraege = [{**KARTEN[i % 5], "code": f"{kennung}-{i:02d}"} for i in range(karten)]
    return {
        "kennung": kennung,
        "titel": titel,
        "beschreibung": "",
        "punkte": punkte,
        "rang": rang,
        "beitraege": beitraege,
        "folgen": FOLGEN[:2],
    }


def foto(alt: str, unterschrift: str) -> dict[str, Any]:
    """Return a photo as a print carries it."""
    written = BytesIO()
    Image.linear_gradient("L").resize((480, 320)).convert("RGB").save(written, "JPEG")
    quelle = f"data:image/jpeg;base64,{b64encode(written.getvalue()).decode()}"
    said = {"alt": alt, "unterschrift": unterschrift, "nachweis": "Kim Beispiel"}
    return {**said, "quelle": quelle, "breite": 480, "hoehe": 320, "entfernt": ""}


def foto_entfernt() -> dict[str, Any]:
    return {**foto("", "Die Gruppe am Tisch"), "quelle": "", "entfernt": "Foto entfernt am 25.11.2026"}


def dokumentation() -> dict[str, Any]:
    skizze = {
        "titel": "Lesepaten in jeder Grundschule",
        "ziel": "Jedes Kind liest einmal in der Woche einem Menschen vor.",
        "schritte": "1. Paten suchen\n2. Schulen fragen\n3. Im Herbst beginnen",
        "verantwortliche": "Kreisbibliothek",
        "verbuendete": "Seniorenbeirat, Grundschulen",
        "termin": "Herbst 2024",
    }
    return {
        "art": "dokumentation",
        "titel": "Dokumentation: Gemeinsames Leben und Lernen",
        "workshop": {
            "titel": "Gemeinsames Leben und Lernen",
            "reihe": "Zukunftswerkstatt Bildung",
            "art": "Workshop",
            "beginn": "2024-06-06T16:00:00+02:00",
            "ende": "2024-06-06T19:30:00+02:00",
            "ort": "Kulturfabrik Haldensleben",
            "anschrift": "Gerikestraße 3 a, 39340 Haldensleben",
            "kooperation": ["Kreisvolkshochschule"],
            "moderation": ["Büro für Beteiligung (Beispiel)"],
        },
        "zahlen": {"anmeldungen": 64, "teilnehmende": 57, "institutionen": 31, "beitraege": 58, "punkte": 171},
        "einleitung": "57 Menschen haben einen Abend lang aufgeschrieben, was den gemeinsamen Alltag von Kindern, "
        "Familien und Einrichtungen schwer macht, und was ihn leichter machen würde.",
        "programm": [
            {"zeit": "16:00 bis 16:30", "titel": "Ankommen und Begrüßung", "phase": ""},
            {"zeit": "16:30 bis 17:30", "titel": "Was uns stört: Karten und Punkte", "phase": "Kritik"},
            {"zeit": "17:45 bis 18:30", "titel": "Wie es sein könnte", "phase": "Phantasie"},
            {"zeit": "18:30 bis 19:30", "titel": "Wer macht was bis wann?", "phase": "Verwirklichung"},
        ],
        "gruppen": [
            {
                "titel": "Wege",
                "raum": "Saal",
                "beitraege": 24,
                "ergebnis": "Zuerst der **Bus nach 17 Uhr**, dann die Mitnahmebank. (Beispieltext)",
                "karten": [karte["code"] for karte in KARTEN],
                "themen": [{"titel": "Wege und Fahrzeiten", "karten": 3}, {"titel": "Räume öffnen", "karten": 1}],
                "skizzen": ["Offene Werkhalle am Samstag"],
                "fotos": [foto("Gezeichnet: der Plan der Gruppe", "Der Plan am Abend"), foto_entfernt()],
            },
            {
                "titel": "Zeit und Personal",
                "raum": "Raum 2",
                "beitraege": 34,
                "ergebnis": "",
                "karten": [],
                "themen": [],
                "skizzen": [],
                "fotos": [],
            },
        ],
        "weitere_fotos": [foto("Gezeichnet: eine Wand mit Karten", "")],
        "themen": [
            thema("T01", "Zeit und Personal", 31, 1, 14),
            thema("T02", "Wege und Fahrzeiten", 23, 2),
            thema("T03", "Räume öffnen", 9, 3, 3),
        ],
        "ohne_thema": KARTEN[2:4],
        "punktabfragen": [
            {
                "frage": "Was sollen wir zuerst angehen?",
                "punkte_je_person": 3,
                "stimmen": [
                    {"thema": "Zeit und Personal", "punkte": 31, "davon_papier": 12, "rang": 1},
                    {"thema": "Wege und Fahrzeiten", "punkte": 23, "davon_papier": 0, "rang": 2},
                ],
            }
        ],
        "projektskizzen": [skizze, {**skizze, "titel": "Offene Werkhalle am Samstag"}],
        "institutionen": [
            {"name": f"Kita Beispielort {i}", "gemeinde": "Haldensleben", "typ": "Kindertageseinrichtung"}
            for i in range(1, 32)
        ],
    }
