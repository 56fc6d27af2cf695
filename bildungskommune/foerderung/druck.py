"""The marks of the funding in print: named by their checksum when something is frozen, loaded when it is set."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from bildungskommune.foerderung.models import Foerderzeichen, Zeichenbild
from bildungskommune.seiten import farben
from bildungskommune.seiten.models import FARBE
from bildungskommune.shape import Shape

ZEICHEN: Shape = {"titel": str, "alternativtext": str, "art": str, "sha256": str}
BREITE = 140.0
"""Millimetres that the marks share in a row of an A4 page."""
HOECHSTENS, MINDESTENS = 14.0, 10.0
"""Height of the marks in millimetres; less than a centimetre is too small for the emblem (Annex IX)."""
ABSTAND = 7.0
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
ANDERS = {".aushang": 1.45, ".namensschild": 0.52, ".stimmzettel": 0.52}
"""So many times higher are the marks on a poster in A3, and on badges and slips, where half a centimetre is enough."""


class ZeichenMissing(LookupError):
    """A file that was frozen is not in the store."""


@dataclass(frozen=True)
class Druckzeichen:
    alternativtext: str
    quelle: str
    """The file itself, as an address."""
    verhaeltnis: float
    """Width by height."""


def named(zeichen: Iterable[Foerderzeichen]) -> list[dict[str, str]]:
    """Return what is frozen of the marks: plain JSON, the files by their checksum."""
    return [
        {
            "titel": one.titel,
            "alternativtext": one.alternativtext,
            "art": one.art,
            "sha256": one.bild.sha256,
        }
        for one in zeichen
    ]


def loaded(frozen: Sequence[Mapping[str, Any]]) -> list[Druckzeichen]:
    """Return the frozen marks with their files. Raises ZeichenMissing."""
    sums = {one["sha256"] for one in frozen}
    files = {bild.sha256: bild for bild in Zeichenbild.objects.filter(sha256__in=sums)} if sums else {}
    if missing := sorted(sums - files.keys()):
        raise ZeichenMissing(missing[0])
    return [_loaded(one["alternativtext"], files[one["sha256"]]) for one in frozen]


def _loaded(alternativtext: str, bild: Zeichenbild) -> Druckzeichen:
    return Druckzeichen(alternativtext, bild.data_uri, bild.breite / bild.hoehe)


def context(frozen: Sequence[Mapping[str, Any]], farbe: str) -> dict[str, object]:
    """Return what a print template is given: the marks, and the styles that depend on them and on the colour."""
    zeichen = loaded(frozen)
    return {"foerderzeichen": zeichen, "zeichenreihen": rows(zeichen), "druckstil": stylesheet(zeichen, farbe)}


def stylesheet(zeichen: Sequence[Druckzeichen], farbe: str) -> SafeString:
    """Return the style sheet of one print: nothing when it has no marks, and the colour that all prints have anyway."""
    parts = []
    if COLOUR.fullmatch(farbe) and farbe.lower() != FARBE and farben.is_readable(farbe):
        parts.append(f":root {{ --gruen: {farbe.lower()} }}")
    if zeichen:
        high = height(zeichen)
        parts.append(f".foerderzeichen img {{ height: {high:.2f}mm }}")
        parts += [f"{where} .foerderzeichen img {{ height: {high * much:.2f}mm }}" for where, much in ANDERS.items()]
    rules = "\n".join(parts)
    return mark_safe(f"<style>{rules}</style>" if rules else "")  # noqa: S308 - numbers, and a colour that was checked


def height(zeichen: Sequence[Druckzeichen]) -> float:
    """Return the height of all marks in millimetres, so that they stand in one row where they can."""
    room = BREITE - ABSTAND * (len(zeichen) - 1)
    return min(HOECHSTENS, max(MINDESTENS, room / sum(one.verhaeltnis for one in zeichen)))


def rows(zeichen: Sequence[Druckzeichen]) -> int:
    """Return in how many rows the marks stand at this height, 0 without any."""
    count, left = 0, 0.0
    for one in zeichen:
        wide = one.verhaeltnis * height(zeichen)
        if wide > left + 0.01:
            count, left = count + 1, BREITE
        left -= wide + ABSTAND
    return count
