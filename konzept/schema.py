"""What a frozen Konzept holds, and how one of an older version becomes one of today."""

from typing import Any

from bildungskommune.absaetze import counted
from bildungskommune.fassungen.kopf import KOPF, of_version_1
from bildungskommune.fassungen.registry import Snapshot
from bildungskommune.shape import Each, Shape
from bildungskommune.tracing.faden import kind
from bildungskommune.tracing.snapshot import SCHRITTE, Sammlung
from konzept import bezeichnungen

MASSNAHME = "Maßnahme"
"""The kind of step that a Handlungsfeld counts: what the next stage calls its things."""
FELD_TEXTE = (
    "kennung",
    "anker",
    "slug",
    "nr",
    "titel",
    "ausgangslage",
    "zielbild",
    "worauf_wir_bauen",
    "herausforderungen",
)
ABSAETZE = Each([str])
"""The names of the paragraphs of each text."""
LANGE_TEXTE = ("ausgangslage", "zielbild", "worauf_wir_bauen", "herausforderungen")
ZIEL_TEXTE = ("kennung", "nr", "art", "art_code", "titel", "text", "kennzahl", "prioritaet", "prioritaet_code")
VERWEIS: dict[str, Shape] = dict.fromkeys(("kennung", "anker", "nr", "titel"), str)
"""How another part of the document is named."""
SHAPE: dict[str, Shape] = {
    **KOPF,
    **dict.fromkeys(("titel", "untertitel", "kennung", "einleitung"), str),
    "absaetze": ABSAETZE,
    "bezeichnungen": bezeichnungen.SHAPE,
    "handlungsfelder": [
        {
            **dict.fromkeys(FELD_TEXTE, str),
            "querschnitt": bool,
            "beispieltext": bool,
            "davor": SCHRITTE,
            "herkunft": SCHRITTE,
            "folgen": SCHRITTE,
            "absaetze": ABSAETZE,
            "ziele": [{**dict.fromkeys(ZIEL_TEXTE, str), "absaetze": ABSAETZE, "davor": SCHRITTE}],
            "strategien": [
                {
                    **dict.fromkeys(("kennung", "anker", "nr", "titel", "text"), str),
                    "beispieltext": bool,
                    "ziele": [str],
                    "auch_in": [VERWEIS],
                    "massnahmen": SCHRITTE,
                    "davor": SCHRITTE,
                    "absaetze": ABSAETZE,
                }
            ],
            "auch_hier": [{**VERWEIS, "handlungsfeld": VERWEIS}],
            "zahl_massnahmen": int,
        }
    ],
}
PRIORITAETEN = {"hoch": "hoch", "mittel": "mittel", "niedrig": "niedrig"}
"""The words that version 1 had for a priority, with their codes."""


def to_2(snapshot: Snapshot) -> Snapshot:
    """Keep each step of the thread once, codes beside words, the number of measures, and who published it."""
    sammlung = Sammlung()
    felder = [_feld(feld, sammlung) for feld in snapshot["handlungsfelder"]]
    return of_version_1({**snapshot, "handlungsfelder": felder}, sammlung)


def _feld(feld: dict[str, Any], sammlung: Sammlung) -> dict[str, Any]:
    steps = [*feld["folgen"], *(step for strategie in feld["strategien"] for step in strategie["massnahmen"])]
    return {
        **feld,
        "herkunft": sammlung.add_old(feld["herkunft"]),
        "folgen": sammlung.add_old(feld["folgen"]),
        "ziele": [_ziel(ziel) for ziel in feld["ziele"]],
        "strategien": [{**one, "massnahmen": sammlung.add_old(one["massnahmen"])} for one in feld["strategien"]],
        "zahl_massnahmen": len({(one["art"], one["titel"]) for one in steps if kind(one["art"]) == MASSNAHME}),
    }


def _ziel(ziel: dict[str, Any]) -> dict[str, Any]:
    return {**ziel, "art_code": ziel["art"], "prioritaet_code": PRIORITAETEN.get(ziel["prioritaet"], "")}


def to_3(snapshot: Snapshot) -> Snapshot:
    """Name the paragraphs: nobody did before, so they are counted."""

    def named(part: dict[str, Any]) -> dict[str, Any]:
        return {**part, "absaetze": counted(part, "text")}

    felder = [
        {
            **feld,
            "absaetze": counted(feld, *LANGE_TEXTE),
            "ziele": [named(ziel) for ziel in feld["ziele"]],
            "strategien": [named(strategie) for strategie in feld["strategien"]],
        }
        for feld in snapshot["handlungsfelder"]
    ]
    return {**snapshot, "absaetze": counted(snapshot, "einleitung"), "handlungsfelder": felder}


def to_4(snapshot: Snapshot) -> Snapshot:
    """No Strategie belonged to another Handlungsfeld beside its own."""
    felder = [
        {**feld, "auch_hier": [], "strategien": [{**strategie, "auch_in": []} for strategie in feld["strategien"]]}
        for feld in snapshot["handlungsfelder"]
    ]
    return {**snapshot, "handlungsfelder": felder}


def to_6(snapshot: Snapshot) -> Snapshot:
    """Nothing said what it was before."""

    def begun(part: dict[str, Any]) -> dict[str, Any]:
        return {**part, "davor": {"schritte": [], "weitere": {}}}

    felder = [
        {**begun(feld), **{name: [begun(part) for part in feld[name]] for name in ("ziele", "strategien")}}
        for feld in snapshot["handlungsfelder"]
    ]
    return {**snapshot, "handlungsfelder": felder}


def to_7(snapshot: Snapshot) -> Snapshot:
    """Every Konzept spoke with the words of the portal."""
    return {**snapshot, "bezeichnungen": bezeichnungen.frozen(bezeichnungen.KONZEPT)}
