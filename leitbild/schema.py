"""What a frozen Leitbild holds, and how one of an older version becomes one of today."""

from typing import Any

from bildungskommune.absaetze import counted
from bildungskommune.fassungen.kopf import KOPF, of_version_1
from bildungskommune.fassungen.nennung import NAME, AlteNamen
from bildungskommune.fassungen.registry import Snapshot
from bildungskommune.shape import Each, Maybe, Shape
from bildungskommune.tracing.snapshot import SCHRITTE, Sammlung

TEXTE = ("kennung", "anker", "art", "bezeichnung", "nr", "titel", "untertitel", "text")
SHAPE: dict[str, Shape] = {
    **KOPF,
    **dict.fromkeys(("titel", "untertitel", "vorspann", "kennung"), str),
    "abschnitte": [
        {
            **dict.fromkeys(TEXTE, str),
            "stimme_von": Maybe(NAME),
            "fussnoten": [{"nr": str, "text": str}],
            "beispieltext": bool,
            "ebene": int,
            "redaktionell": bool,
            "redaktionell_grund": str,
            "herkunft": SCHRITTE,
            "folgen": SCHRITTE,
            "absaetze": Each([str]),
        }
    ],
    "beteiligte": [{"name": NAME, **dict.fromkeys(("typ", "gemeinde"), str), "wobei": [str], "abschnitte": [str]}],
}


def to_2(snapshot: Snapshot) -> Snapshot:
    """Keep each step of the thread once, and who published it."""
    sammlung = Sammlung()

    def abschnitt(one: dict[str, Any]) -> dict[str, Any]:
        return {**one, **{name: sammlung.add_old(one[name]) for name in ("herkunft", "folgen")}}

    abschnitte = [abschnitt(one) for one in snapshot["abschnitte"]]
    return of_version_1({**snapshot, "abschnitte": abschnitte}, sammlung)


def to_3(snapshot: Snapshot) -> Snapshot:
    """Name the paragraphs: nobody did before, so they are counted."""
    abschnitte = [{**one, "absaetze": counted(one, "text")} for one in snapshot["abschnitte"]]
    return {**snapshot, "abschnitte": abschnitte}


def to_6(snapshot: Snapshot) -> Snapshot:
    """Nobody kept which institutions took part: none is named."""
    return {**snapshot, "beteiligte": []}


def to_4(snapshot: Snapshot) -> Snapshot:
    """Refer to those who speak: their names were frozen with the text."""
    namen = AlteNamen()

    def referring(one: dict[str, Any]) -> dict[str, Any]:
        quelle = f"leitbild.abschnitt:{snapshot['kennung']}/{one['anker']}"
        return {**one, "stimme_von": namen.add(one["stimme_von"], f"Stimme: {one['titel']}", quelle)}

    return {**snapshot, "abschnitte": [referring(one) for one in snapshot["abschnitte"]]}
