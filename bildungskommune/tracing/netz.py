"""Walk the thread from any thing to where it came from and what became of it.

One query an edge kind and level, whatever the number of rows.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import models

from bildungskommune.tracing.registry import SELF, Edge, Knoten, Richtung, edges

MAX_LEVELS = 8
Key = tuple[str, int]


@dataclass(frozen=True)
class Schritt:
    """One knot on the thread, as templates show it."""

    knoten: Knoten
    grund: str
    tiefe: int

    @property
    def titel(self) -> str:
        return self.knoten.faden_titel

    @property
    def art(self) -> str:
        return self.knoten.faden_art

    @property
    def stufe(self) -> int:
        return self.knoten.faden_stufe

    @property
    def datum(self) -> date | None:
        return self.knoten.faden_datum

    @property
    def stand(self) -> str:
        return self.knoten.faden_stand[0]

    @property
    def stand_art(self) -> str:
        return self.knoten.faden_stand[1]

    @property
    def oeffentlich(self) -> bool:
        return self.knoten.ist_oeffentlich

    @property
    def url(self) -> str:
        return self.knoten.get_absolute_url()


@dataclass
class Netz:
    """Everything reachable from some things in one direction."""

    richtung: Richtung
    oeffentlich: bool
    nodes: dict[Key, Knoten] = field(default_factory=dict)
    links: dict[Key, list[tuple[Key, str]]] = field(default_factory=dict)

    def schritte(self, start: models.Model) -> list[Schritt]:
        """Return the steps from `start` without itself, each once by its shortest way, nearest first."""
        seen: set[Key] = {_key(start)}
        level, found, tiefe = [_key(start)], list[Schritt](), 0
        while level:
            tiefe += 1
            following: list[Key] = []
            for key in level:
                for target, grund in self.links.get(key, ()):
                    if target not in seen:
                        seen.add(target)
                        following.append(target)
                        found.append(Schritt(self.nodes[target], grund, tiefe))
            level = following
        return found

    def kette(self, start: models.Model, ziel: Callable[[Knoten], bool]) -> list[Knoten]:
        """Return the shortest way from after `start` to the first node that is a `ziel`; empty when none is."""
        before: dict[Key, Key] = {}
        level = [_key(start)]
        seen = set(level)
        while level:
            following: list[Key] = []
            for key in level:
                for target, _ in self.links.get(key, ()):
                    if target in seen:
                        continue
                    seen.add(target)
                    before[target] = key
                    if ziel(self.nodes[target]):
                        return self._way(target, before)
                    following.append(target)
            level = following
        return []

    def _way(self, end: Key, before: dict[Key, Key]) -> list[Knoten]:
        way = [end]
        while before[way[-1]] in before:
            way.append(before[way[-1]])
        return [self.nodes[key] for key in reversed(way)]


def _key(thing: models.Model) -> Key:
    return (thing._meta.label_lower, thing.pk)


def _follow(edge: Edge, pks: Sequence[int], richtung: Richtung) -> Iterable[tuple[int, models.Model, str]]:
    near, far = (edge.woher, edge.wohin) if richtung == "wohin" else (edge.wohin, edge.woher)
    near_lookup = "pk" if near == SELF else f"{near}_id"
    related = list(edge.end("wohin" if richtung == "wohin" else "woher").faden_related)  # type: ignore[attr-defined]  # every end is a Knoten
    joins = related if far == SELF else [far, *(f"{far}__{name}" for name in related)]
    rows = edge.model._default_manager.filter(**{f"{near_lookup}__in": pks})
    if far != SELF:
        rows = rows.filter(**{f"{far}__isnull": False})
    for row in rows.select_related(*joins) if joins else rows:
        target = row if far == SELF else getattr(row, far)
        grund = getattr(row, edge.grund) if edge.grund else ""
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
    for edge in edges():
        label = edge.end(near)._meta.label_lower
        if label not in frontier:
            continue
        for pk, target, grund in _follow(edge, sorted(frontier[label]), net.richtung):
            if net.oeffentlich and not target.ist_oeffentlich:  # type: ignore[attr-defined]  # every end is a Knoten
                continue
            key = _key(target)
            net.nodes.setdefault(key, target)  # type: ignore[arg-type]  # every end is a Knoten
            net.links.setdefault((label, pk), []).append((key, grund))
            if key not in done:
                done.add(key)
                following.setdefault(key[0], set()).add(key[1])
    return following


def upstream(thing: models.Model, *, oeffentlich: bool = True) -> list[Schritt]:
    """Return where `thing` comes from, nearest first."""
    return netz([thing], "woher", oeffentlich=oeffentlich).schritte(thing)


def downstream(thing: models.Model, *, oeffentlich: bool = True) -> list[Schritt]:
    """Return what became of `thing`, nearest first."""
    return netz([thing], "wohin", oeffentlich=oeffentlich).schritte(thing)
