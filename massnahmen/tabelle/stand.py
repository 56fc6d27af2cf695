"""Where a measure stands, in a table: its state and what the newest Sachstand says, each in a column.

A table often gives a state without a day. Then the day of the document holds, and the Sachstand says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from bildungskommune.lifecycle import MoveRefused
from massnahmen.listen import newest_of
from massnahmen.models import Massnahme, MassnahmeStatus, Sachstand
from massnahmen.progress import ReportInFuture, ReportOutdated
from massnahmen.tabelle.felder import choice, day, iso
from massnahmen.tabelle.worte import Falsch

LAUT_TABELLE = "Stand laut Dokument."
"""The text of a Sachstand that came from a document without one; an export leaves it out again."""
STATUS, STICHTAG, TEXT, GRUND = "stand", "stichtag", "sachstand_text", "grund"
SPALTEN: Mapping[str, tuple[str, tuple[str, ...], int]] = {
    STATUS: ("Stand", ("stand", "status", "umsetzungsstand"), 16),
    STICHTAG: ("Sachstand vom", ("sachstand vom", "stichtag", "stand vom"), 12),
    TEXT: ("Was ist geschehen?", ("was ist", "sachstand", "bericht"), 50),
    GRUND: ("Grund", ("grund", "hindernis"), 40),
    "abweichung": ("Abweichung vom Beschluss", ("abweichung",), 40),
    "naechste_schritte": ("Als Nächstes", ("als nächstes", "nächste schritte"), 40),
}
TEXTE = {TEXT: "text", GRUND: "hindernisse", "abweichung": "abweichung", "naechste_schritte": "naechste_schritte"}


@dataclass(frozen=True)
class Bericht:
    """The Sachstand that a row asks for."""

    status: str
    stichtag: date
    laut_dokument: bool
    texte: Mapping[str, Any]
    """By the fields of a Sachstand."""


def show(massnahme: Massnahme, name: str) -> str:
    """Return what stands in one of the columns for the measure as it is; needs `with_newest_report`."""
    newest = newest_of(massnahme)
    if name == STATUS:
        return str(massnahme.get_status_display())
    if name == STICHTAG:
        return iso(newest.stichtag) if newest and not newest.stand_laut_dokument else ""
    text = str(getattr(newest, TEXTE[name])) if newest else ""
    if name == GRUND and not text and massnahme.status in Massnahme.NUR_BEGRUENDET:
        return massnahme.status_grund
    return "" if name == TEXT and _is_bare(newest) else text


def _is_bare(newest: Sachstand | None) -> bool:
    return newest is not None and newest.stand_laut_dokument and newest.text == LAUT_TABELLE


def read_status(text: str) -> str:
    return choice(MassnahmeStatus.choices, text)


def report_of(massnahme: Massnahme | None, cells: Mapping[str, str], dokument: date) -> Bericht | None:
    """Return the Sachstand that follows from these cells, None when they say nothing new. Raises Falsch."""
    said = {name: text for name, text in cells.items() if text}
    if massnahme is not None and all(text == show(massnahme, name) for name, text in said.items()):
        return None
    status = read_status(said[STATUS]) if STATUS in said else _present(massnahme)
    if not said or (massnahme is None and status == MassnahmeStatus.VORSCHLAG and set(said) == {STATUS}):
        return None
    bericht = _report(said, status, dokument)
    if massnahme is not None and _says_only_what_is(massnahme, said, bericht):
        return None
    _check(massnahme, bericht)
    return bericht


def _present(massnahme: Massnahme | None) -> str:
    return massnahme.status if massnahme is not None else MassnahmeStatus.VORSCHLAG


def _report(said: Mapping[str, str], status: str, dokument: date) -> Bericht:
    stichtag = day(said[STICHTAG]) if STICHTAG in said else dokument
    texte: dict[str, str] = {field: said.get(name, "") for name, field in TEXTE.items()}
    texte["text"] = texte["text"] or LAUT_TABELLE
    return Bericht(status, stichtag, STICHTAG not in said, texte)


def _says_only_what_is(massnahme: Massnahme, said: Mapping[str, Any], bericht: Bericht) -> bool:
    """Whether the cells are only spelled otherwise: "umgesetzt" with its code, a day as 01.08.2026."""
    newest = newest_of(massnahme)
    same_text = all(said[name] == show(massnahme, name) for name in TEXTE if name in said)
    same_day = STICHTAG not in said or (newest is not None and newest.stichtag == bericht.stichtag)
    return bericht.status == massnahme.status and same_text and same_day


def _check(massnahme: Massnahme | None, bericht: Bericht) -> None:
    """Ask the rules of a Sachstand before it is written. Raises Falsch with their sentence."""
    if bericht.stichtag > timezone.localdate():
        raise Falsch(str(ReportInFuture()))
    # Of a new measure the document is all that is known.
    is_known = massnahme is not None or not bericht.laut_dokument
    if is_known and bericht.status in Massnahme.NUR_BEGRUENDET and not bericht.texte["hindernisse"]:
        raise Falsch("Dieser Stand braucht eine Begründung. Bitte füllen Sie die Spalte „Grund“.")
    if massnahme is None:
        return
    newest = newest_of(massnahme)
    if newest is not None and newest.stichtag > bericht.stichtag:
        raise Falsch(str(ReportOutdated(newest.stichtag)))
    if bericht.status != massnahme.status:
        _check_move(massnahme, bericht.status)


def _check_move(massnahme: Massnahme, to: str) -> None:
    if to not in {one.value for one in massnahme.moves()}:
        raise Falsch(
            f"{MoveRefused(massnahme, to)} Bitte leeren Sie die Zelle oder tragen Sie erst den Schritt dazwischen ein."
        )
