"""The way of an indicator from its base to its aim, over its targets by year, and how far a value is behind it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from massnahmen.jahresziele import last_day, numbers
from massnahmen.models import Indikator

SPIELRAUM = Decimal("0.1")
"""A value may be a tenth of the whole way behind the line: values come in steps."""


@dataclass(frozen=True)
class Punkt:
    """Where the way leads by; `jahr` says that it is the target of this year."""

    tag: date
    wert: Decimal
    jahr: int | None = None


@dataclass(frozen=True)
class Rueckstand:
    """What a value should have been on its day, on the way to which target; without a year, to the aim."""

    soll: Decimal
    ziel: Decimal
    jahr: int | None


def points(indikator: Indikator) -> list[Punkt]:
    """Return base, targets by year between, and aim, in the order of their days; empty when the aim is not later."""
    base, aim = _end(indikator.basis_datum, indikator.basis), _end(indikator.ziel_datum, indikator.ziel)
    if base and aim and aim.tag <= base.tag:
        return []
    return [*filter(None, [base]), *_between(indikator, base, aim), *filter(None, [aim])]


def _end(tag: date | None, wert: Decimal | None) -> Punkt | None:
    return None if tag is None or wert is None else Punkt(tag, wert)


def _between(indikator: Indikator, base: Punkt | None, aim: Punkt | None) -> Iterator[Punkt]:
    for jahr, wert in numbers(indikator.jahresziele):
        tag = last_day(jahr)
        if (base is None or base.tag < tag) and (aim is None or tag < aim.tag):
            yield Punkt(tag, wert, jahr)


def behind(indikator: Indikator, tag: date, wert: Decimal) -> Rueckstand | None:
    """Return what a value of a day should have been, None when it is no worse or nothing says what it should be."""
    way = points(indikator)
    if len(way) < 2 or way[0].wert == way[-1].wert:
        return None
    if way[0].jahr is not None and tag < way[0].tag:
        return None  # without a base nothing says what was wanted before the first target
    soll, to = _wanted(way, tag)
    whole = way[-1].wert - way[0].wert
    if (soll - wert) / whole <= SPIELRAUM:
        return None
    return Rueckstand(round(soll, 1), to.wert, to.jahr)


def _wanted(way: list[Punkt], tag: date) -> tuple[Decimal, Punkt]:
    """Return what the way wants of a day and to which of its points it leads then."""
    if tag <= way[0].tag:
        return way[0].wert, way[1]
    for start, end in pairwise(way):
        if tag <= end.tag:
            passed = Decimal((tag - start.tag).days) / Decimal((end.tag - start.tag).days)
            return start.wert + (end.wert - start.wert) * passed, end
    return way[-1].wert, way[-1]
