"""The numbers of paragraphs in a Verfahrensakte: links to a paragraph of a working text move with the text."""

from collections.abc import Mapping
from typing import Any

from django.db import models

from bildungskommune.absaetze import NAECHSTE, MitAbsaetzen
from bildungskommune.akte.modell import Satz

NAME = "absaetze"
PASST_NICHT = (
    "Die Nummern passen nicht zu den Absätzen der Texte. Bitte löschen Sie diese Angabe; dann wird neu gezählt."
)


def written(row: models.Model) -> Satz:
    """Return what the file says of the paragraphs of a row: nothing where they are numbered as they are counted."""
    if not isinstance(row, MitAbsaetzen):
        return {}
    numbers = _plain(row.absaetze)
    if not numbers or numbers == _plain(row.counted_anew()) or not row.fits(numbers):
        return {}
    return {NAME: numbers}


def keep(row: models.Model, satz: Mapping[str, Any]) -> bool:
    """Give the paragraphs of a row the numbers of the file; returns whether they had others. Raises ValueError."""
    if NAME not in satz or not isinstance(row, MitAbsaetzen):
        return False
    numbers = _plain(satz[NAME])
    if not row.fits(numbers):
        raise ValueError(PASST_NICHT)
    had = _plain(row.absaetze)
    row.keep(numbers)
    return had != numbers


def form(model: type[models.Model]) -> dict[str, Any]:
    """Return the form of this in the JSON Schema, nothing for things without texts of paragraphs."""
    if not issubclass(model, MitAbsaetzen):
        return {}
    lists = {name: {"type": "array", "items": {"type": "integer"}} for name in model.ABSATZFELDER}
    return {
        NAME: {
            "description": "Nummern der Absätze, wo sie nicht der Reihe nach gezählt sind; naechste ist noch frei",
            "type": "object",
            "additionalProperties": False,
            "required": [NAECHSTE],
            "properties": {**lists, NAECHSTE: {"type": "integer"}},
        }
    }


def _plain(numbers: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out texts without paragraphs."""
    return {name: value for name, value in numbers.items() if value}
