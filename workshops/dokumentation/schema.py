"""What a frozen documentation holds, and how one of an older version becomes one of today."""

from typing import Any

from bildungskommune.fassungen.kopf import KOPF, of_version_1
from bildungskommune.fassungen.nennung import NAME, AlteNamen
from bildungskommune.fassungen.registry import Snapshot
from bildungskommune.shape import Maybe, Shape
from bildungskommune.tracing.snapshot import SCHRITTE, Sammlung

_WORKSHOP = ("titel", "reihe", "art", "art_code", "beginn", "ende", "ort", "anschrift")
_KARTE = ("code", "text", "phase", "phase_code", "vorzeichen", "gruppe", "verbleib", "verbleib_code")
KARTE: dict[str, Shape] = {**dict.fromkeys((*_KARTE, "begruendung"), str), "autor": Maybe(NAME)}
SHAPE: dict[str, Shape] = {
    **KOPF,
    "workshop": {**dict.fromkeys(_WORKSHOP, str), "kooperation": [str], "moderation": [NAME]},
    "zahlen": dict.fromkeys(("anmeldungen", "teilnehmende", "institutionen", "beitraege", "punkte"), int),
    "einleitung": str,
    "programm": [dict.fromkeys(("zeit", "titel", "phase", "phase_code"), str)],
    "gruppen": [
        {
            **dict.fromkeys(("titel", "raum", "ergebnis"), str),
            "beitraege": int,
            "karten": [str],
            "themen": [{"titel": str, "karten": int}],
            "skizzen": [str],
        }
    ],
    "themen": [
        {
            **dict.fromkeys(("kennung", "titel", "beschreibung"), str),
            "punkte": int,
            "rang": int | None,
            "beitraege": [KARTE],
            "folgen": SCHRITTE,
        }
    ],
    "ohne_thema": [KARTE],
    "punktabfragen": [
        {
            "frage": str,
            "punkte_je_person": int,
            "personen": int | None,
            "stimmen": [{"thema": str, "punkte": int, "davon_papier": int, "rang": int | None}],
            "stimmzettel": int,
            "vertretung": [dict.fromkeys(("erste", "zettel", "von", "prozent"), int)],
            **dict.fromkeys(("entscheidung", "entschieden_am"), str),
            "entschiedene_themen": [str],
        }
    ],
    "projektskizzen": [
        dict.fromkeys(("titel", "ziel", "schritte", "verantwortliche", "verbuendete", "termin"), str),
    ],
    "fotos": [
        {
            **dict.fromkeys(("bild", "gruppe", "alt", "unterschrift"), str),
            **dict.fromkeys(("breite", "hoehe"), int),
            "nachweis": NAME,
        }
    ],
    "institutionen": [dict.fromkeys(("name", "gemeinde", "typ", "typ_code"), str)],
}

# The words that version 1 had, with their codes; a word that is not among them gets no code.
_ARTEN = {
    "Auftakt": "auftakt",
    "Workshop": "workshop",
    "Bildungskonferenz": "konferenz",
    "Redaktionssitzung": "redaktion",
}
_PHASEN = {"Kritik": "kritik", "Phantasie": "phantasie", "Verwirklichung": "verwirklichung", "ohne Phase": "ohne"}
_VERBLEIB = {
    "aufgenommen": "aufgenommen",
    "teilweise aufgenommen": "teilweise",
    "zusammengeführt": "zusammengefuehrt",
    "nicht aufgenommen": "nicht_aufgenommen",
    "weitergeleitet": "weitergeleitet",
}
_TYPEN = {
    "Kindertageseinrichtung": "kita",
    "Grundschule": "grundschule",
    "Weiterführende Schule": "schule",
    "Förderschule": "foerderschule",
    "Berufsbildende Schule": "berufsschule",
    "Hort": "hort",
    "Volkshochschule": "vhs",
    "Musikschule": "musikschule",
    "Bibliothek": "bibliothek",
    "Museum": "museum",
    "Jugendeinrichtung": "jugend",
    "Verein": "verein",
    "Kammer oder Verband": "kammer",
    "Betrieb": "betrieb",
    "Amt oder Behörde": "amt",
    "Kirche oder Religionsgemeinschaft": "kirche",
    "Sonstige Einrichtung": "sonstige",
}


def to_2(snapshot: Snapshot) -> Snapshot:
    """Keep each step of the thread once, codes beside words, and who published it."""
    sammlung = Sammlung()
    workshop = snapshot["workshop"]
    newer = {
        **snapshot,
        "workshop": {**workshop, "art_code": _ARTEN.get(workshop["art"], "")},
        "programm": [{**row, "phase_code": _PHASEN.get(row["phase"], "")} for row in snapshot["programm"]],
        "themen": [_thema(thema, sammlung) for thema in snapshot["themen"]],
        "ohne_thema": [_karte(karte) for karte in snapshot["ohne_thema"]],
        "institutionen": [{**row, "typ_code": _TYPEN.get(row["typ"], "")} for row in snapshot["institutionen"]],
    }
    return of_version_1(newer, sammlung)


def _thema(thema: dict[str, Any], sammlung: Sammlung) -> dict[str, Any]:
    karten = [_karte(karte) for karte in thema["beitraege"]]
    return {**thema, "beitraege": karten, "folgen": sammlung.add_old(thema["folgen"])}


def _karte(karte: dict[str, Any]) -> dict[str, Any]:
    return {
        **karte,
        "phase_code": _PHASEN.get(karte["phase"], ""),
        "verbleib_code": _VERBLEIB.get(karte["verbleib"], ""),
    }


def to_3(snapshot: Snapshot) -> Snapshot:
    """Refer to people: their names were frozen with the text."""
    namen, workshop = AlteNamen(), snapshot["workshop"]

    def referring(karten: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [
            {**one, "autor": namen.add(one["autor"], f"Beitrag {one['code']}", f"workshops.beitrag:{one['code']}")}
            for one in karten
        ]

    moderation = [namen.add(one, "Moderation", "accounts.konto") for one in workshop["moderation"] if one]
    return {
        **snapshot,
        "workshop": {**workshop, "moderation": moderation},
        "themen": [{**thema, "beitraege": referring(thema["beitraege"])} for thema in snapshot["themen"]],
        "ohne_thema": referring(snapshot["ohne_thema"]),
    }


def to_5(snapshot: Snapshot) -> Snapshot:
    """Say of each question how many voted with a phone: nobody could before."""
    abfragen = [{**abfrage, "stimmzettel": 0, "vertretung": []} for abfrage in snapshot["punktabfragen"]]
    return {**snapshot, "punktabfragen": abfragen}


def to_6(snapshot: Snapshot) -> Snapshot:
    """Say of each question what was decided after it: nobody wrote that down before."""
    nothing = {"entscheidung": "", "entschieden_am": "", "entschiedene_themen": []}
    return {**snapshot, "punktabfragen": [{**abfrage, **nothing} for abfrage in snapshot["punktabfragen"]]}


def to_7(snapshot: Snapshot) -> Snapshot:
    """Say what came out of each group, and show photos: neither was frozen before."""
    cards = [karte for thema in snapshot["themen"] for karte in thema["beitraege"]] + snapshot["ohne_thema"]
    groups = [
        {**gruppe, "ergebnis": "", **_of_group(gruppe["titel"], cards, snapshot)} for gruppe in snapshot["gruppen"]
    ]
    return {**snapshot, "gruppen": groups, "fotos": []}


def _of_group(titel: str, cards: list[dict[str, Any]], snapshot: Snapshot) -> dict[str, Any]:
    """Return what the frozen cards themselves tell of a group; which sketch was whose they do not."""
    themen = [
        {"titel": thema["titel"], "karten": sum(1 for karte in thema["beitraege"] if karte["gruppe"] == titel)}
        for thema in snapshot["themen"]
    ]
    codes = dict.fromkeys(karte["code"] for karte in cards if karte["gruppe"] == titel)
    return {"karten": list(codes), "themen": [one for one in themen if one["karten"]], "skizzen": []}
