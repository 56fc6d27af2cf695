"""Whole threads for the start page, the most telling first: `<app>/beispiele.py` picks them."""

from dataclasses import dataclass
from datetime import date

from bildungskommune.register import Register
from bildungskommune.tracing.faden import Knoten


@dataclass(frozen=True)
class Beispiel:
    """A card from the wall and what followed from it, step by step."""

    text: str
    code: str
    hinweis: str
    """What stands beside the code: "Phase Phantasie"."""
    lob: bool
    datum: date
    ort: str
    """Where it was written: "in der Arbeitsgruppe Ehrenamt". May be empty."""
    url: str
    kette: tuple[Knoten, ...]


beispiele: Register[[int], Beispiel] = Register("beispiele")
"""Asked with how many are wanted at most."""
