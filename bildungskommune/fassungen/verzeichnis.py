"""Table of contents and heading levels of a snapshot: counted here and nowhere else."""

from collections.abc import Sequence
from typing import Any, TypedDict

from django.utils.text import slugify

TIEFSTE = 6


class Inhaltszeile(TypedDict):
    """One line of the table of contents."""

    nr: str
    titel: str
    anker: str
    ebene: int


def inhaltszeile(titel: str, anker: str, *, ebene: int = 1, nr: str = "") -> Inhaltszeile:
    return {"nr": nr, "titel": titel, "anker": anker, "ebene": ebene}


IMPRESSUM = inhaltszeile("Impressum und Nachweise", "impressum")


def heading_levels(abschnitte: Sequence[dict[str, Any]]) -> list[int]:
    """Return the level of each heading below h1; a real document may skip, a PDF/UA may not."""
    ebenen: list[int] = []
    vorher = 1
    for abschnitt in abschnitte:
        vorher = min(int(abschnitt["ebene"]) + 1, vorher + 1, TIEFSTE)
        ebenen.append(vorher)
    return ebenen


def anker(kennung: str, vorsatz: str) -> str:
    """Return an anchor for what has a Kennung but no anchor of its own."""
    return f"{vorsatz}-{slugify(kennung)}"
