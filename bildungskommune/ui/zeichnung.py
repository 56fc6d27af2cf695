"""Geometry of the charts: x in per cent, y in pixels, so that letters keep their size at any width.

Every number that reaches an SVG attribute passes `prozent()` or `punkt()`: German
number formatting must never put a comma into a coordinate.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, floor, log10

LINKS, RECHTS = 8.0, 92.0


def prozent(value: float) -> str:
    return f"{value:.2f}%"


def punkt(value: float) -> str:
    return f"{value:.1f}"


@dataclass(frozen=True)
class Lage:
    """Where a value is drawn, and its words."""

    x: str
    y: str
    wort: str
    oben: str
    """y of the word above it."""
    voll: bool = True


@dataclass(frozen=True)
class Strecke:
    x1: str
    y1: str
    x2: str
    y2: str
    klasse: str


def place(day: date, first: date, last: date) -> float:
    """Return the x of a day in per cent."""
    span = (last - first).days
    return LINKS + (RECHTS - LINKS) * ((day - first).days / span if span else 0.5)


def ticks(first: date, last: date) -> list[tuple[str, str]]:
    """Return at most seven beginnings of years or half years between two days with their words."""
    halves = last - first < timedelta(days=3 * 366)
    days = [date(year, month, 1) for year in range(first.year, last.year + 2) for month in ((1, 7) if halves else (1,))]
    shown = [day for day in days if first <= day <= last]
    step = ceil(len(shown) / 7) or 1
    return [(prozent(place(day, first, last)), str(day.year) if day.month == 1 else "Juli") for day in shown[::step]]


def scale(values: Sequence[float]) -> list[float]:
    """Return round numbers from 0 (or below) to at least the largest value, four steps or so."""
    low, high = min([0.0, *values]), max([1.0, *values])
    raw = (high - low) / 4
    size = 10 ** floor(log10(raw))
    step = next(size * n for n in (1, 2, 2.5, 5, 10) if size * n >= raw)
    return [step * n for n in range(floor(low / step), ceil(high / step) + 1)]


def keep_apart(xs: Sequence[float], width: float = 4.0) -> list[int]:
    """Return a row (0, 1, 2) for each word so that neighbours do not overlap."""
    ends = [float("-inf")] * 3
    rows = []
    for x in xs:
        row = next((n for n, end in enumerate(ends) if x - end >= width), 0)
        ends[row] = x
        rows.append(row)
    return rows
