"""What belongs to what: a line for each thing, a column for each mark, and a point where both meet.

A filled point says so directly, a hollow one by way of something else: told by their form, never by a colour alone.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bildungskommune.grafik.beschriftung import cut
from bildungskommune.grafik.bild import Bild, Flaeche, Linie, Punkt, Wort

ZEILE, KOPF, FUSS = 1.9, 2.2, 0.4
"""Heights in those of a letter: of each line, of the heads, and below the last line."""
NAMEN = 0.44
"""The share of the width that belongs to the names of the lines."""
SPALTEN = 10
"""So many columns find room beside the names."""


@dataclass(frozen=True)
class Punktzeile:
    """A thing with its points: for each column that it meets whether directly."""

    wort: str
    punkte: Mapping[int, bool]


def punktfeld(spalten: Sequence[str], zeilen: Sequence[Punktzeile], flaeche: Flaeche, *, titel: str) -> Bild:
    """Return the chart; its height grows with the lines. `spalten` are at most SPALTEN short names."""
    em = flaeche.schrift
    bottom = (KOPF + ZEILE * len(zeilen)) * em
    heads = [Wort(name, _column(nr, len(spalten)), 1.2 * em, stark=True) for nr, name in enumerate(spalten)]
    room = flaeche.schmal * NAMEN - em
    names = [Wort(cut(row.wort, room, em), 0.0, _middle(nr, em) + 0.35 * em, "start") for nr, row in enumerate(zeilen)]
    return Bild(
        titel=titel,
        beschreibung=f"{len(zeilen)} Zeilen, {len(spalten)} Spalten. "
        "Ein gefüllter Punkt gehört direkt dazu, ein leerer über etwas anderes. "
        "Dieselben Angaben stehen in der Tabelle darunter.",
        hoehe=bottom + FUSS * em,
        linien=list(_grid(len(spalten), len(zeilen), em)),
        punkte=list(_points(zeilen, len(spalten), em)),
        worte=[*heads, *names],
    )


def _column(nr: int, count: int) -> float:
    return NAMEN + (1 - NAMEN) * (nr + 0.5) / count


def _middle(nr: int, em: float) -> float:
    return (KOPF + ZEILE * (nr + 0.5)) * em


def _grid(spalten: int, zeilen: int, em: float) -> Iterator[Linie]:
    for nr in range(spalten):
        x = _column(nr, spalten)
        yield Linie("achse", x, (KOPF - 0.5) * em, x, (KOPF + ZEILE * zeilen) * em)
    for nr in range(zeilen + 1):
        y = (KOPF + ZEILE * nr) * em
        yield Linie("achse", 0.0, y, 1.0, y)


def _points(zeilen: Sequence[Punktzeile], spalten: int, em: float) -> Iterator[Punkt]:
    for nr, row in enumerate(zeilen):
        for column, is_direct in sorted(row.punkte.items()):
            yield Punkt("marke" if is_direct else "marke-offen", _column(column, spalten), _middle(nr, em))
