"""Numbers of the parts of a document, as its Bezeichnungen have them counted.

A number is content: what stands there stays, also when a part is moved, until somebody numbers anew. So citations of a
draft hold, and a Fassung is never touched. No address is made of a number.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from string import ascii_lowercase
from typing import Any

from konzept.bezeichnungen import Bezeichnungen, Ebene, Folge, Zaehlung

ROEMISCH = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL")),
    *((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
LAENGE = 20
"""As long as a number may be."""


def sign(zaehlung: str, place: int) -> str:
    """Return the bare number of the place, counted from 1: 4, IV, D or d."""
    if zaehlung == Zaehlung.ROEMISCH:
        return _roman(place)
    if zaehlung == Zaehlung.GROSS:
        return _letters(place).upper()
    return _letters(place) if zaehlung == Zaehlung.KLEIN else str(place)


def _roman(place: int) -> str:
    found = ""
    for value, letters in ROEMISCH:
        found += letters * (place // value)
        place %= value
    return found


def _letters(place: int) -> str:
    """Return a to z, then aa, ab and so on."""
    found = ""
    while place:
        place, rest = divmod(place - 1, len(ascii_lowercase))
        found = ascii_lowercase[rest] + found
    return found


def bare(ebene: Ebene, nr: str) -> str:
    """Return a number without the Vorsatz of its level: what the numbers below it go on from."""
    return nr.removeprefix(f"{ebene.vorsatz} ") if ebene.vorsatz else nr


def number(ebene: Ebene, place: int, above: str = "") -> str:
    """Return the number of the place, counted from 1, below a part with the bare number `above`."""
    found = sign(ebene.zaehlung, place)
    if ebene.folge == Folge.UNTER and above:
        found = f"{above}.{found}"
    return f"{ebene.vorsatz} {found}" if ebene.vorsatz else found


def following(ebene: Ebene, count: int, taken: Collection[str], above: str = "") -> str:
    """Return the number for what comes after `count` parts, the next one that none of `taken` is.

    Empty where numbers are given by hand, and where it would be too long to be kept.
    """
    if ebene.zaehlung == Zaehlung.HAND:
        return ""
    place = count + 1
    while (found := number(ebene, place, above)) in taken:
        place += 1
    return found if len(found) <= LAENGE else ""


def examples(ebene: Ebene, above: str = "", count: int = 3) -> Iterator[str]:
    """Yield how the first things of a level will be called; nothing where numbers are given by hand."""
    if ebene.zaehlung != Zaehlung.HAND:
        for place in range(1, count + 1):
            yield ebene.name(number(ebene, place, above))


@dataclass(frozen=True)
class Umnummerierung:
    """A thing whose number would be another one."""

    ding: Any
    titel: str
    alt: str
    neu: str


def different(numbered: Iterable[Umnummerierung]) -> list[Umnummerierung]:
    """Return those that get another number; what would be too long to be kept stays."""
    return [one for one in numbered if one.alt != one.neu and len(one.neu) <= LAENGE]


@dataclass(frozen=True)
class Muster:
    """How the things of one level will be called."""

    ebene: Ebene
    beispiele: Sequence[str]


def patterns(worte: Bezeichnungen) -> list[Muster]:
    """Return for each level in use how its first things will be called, below the second of the outermost level."""
    outer = next(iter(worte.values()))
    above = bare(outer, number(outer, 2)) if outer.zaehlung != Zaehlung.HAND else "2"
    return [
        Muster(ebene, list(examples(ebene, "" if ebene is outer else above)))
        for ebene in worte.values()
        if ebene.benutzt
    ]
