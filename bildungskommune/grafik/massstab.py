"""From days and numbers to places in a chart."""

from collections.abc import Sequence
from datetime import date
from math import ceil, floor, log10

LINKS, RECHTS = 0.08, 0.92
"""Between these shares of the width a chart has its points; beside them is room for words."""


def place(day: date, first: date, last: date, links: float = LINKS) -> float:
    """Return the x of a day between two others; in the middle when they are one day."""
    span = (last - first).days
    return links + (RECHTS - links) * ((day - first).days / span if span else 0.5)


def steps(values: Sequence[float]) -> list[float]:
    """Return round numbers from 0 (or below) to at least the largest value, four steps or so."""
    low, high = min([0.0, *values]), max([0.0, *values])
    raw = (high - low or 1.0) / 4
    size = 10.0 ** floor(log10(raw))
    step = next(size * n for n in (1, 2, 2.5, 5, 10) if size * n >= raw)
    return [step * n for n in range(floor(low / step), max(ceil(high / step), floor(low / step) + 1) + 1)]


def height(value: float, stufen: Sequence[float], oben: float, unten: float) -> float:
    """Return the y of a value: the first step lies at `unten`, the last one at `oben`."""
    return unten - (unten - oben) * (value - stufen[0]) / (stufen[-1] - stufen[0])


def turns(first: date, last: date) -> list[tuple[date, str]]:
    """Return the beginnings of years between two days, and of half years where these are few, with their words."""
    months = (1, 7) if (last - first).days < 3 * 366 else (1,)
    days = [date(year, month, 1) for year in range(first.year, last.year + 1) for month in months]
    inside = [day for day in days if first <= day <= last]
    july = "Juli" if any(day.month == 1 for day in inside) else f"Juli {first.year}"
    return [(day, str(day.year) if day.month == 1 else july) for day in inside]
