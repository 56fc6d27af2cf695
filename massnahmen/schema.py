"""What a frozen Maßnahmenplan holds, and how one of an older version becomes one of today."""

from decimal import Decimal
from typing import Any

from bildungskommune.fassungen.kopf import KOPF, of_version_1
from bildungskommune.fassungen.registry import Snapshot
from bildungskommune.shape import Shape
from bildungskommune.tracing.snapshot import SCHRITTE, Sammlung
from konzept import bezeichnungen

Data = dict[str, Any]
JE_ART = 3
"""A plan has many measures with the same sources: of each kind the first few are named, the rest is counted."""

_TEXTE = (
    *("kennung", "anker", "nr", "titel", "kurzbeschreibung", "ziel", "anlass", "horizont", "horizont_code", "zeitraum"),
    *("zeitraum_original", "prioritaet", "prioritaet_code", "federfuehrung", "finanzierung", "personalbedarf"),
    "zustaendigkeit_original",
    *("startbeschluss", "status", "status_code", "status_art"),
)
_LISTEN = ("zielgruppen", "zielgruppen_codes", "bildungsbereiche", "bildungsbereiche_codes", "gemeinden")
SACHSTAND: Shape = dict.fromkeys(
    (
        *("stichtag", "status", "status_code", "text", "hindernisse", "abweichung", "naechste_schritte"),
        "berichtigt_am",
    ),
    str,
)
_POSTEN = ("quelle", "quelle_code", "betrag", "stand", "stand_code")
MEILENSTEIN = ("datum", "titel", "erreicht_am", "stand", "stand_code", "stand_art")
MASSNAHME: dict[str, Shape] = {
    **dict.fromkeys(_TEXTE, str),
    **{name: [str] for name in _LISTEN},
    "beteiligte": [{"name": str, "rolle": str}],
    "kosten": {"gesamt": str | None, "gesichert": str | None, "original": str, "oeffentlich": bool},
    "posten": [{"jahr": int, **dict.fromkeys(_POSTEN, str)}],
    "sachstaende": [SACHSTAND],
    "schritte": [dict.fromkeys(("titel", "zustaendig", "termin"), str)],
    "meilensteine": [{"nr": int, **dict.fromkeys(MEILENSTEIN, str)}],
    "indikatoren": [
        {
            "titel": str,
            "einheit": str,
            "basis": str | None,
            "ziel": str | None,
            "jahresziele": [{"jahr": int, "wert": str}],
            "werte": [{"datum": str, "wert": str, "quelle": str}],
        }
    ],
    "verbindungen": [dict.fromkeys(("art", "art_code", "titel", "nr"), str)],
    "herkunft": SCHRITTE,
    "beispieltext": bool,
}
SHAPE: dict[str, Shape] = {
    **KOPF,
    **dict.fromkeys(("titel", "untertitel", "kennung", "einleitung", "stichtag"), str),
    "bezeichnungen": bezeichnungen.SHAPE,
    "zahlen": {"gesamt": int, "status": [{"wort": str, "code": str, "anzahl": int, "art": str}]},
    "massnahmen": [MASSNAHME],
}

STAENDE = {
    "vorgesehen": "vorgesehen",
    "überfällig": "ueberfaellig",
    "erreicht": "erreicht",
    "erreicht, später": "spaeter_erreicht",
}
"""How a milestone stands in words, with the codes."""
# The words that version 1 had, with their codes; a word that is not among them gets no code.
_STATUS = {
    "Vorschlag": "vorschlag",
    "vorgesehen": "vorgesehen",
    "in Umsetzung": "in_umsetzung",
    "verzögert": "verzoegert",
    "zurückgestellt": "zurueckgestellt",
    "umgesetzt": "umgesetzt",
    "verstetigt": "verstetigt",
    "verworfen": "verworfen",
}
_HORIZONTE = {
    "kurzfristig": "kurzfristig",
    "mittelfristig": "mittelfristig",
    "langfristig": "langfristig",
    "Daueraufgabe": "daueraufgabe",
}
_PRIORITAETEN = {"hoch": "hoch", "mittel": "mittel", "niedrig": "niedrig"}
_ZIELGRUPPEN = {
    "Kinder bis 6 Jahre": "kinder",
    "Schülerinnen und Schüler": "schueler",
    "Jugendliche und Auszubildende": "jugendliche",
    "Eltern und Familien": "eltern",
    "Erwachsene": "erwachsene",
    "Ältere Menschen": "aeltere",
    "Pädagogische Fachkräfte": "fachkraefte",
    "Ehrenamtliche": "ehrenamt",
    "Alle": "alle",
}
_BEREICHE = {
    "Frühkindliche Bildung": "fruehkindlich",
    "Schule und Ganztag": "schule",
    "Übergang und berufliche Bildung": "beruf",
    "Erwachsenenbildung": "erwachsene",
    "Kulturelle Bildung": "kultur",
    "Demokratie und Ehrenamt": "demokratie",
    "Familienbildung": "familie",
    "Digitale Bildung": "digital",
    "Gesundheit und Bewegung": "gesundheit",
    "Umwelt und Nachhaltigkeit": "umwelt",
}
_VERBINDUNGEN = {
    "ergänzt": "ergaenzt",
    "wird ergänzt durch": "ergaenzt-umgekehrt",
    "ist Voraussetzung für": "voraussetzung",
    "setzt diese voraus": "voraussetzung-umgekehrt",
    "baut auf": "baut_auf",
    "ist Grundlage für": "baut_auf-umgekehrt",
    "ersetzt": "ersetzt",
    "wird ersetzt durch": "ersetzt-umgekehrt",
    "verwandt mit": "verwandt",
}


def to_2(snapshot: Snapshot) -> Snapshot:
    """Keep each step of the thread once, codes beside words, numbers as decimal text, and who published it."""
    sammlung = Sammlung()
    zahlen = snapshot["zahlen"]
    newer = {
        **snapshot,
        "zahlen": {**zahlen, "status": [{**one, "code": _STATUS.get(one["wort"], "")} for one in zahlen["status"]]},
        "massnahmen": [_massnahme(one, sammlung) for one in snapshot["massnahmen"]],
    }
    return of_version_1(newer, sammlung)


def to_3(snapshot: Snapshot) -> Snapshot:
    """A measure says its responsibility in words, too; until then it said none."""
    measures = [{**one, "zustaendigkeit_original": ""} for one in snapshot["massnahmen"]]
    return {**snapshot, "massnahmen": measures}


def to_5(snapshot: Snapshot) -> Snapshot:
    """Say who pays what by year, and whether the cost is public; until then it was, and nobody was named by year."""
    measures = [
        {**one, "kosten": {**one["kosten"], "oeffentlich": True}, "posten": []} for one in snapshot["massnahmen"]
    ]
    return {**snapshot, "massnahmen": measures}


def to_6(snapshot: Snapshot) -> Snapshot:
    """Say of a report that it puts an earlier one right; until then no Fassung told."""
    measures = [
        {**one, "sachstaende": [{**row, "berichtigt_am": ""} for row in one["sachstaende"]]}
        for one in snapshot["massnahmen"]
    ]
    return {**snapshot, "massnahmen": measures}


def to_7(snapshot: Snapshot) -> Snapshot:
    """Say what an indicator is to reach year by year; until then only its last target was frozen."""
    measures = [
        {**one, "indikatoren": [{**row, "jahresziele": []} for row in one["indikatoren"]]}
        for one in snapshot["massnahmen"]
    ]
    return {**snapshot, "massnahmen": measures}


def to_8(snapshot: Snapshot) -> Snapshot:
    """Every plan spoke with the words of the portal."""
    return {**snapshot, "bezeichnungen": bezeichnungen.frozen(bezeichnungen.PLAN)}


def _massnahme(one: Data, sammlung: Sammlung) -> Data:
    kosten = one["kosten"]
    return {
        **one,
        "horizont_code": _HORIZONTE.get(one["horizont"], ""),
        "prioritaet_code": _PRIORITAETEN.get(one["prioritaet"], ""),
        "status_code": _STATUS.get(one["status"], ""),
        "zielgruppen_codes": [_ZIELGRUPPEN.get(wort, "") for wort in one["zielgruppen"]],
        "bildungsbereiche_codes": [_BEREICHE.get(wort, "") for wort in one["bildungsbereiche"]],
        "kosten": {**kosten, **{name: _exact(kosten[name]) for name in ("gesamt", "gesichert")}},
        "sachstaende": [{**row, "status_code": _STATUS.get(row["status"], "")} for row in one["sachstaende"]],
        "meilensteine": [{**row, "stand_code": STAENDE.get(row["stand"], "")} for row in one["meilensteine"]],
        "indikatoren": [_indikator(row) for row in one["indikatoren"]],
        "verbindungen": [{**row, "art_code": _VERBINDUNGEN.get(row["art"], "")} for row in one["verbindungen"]],
        "herkunft": sammlung.add_old(one["herkunft"]),
    }


def _indikator(row: Data) -> Data:
    werte = [{**wert, "wert": _exact(wert["wert"])} for wert in row["werte"]]
    return {**row, "basis": _exact(row["basis"]), "ziel": _exact(row["ziel"]), "werte": werte}


def _exact(number: float | None) -> str | None:
    return None if number is None else f"{Decimal(str(number)):.2f}"
