"""Walk the thread from any Knoten to where it came from and what became of it.

One query for each level, whatever the number of Kanten and rows. Only keys and Begründungen are read; the
Knoten themselves come when they are shown.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.apps import apps
from django.db import connection, models
from django.db.models import F, Value
from django.db.models.functions import Cast

from bildungskommune.tracing.faden import SELF, Kante, Key, Knoten, Richtung, Schritt, Vorrat, Weg
from bildungskommune.tracing.registry import kanten

MAX_LEVELS = 12


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
    links: dict[Key, list[Link]] = field(default_factory=dict)
    staende: dict[Key, Link] = field(default_factory=dict)
    vorrat: Vorrat = field(default_factory=Vorrat)

    def schritte(self, start: "models.Model | Knoten | Key") -> list[Schritt]:
        """Return the steps from `start` without itself, each once by its shortest way, nearest first."""
        return self._steps([start])

    def alle(self, starts: "Iterable[models.Model | Knoten | Key]") -> list[Schritt]:
        """Return the steps from several starts without these, each once by the shortest way from any of them."""
        return self._steps(starts)

    def _steps(self, starts: "Iterable[models.Model | Knoten | Key]") -> list[Schritt]:
        found = self._reached([key_of(start) for start in starts])
        return [self._step(key, how.grund, how.tiefe) for key, how in found.items() if how.before is not None]

    def _step(self, key: Key, grund: str, tiefe: int) -> Schritt:
        return Schritt(key, grund, tiefe, self.vorrat)

    def naechste(self, knoten: "models.Model | Knoten | Key") -> list[Schritt]:
        """Return what is one Kante away, each Knoten once."""
        first: dict[Key, str] = {}
        for target, grund in self.links.get(key_of(knoten), ()):
            first.setdefault(target, grund)
        return [self._step(key, grund, 1) for key, grund in first.items()]

    def stand(self, knoten: "models.Model | Knoten | Key") -> Schritt | None:
        """Return how the Knoten stands, as one step on from it; None when nothing says it."""
        link = self.staende.get(key_of(knoten))
        return self._step(link.target, link.grund, 1) if link else None

    def hauptweg(self, start: models.Model) -> Weg:
        """Return one unbroken way to the nearest Knoten of the last stage, without what stands in the stage of `start`.

        Empty when nothing of a later stage (of an earlier one, looking back) was reached.
        """
        origin = key_of(start)
        found = self._reached([origin])
        beyond = [key for key, how in found.items() if how.before is not None and self._is_beyond(origin, key)]
        if not beyond:
            return Weg()
        end = (max if self.richtung == "wohin" else min)(beyond, key=_stufe)
        way = [key for key in _back(found, end) if self._is_beyond(origin, key)]
        steps = tuple(self._step(key, found[key].grund, found[key].tiefe) for key in way)
        return Weg(steps, self.stand(end))

    def _is_beyond(self, start: Key, key: Key) -> bool:
        own, there = _stufe(start), _stufe(key)
        return there > own if self.richtung == "wohin" else there < own

    def _reached(self, starts: Sequence[Key]) -> dict[Key, Arrival]:
        """Return how every Knoten is reached by the fewest Kanten, nearest first; a circle is walked once."""
        found = {start: Arrival(None, "", 0) for start in starts}
        waiting = list(found)
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


def key_of(thing: "models.Model | Knoten | Key") -> Key:
    """Return which Knoten this is."""
    if isinstance(thing, tuple):
        return thing
    assert isinstance(thing, models.Model)
    return (thing._meta.label_lower, thing.pk)


def _stufe(key: Key) -> int:
    found: int = apps.get_model(key[0]).faden_stufe
    return found


class Reihe(NamedTuple):
    """One row of a Kante: its number among those asked for, both ends and the Begründung."""

    kante: int
    near: Any
    far: Any
    grund: str


def _follow(kanten: Sequence[Kante], frontier: Mapping[str, set[Any]], net: "Netz") -> list[Reihe]:
    """Return what leads on from the frontier: the rows of all Kanten in one statement, those of each in their order."""
    parts = [_rows(nr, kante, frontier, net).query.sql_with_params() for nr, kante in enumerate(kanten)]
    statement = " UNION ALL ".join(f"({sql})" for sql, _ in parts)
    with connection.cursor() as cursor:
        cursor.execute(statement, [value for _, values in parts for value in values])
        return [Reihe(*row) for row in cursor.fetchall()]


def _rows(nr: int, kante: Kante, frontier: Mapping[str, set[Any]], net: "Netz") -> models.QuerySet[Any, Any]:
    near, far = (kante.woher, kante.wohin) if net.richtung == "wohin" else (kante.wohin, kante.woher)
    near_lookup, far_lookup = ("pk" if end == SELF else f"{end}_id" for end in (near, far))
    rows = kante.rows().filter(**{f"{near_lookup}__in": sorted(frontier[_near(kante, net.richtung)])})
    if far != SELF:
        rows = rows.filter(**{f"{far}__isnull": False})
    if net.oeffentlich:
        prefix = "" if far == SELF else f"{far}__"
        end: Any = kante.end(net.richtung)
        lookups = end.faden_oeffentlich()
        rows = rows.filter(**{f"{prefix}{name}": value for name, value in lookups.items()})
    grund = F(kante.grund) if isinstance(kante.grund, str) and kante.grund else kante.grund or Value("")
    return rows.values_list(Value(nr), F(near_lookup), F(far_lookup), Cast(grund, models.TextField()))


def _near(kante: Kante, richtung: Richtung) -> str:
    """Return the label of the model from which a Kante is followed."""
    return kante.end("woher" if richtung == "wohin" else "wohin")._meta.label_lower


def netz(starts: Iterable[models.Model], richtung: Richtung, *, oeffentlich: bool = True) -> Netz:
    """Find all that is reachable from `starts`; with `oeffentlich` only what the public may know of."""
    net = Netz(richtung, oeffentlich)
    frontier: dict[str, set[Any]] = {}
    for thing in starts:
        frontier.setdefault(thing._meta.label_lower, set()).add(thing.pk)
        net.vorrat.bekannt[key_of(thing)] = thing  # type: ignore[assignment]  # every start is a Knoten
    done: set[Key] = {(label, pk) for label, pks in frontier.items() for pk in pks}
    for _ in range(MAX_LEVELS):
        if not frontier:
            break
        frontier = _next_level(net, frontier, done)
    return net


def _next_level(net: Netz, frontier: dict[str, set[Any]], done: set[Key]) -> dict[str, set[Any]]:
    following: dict[str, set[Any]] = {}
    leading = [kante for kante in kanten() if _near(kante, net.richtung) in frontier]
    for row in _follow(leading, frontier, net) if leading else ():
        kante = leading[row.kante]
        near: Key = (_near(kante, net.richtung), row.near)
        key: Key = (kante.end(net.richtung)._meta.label_lower, row.far)
        net.vorrat.expect(key)
        if kante.stand and net.richtung == "wohin":
            net.staende[near] = Link(key, row.grund)
            continue
        net.links.setdefault(near, []).append(Link(key, row.grund))
        if key not in done:
            done.add(key)
            following.setdefault(key[0], set()).add(key[1])
    return following
