"""Where words stand in a chart, so that no two of them touch, however wide the surface becomes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bildungskommune.grafik.bild import Flaeche, Linie, Punkt, Wort

UEBER, UNTER = 0.85, 0.25
"""How far letters reach above and below their baseline, in heights of a letter."""
ABSTAND = 0.3
KNOTEN = 0.65
"""Half the height of a knot or point."""
STELLEN = 48
"""At so many places words keep clear of a slanting line."""
ZEILE = UEBER + UNTER
SCHMAL, BREIT = frozenset("iljtfrI.,:;'!|()\u00a0 -"), frozenset("mwMWÄÖÜ%@€–…ABCDGHKNOQRUVXYZ")


@dataclass(frozen=True)
class Kasten:
    """A box in a chart: `x` moves with the width, what it spans to the left and right of it does not."""

    x: float
    links: float
    rechts: float
    oben: float
    unten: float

    def is_clear_of(self, other: "Kasten", flaeche: Flaeche) -> bool:
        """Say whether the two never touch: one above the other, or side by side at both ends of the width.

        Between the ends the distance changes evenly, so it cannot fall below the smaller one.
        """
        if self.unten <= other.oben or other.unten <= self.oben:
            return True
        ends = (flaeche.schmal, flaeche.breit)
        return all(self.is_left_of(other, width) for width in ends) or all(
            other.is_left_of(self, width) for width in ends
        )

    def is_left_of(self, other: "Kasten", width: float) -> bool:
        return self.x * width + self.rechts <= other.x * width + other.links

    def is_inside(self, flaeche: Flaeche) -> bool:
        return all(
            self.x * width + self.links >= 0 and self.x * width + self.rechts <= width
            for width in (flaeche.schmal, flaeche.breit)
        )


def width_of(text: str, schrift: float) -> float:
    """Return how wide the words become at most, in the unit of `schrift`; rather too wide than too narrow."""
    ems = sum(0.4 if letter in SCHMAL else 0.9 if letter in BREIT else 0.62 for letter in text)
    return ems * schrift


def cut(text: str, breite: float, schrift: float, ende: str = "…") -> str:
    """Return as much of the words as fits into this width, with `ende` where something is missing."""
    if width_of(text, schrift) <= breite:
        return text
    while text and width_of(text + ende, schrift) > breite:
        text = text[:-1]
    return text.rstrip() + ende


def box_of(wort: Wort, flaeche: Flaeche) -> Kasten:
    """Return the box of the words with the distance that others keep from it."""
    width, em = width_of(wort.text, flaeche.schrift), flaeche.schrift
    links = {"start": 0.0, "middle": -width / 2, "end": -width}[wort.anker]
    return Kasten(wort.x, links, links + width, wort.y - UEBER * em, wort.y + UNTER * em)


def knot_box(punkt: Punkt, flaeche: Flaeche) -> Kasten:
    half = KNOTEN * flaeche.schrift
    return Kasten(punkt.x, -half, half, punkt.y - half, punkt.y + half)


def line_boxes(linie: Linie) -> list[Kasten]:
    """Return places along a line, close enough that no word fits between them without touching it."""
    shares = [number / STELLEN for number in range(STELLEN + 1)]
    places = [(linie.x1 + (linie.x2 - linie.x1) * share, linie.y1 + (linie.y2 - linie.y1) * share) for share in shares]
    return [Kasten(x, 0.0, 0.0, y - 0.01, y + 0.01) for x, y in places]


def within(wort: Wort, flaeche: Flaeche) -> Wort:
    """Return the words centred over their place, or beginning or ending there where the chart has no room."""
    if box_of(wort, flaeche).is_inside(flaeche):
        return wort
    return replace(wort, anker="start" if wort.x < 0.5 else "end")


def are_clear(wort: Wort, taken: Iterable[Kasten], flaeche: Flaeche) -> bool:
    """Say whether the words fit between what is there, with a little air."""
    own = box_of(wort, flaeche)
    wide = replace(own, links=own.links - ABSTAND * flaeche.schrift, rechts=own.rechts + ABSTAND * flaeche.schrift)
    return all(wide.is_clear_of(other, flaeche) for other in taken)


def stack(worte: Sequence[Wort], flaeche: Flaeche) -> list[int]:
    """Return a row for each of the words, 0 the lowest, as low as they find room beside those before them."""
    rows: list[list[Kasten]] = []
    found = []
    for wort in worte:
        row = next((n for n, boxes in enumerate(rows) if are_clear(wort, boxes, flaeche)), len(rows))
        if row == len(rows):
            rows.append([])
        rows[row].append(box_of(wort, flaeche))
        found.append(row)
    return found


def thin(worte: Iterable[Wort], flaeche: Flaeche, taken: Iterable[Kasten] = ()) -> list[Wort]:
    """Return those of the words that find room; the first ones have it before the others."""
    boxes, kept = list(taken), list[Wort]()
    for wort in worte:
        if are_clear(wort, boxes, flaeche) and box_of(wort, flaeche).is_inside(flaeche):
            boxes.append(box_of(wort, flaeche))
            kept.append(wort)
    return kept


def first_fitting(choices: Iterable[Wort], flaeche: Flaeche, taken: Sequence[Kasten]) -> Wort | None:
    """Return the first place where the words fit, None when there is none."""
    return next(iter(thin(choices, flaeche, taken)), None)
