"""Walk the thread from any Knoten to where it came from and what became of it.

One query for each kind of Kante and each level, whatever the number of rows.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db import models

from bildungskommune.tracing.faden import SELF, Kante, Knoten, Richtung, Schritt, Weg
from bildungskommune.tracing.registry import kanten

MAX_LEVELS = 12
Key = tuple[str, int]


class Link(NamedTuple):
    """Where one row of a Kante leads, and why."""

    target: Key
    grund: str


class Arrival(NamedTuple):
    """How a Knoten was reached first: by which Knoten, why, and how many Kanten from the start."""

    before: Key | None
    grund: str
    tiefe: int


@dataclass
class Netz:
    """Everything reachable from some Knoten in one direction."""

    richtung: Richtung
    oeffentlich: bool
    nodes: dict[Key, Knoten] = field(default_factory=dict)
    links: dict[Key, list[Link]] = field(default_factory=dict)
    staende: dict[Key, Link] = field(default_factory=dict)

    def schritte(self, start: models.Model) -> list[Schritt]:
        """Return the steps from `start` without itself, each once by its shortest way, nearest first."""
        found = self._reached(start)
        return [Schritt(self.nodes[key], how.grund, how.tiefe) for key, how in found.items() if how.before is not None]

    def alle(self, starts: Iterable[models.Model]) -> list[Schritt]:
        """Return the steps from several starts, each Knoten once as it was reached first."""
        found: dict[Key, Schritt] = {}
        for start in starts:
            for step in self.schritte(start):
                found.setdefault(_key(step.knoten), step)
        return list(found.values())

    def naechste(self, knoten: models.Model | Knoten) -> list[Knoten]:
        """Return what is one Kante away, each Knoten once."""
        return [self.nodes[key] for key in dict.fromkeys(link.target for link in self.links.get(_key(knoten), ()))]

    def stand(self, knoten: models.Model | Knoten) -> Schritt | None:
        """Return how the Knoten stands, as one step on from it; None when nothing says it."""
        link = self.staende.get(_key(knoten))
        return Schritt(self.nodes[link.target], link.grund, 1) if link else None

    def hauptweg(self, start: models.Model) -> Weg:
        """Return one unbroken way to the nearest Knoten of the last stage, without what stands in the stage of `start`.

        Empty when nothing of a later stage (of an earlier one, looking back) was reached.
        """
        found = self._reached(start)
        beyond = [key for key, how in found.items() if how.before is not None and self._is_beyond(start, key)]
        if not beyond:
            return Weg()
        far = max if self.richtung == "wohin" else min
        end = far(beyond, key=lambda key: self.nodes[key].faden_stufe)
        way = [Schritt(self.nodes[key], found[key].grund, found[key].tiefe) for key in _back(found, end)]
        beyond_start = tuple(step for step in way if self._is_beyond(start, _key(step.knoten)))
        return Weg(beyond_start, self.stand(self.nodes[end]))

    def _is_beyond(self, start: models.Model, key: Key) -> bool:
        own: int = start.faden_stufe  # type: ignore[attr-defined]  # every start is a Knoten
        there = self.nodes[key].faden_stufe
        return there > own if self.richtung == "wohin" else there < own

    def _reached(self, start: models.Model) -> dict[Key, Arrival]:
        """Return how every Knoten is reached by the fewest Kanten, nearest first; a circle is walked once."""
        origin = _key(start)
        found = {origin: Arrival(None, "", 0)}
        waiting = [origin]
        for key in waiting:
            for target, grund in self.links.get(key, ()):
                if target not in found:
                    found[target] = Arrival(key, grund, found[key].tiefe + 1)
                    waiting.append(target)
        return found


def _back(found: dict[Key, Arrival], end: Key) -> list[Key]:
    """Return the keys from after the start to `end`."""
    way: list[Key] = []
    key: Key | None = end
    while key is not None and found[key].before is not None:
        way.append(key)
        key = found[key].before
    return way[::-1]


def _key(thing: models.Model | Knoten) -> Key:
    assert isinstance(thing, models.Model)
    return (thing._meta.label_lower, thing.pk)


def _follow(kante: Kante, pks: Sequence[int], richtung: Richtung) -> Iterator[tuple[int, models.Model, str]]:
    near, far = (kante.woher, kante.wohin) if richtung == "wohin" else (kante.wohin, kante.woher)
    near_lookup = "pk" if near == SELF else f"{near}_id"
    related = list(kante.end(richtung).faden_related)  # type: ignore[attr-defined]  # every end is a Knoten
    joins = related if far == SELF else [far, *(f"{far}__{name}" for name in related)]
    rows = kante.rows().filter(**{f"{near_lookup}__in": pks})
    if far != SELF:
        rows = rows.filter(**{f"{far}__isnull": False})
    for row in rows.select_related(*joins) if joins else rows:
        target = row if far == SELF else getattr(row, far)
        grund = getattr(row, kante.grund) if kante.grund else ""
        yield (row.pk if near == SELF else getattr(row, near_lookup)), target, grund


def netz(starts: Iterable[models.Model], richtung: Richtung, *, oeffentlich: bool = True) -> Netz:
    """Load all that is reachable from `starts`; with `oeffentlich` only what the public may know of."""
    net = Netz(richtung, oeffentlich)
    frontier: dict[str, set[int]] = {}
    for thing in starts:
        frontier.setdefault(thing._meta.label_lower, set()).add(thing.pk)
    done: set[Key] = {(label, pk) for label, pks in frontier.items() for pk in pks}
    for _ in range(MAX_LEVELS):
        if not frontier:
            break
        frontier = _next_level(net, frontier, done)
    return net


def _next_level(net: Netz, frontier: dict[str, set[int]], done: set[Key]) -> dict[str, set[int]]:
    following: dict[str, set[int]] = {}
    near: Richtung = "woher" if net.richtung == "wohin" else "wohin"
    for kante in kanten():
        label = kante.end(near)._meta.label_lower
        if label not in frontier:
            continue
        for pk, target, grund in _follow(kante, sorted(frontier[label]), net.richtung):
            if net.oeffentlich and not target.ist_oeffentlich:  # type: ignore[attr-defined]  # every end is a Knoten
                continue
            key = _key(target)
            net.nodes.setdefault(key, target)  # type: ignore[arg-type]  # every end is a Knoten
            if kante.stand and net.richtung == "wohin":
                net.staende[label, pk] = Link(key, grund)
                continue
            net.links.setdefault((label, pk), []).append(Link(key, grund))
            if key not in done:
                done.add(key)
                following.setdefault(key[0], set()).add(key[1])
    return following
