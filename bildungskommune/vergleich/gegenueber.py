"""Fassungen side by side: part by part and paragraph by paragraph, by their names; what moved is found.

What was struck out and what came in is marked word by word. Names of paragraphs last from one Fassung to the next;
where an old one named none, the same words count as the same paragraph.
"""

import difflib
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from bildungskommune.fassungen.textteile import Absatz, Teil
from bildungskommune.wortvergleich import pieces

ALIKE = 0.35
"""Two paragraphs with less than this in common are shown as one struck out and one come in, not word by word."""


class Was(StrEnum):
    GLEICH = "gleich"
    GEAENDERT = "geändert"
    NEU = "neu"
    ENTFALLEN = "entfallen"
    FEHLT = "fehlt"
    """It stands neither in this Fassung nor in the one before."""


class Stueck(NamedTuple):
    """A piece of a text: as it was, struck out ("weg") or come in ("neu")."""

    worte: str
    was: str = ""


@dataclass(frozen=True)
class Absatzvergleich:
    was: Was
    stuecke: tuple[Stueck, ...]
    verschoben: bool = False


@dataclass(frozen=True)
class Zelle:
    """One part in one Fassung, compared with the Fassung before; in the first one nothing is compared.

    A title that changed stands as a paragraph before the others.
    """

    was: Was
    absaetze: tuple[Absatzvergleich, ...]
    verschoben: bool = False

    @property
    def ist_anders(self) -> bool:
        return self.verschoben or self.was in {Was.GEAENDERT, Was.NEU, Was.ENTFALLEN}

    @property
    def wort(self) -> str:
        """What happened to it: "geändert und verschoben"."""
        words = [] if self.was == Was.GLEICH and self.verschoben else [str(self.was)]
        return " und ".join(words + ["verschoben"] * self.verschoben)


@dataclass(frozen=True)
class Zeile:
    """One part through all Fassungen; its title is that of the last one in which it stands."""

    kennung: str
    titel: str
    zellen: tuple[Zelle, ...]

    @property
    def ist_anders(self) -> bool:
        return any(zelle.ist_anders for zelle in self.zellen[1:])

    @property
    def wortlaut_anders(self) -> bool:
        """Whether more happened to it than that it moved."""
        return any(zelle.was not in {Was.GLEICH, Was.FEHLT} for zelle in self.zellen[1:])


def compare(spalten: Sequence[Sequence[Teil]]) -> list[Zeile]:
    """Return every part of any of these Fassungen, oldest first, in the order of the last one.

    What is not in the last one stands behind what it stood behind.
    """
    by_name = [{teil.kennung: teil for teil in spalte} for spalte in spalten]
    moved = [_moved(before, after) for before, after in pairwise(by_name)]
    zeilen = []
    for kennung in _merged([list(one) for one in by_name]):
        teile = [one.get(kennung) for one in by_name]
        pairs = zip(teile, teile[1:], moved, strict=False)
        first = _cell(teile[0], teile[0])
        cells = [_cell(before, after, kennung in here) for before, after, here in pairs]
        titel = next(teil.titel for teil in reversed(teile) if teil is not None)
        zeilen.append(Zeile(kennung, titel, (first, *cells)))
    return zeilen


def _merged(orders: Sequence[list[str]]) -> list[str]:
    """Return all names in the order of the last list; each other stands behind its neighbour in its own list."""
    merged = list(orders[-1])
    for order in reversed(orders[:-1]):
        place = 0
        for name in order:
            if name in merged:
                place = merged.index(name) + 1
            else:
                merged.insert(place, name)
                place += 1
    return merged


def _moved(before: Iterable[str], after: Iterable[str]) -> set[str]:
    """Return what changed its place among what stands in both: the fewest whose moving makes one order the other."""
    places = {name: place for place, name in enumerate(before)}
    common = [name for name in after if name in places]
    ends: list[int] = []
    lengths = []
    for name in common:
        length = bisect_left(ends, places[name])
        ends[length : length + 1] = [places[name]]
        lengths.append(length)
    stayed, wanted = set(), len(ends) - 1
    for name, length in zip(reversed(common), reversed(lengths), strict=True):
        if length == wanted:
            stayed.add(name)
            wanted -= 1
    return set(common) - stayed


def _cell(before: Teil | None, after: Teil | None, verschoben: bool = False) -> Zelle:
    if before is None and after is None:
        return Zelle(Was.FEHLT, ())
    absaetze = tuple(_paragraphs(_text(before), _text(after)))
    if before is not None and after is not None and before.titel != after.titel:
        absaetze = (_both(before.titel, after.titel, verschoben=False), *absaetze)
    if before is None:
        return Zelle(Was.NEU, absaetze)
    if after is None:
        return Zelle(Was.ENTFALLEN, absaetze)
    differs = any(one.was != Was.GLEICH or one.verschoben for one in absaetze)
    return Zelle(Was.GEAENDERT if differs else Was.GLEICH, absaetze, verschoben)


def _text(teil: Teil | None) -> Sequence[Absatz]:
    return teil.absaetze if teil is not None else ()


def _paragraphs(before: Sequence[Absatz], after: Sequence[Absatz]) -> Iterator[Absatzvergleich]:
    """Compare paragraph by paragraph, in the order of the later text."""
    pairs = _pairs(before, after)
    old, new = {one.kennung: one for one in before}, {one.kennung: one for one in after}
    former = {here: old[there] for there, here in pairs.items()}
    gone = {f"entfallen: {one.kennung}": one for one in before if one.kennung not in pairs}
    order = [pairs.get(one.kennung, f"entfallen: {one.kennung}") for one in before]
    moved = _moved(order, new)
    for name in _merged([order, list(new)]):
        if name in gone:
            yield Absatzvergleich(Was.ENTFALLEN, (Stueck(gone[name].worte, "weg"),))
        elif name not in former:
            yield Absatzvergleich(Was.NEU, (Stueck(new[name].worte, "neu"),))
        else:
            yield _both(former[name].worte, new[name].worte, name in moved)


def _pairs(before: Sequence[Absatz], after: Sequence[Absatz]) -> dict[str, str]:
    """Return which paragraph became which: the same words first, then the same name."""
    pairs: dict[str, str] = {}
    free = {one.kennung: one for one in after}
    for one in before:
        same = free.get(one.kennung)
        if same is None or same.worte != one.worte:
            same = next((other for other in free.values() if other.worte == one.worte), None)
        if same is not None:
            pairs[one.kennung] = same.kennung
            del free[same.kennung]
    for one in before:
        if one.kennung not in pairs and one.kennung in free:
            pairs[one.kennung] = one.kennung
            del free[one.kennung]
    return pairs


def _both(before: str, after: str, verschoben: bool) -> Absatzvergleich:
    if before == after:
        return Absatzvergleich(Was.GLEICH, (Stueck(after),), verschoben)
    return Absatzvergleich(Was.GEAENDERT, change(before, after), verschoben)


def change(before: str, after: str) -> tuple[Stueck, ...]:
    """Return how one wording becomes another, word by word; those that have little in common stand one by one."""
    if difflib.SequenceMatcher(a=before.split(), b=after.split(), autojunk=False).ratio() < ALIKE:
        return (Stueck(f"{before}\n", "weg"), Stueck(after, "neu")) if before else (Stueck(after, "neu"),)
    stuecke: list[Stueck] = []
    for ours, theirs, is_different in pieces(before, after):
        if is_different:
            stuecke += [Stueck(worte, was) for worte, was in ((ours, "weg"), (theirs, "neu")) if worte]
        else:
            stuecke.append(Stueck(ours))
    return tuple(stuecke)
