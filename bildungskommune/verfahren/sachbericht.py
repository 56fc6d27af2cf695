"""What the Anlage zum Sachbericht tells a funder of a period: `<app>/sachbericht.py` gives its tables."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bildungskommune.register import Register
from bildungskommune.tabellen import Zeile, Zelle
from bildungskommune.ui.zeiten import datum

TAG = re.compile(r"\d{4}-\d{2}-\d{2}")
HOECHSTENS = 500
"""So many rows of a table are told; of more, the last is a row that says so."""


@dataclass(frozen=True)
class Tafel:
    titel: str
    kopf: Sequence[str]
    zeilen: Sequence[Zeile]
    leer: str
    """What is said when there is nothing to tell."""

    @property
    def lesbar(self) -> list[list[tuple[str, str]]]:
        """Return each row for people: every cell with the word of its column, days as they are written."""
        return [[(wort, _readable(zelle)) for wort, zelle in zip(self.kopf, row, strict=True)] for row in self.zeilen]


sachbericht: Register[[date, date], Tafel] = Register("sachbericht")
"""Asked with the first and the last day of the period."""


def _readable(zelle: Zelle) -> str:
    text = "" if zelle is None else str(zelle)
    return datum(date.fromisoformat(text)) if TAG.fullmatch(text) else text


def tables(von: date, bis: date) -> list[Tafel]:
    """Return all tables of a period, in the order of the layers."""
    return [_bounded(one) for one in sachbericht.collect(von, bis)]


def _bounded(tafel: Tafel) -> Tafel:
    if len(tafel.zeilen) <= HOECHSTENS:
        return tafel
    rest = (f"und {len(tafel.zeilen) - HOECHSTENS} weitere", *("" for _ in tafel.kopf[1:]))
    return Tafel(tafel.titel, tafel.kopf, [*tafel.zeilen[:HOECHSTENS], rest], tafel.leer)
