"""Bring home what was done elsewhere with a part of a process.

Three states are held against each other: as it was taken along, as it is there now, as it is here. What changed only
there is taken over, what changed here, too, stays as it is here and is told. Nothing is taken away.
"""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bildungskommune.akte.lauf import GANG, numbered
from bildungskommune.akte.modell import Satz, Teil, kapitel
from bildungskommune.lifecycle import MitStatus

Felder = Mapping[str, Sequence[str]]
"""The kinds of record that are brought home, and which fields of those that were taken along."""
NAMEN = ("name", "titel", "frage", "code", "thema", "ziel")
"""What people know a record by, the first that it has."""
LANG = 120


class Was(StrEnum):
    NEU = "neu"
    GEAENDERT = "geändert"
    BLEIBT = "hier anders, bleibt wie hier"


@dataclass(frozen=True)
class Befund:
    """One thing that is different there, and what becomes of it."""

    was: Was
    art: str
    name: str
    feld: str = ""
    hier: str = ""
    dort: str = ""


class Abgleich:
    """One comparison: `akte` is what is here with what came from there, `befunde` says what that changes."""

    def __init__(self, felder: Felder, *, vorher: Satz, dort: Satz, hier: Satz) -> None:
        self._felder = felder
        self.akte = deepcopy(hier)
        self.befunde: list[Befund] = []
        self._wege: list[tuple[Satz, list[str]]] = []
        for top in (top for chapter in kapitel() for top in chapter.teile if top.name in felder):
            self._liste(top, (vorher, dort, self.akte))

    @property
    def aendert(self) -> bool:
        return any(befund.was != Was.BLEIBT for befund in self.befunde)

    def stufen(self) -> Iterator[Satz]:
        """Yield the Akte to be read: once for each step that some state has to take after another."""
        for number in range(max((len(weg) for _, weg in self._wege), default=1)):
            for satz, weg in self._wege:
                satz["status"] = weg[min(number, len(weg) - 1)]
            yield self.akte

    def _liste(self, part: Teil, drei: tuple[Satz, Satz, Satz], ueber: str = "") -> None:
        """Go through one list below three states of one record; the last one is written."""
        before, there, here = (_by_key(part, one.get(part.name, [])) for one in drei)
        for key, satz in there.items():
            name = _name(satz) or ueber
            if key in here:
                self._satz(part, (before.get(key), satz, here[key]), name)
            elif key not in before:
                drei[2].setdefault(part.name, []).append(deepcopy(satz))
                self.befunde.append(Befund(Was.NEU, _kind(part), name))
            elif any(satz.get(feld) != before[key].get(feld) for feld in self._felder[part.name]):
                self.befunde.append(Befund(Was.BLEIBT, _kind(part), name, hier="gibt es hier so nicht mehr"))

    def _satz(self, part: Teil, drei: tuple[Satz | None, Satz, Satz], name: str) -> None:
        for feld in self._felder[part.name]:
            self._feld(part, feld, drei, name)
        below = (drei[0] or {}, drei[1], drei[2])
        for child in part.teile:
            if child.name in self._felder:
                (self._verweise if child.nur else self._liste)(child, below, name)

    def _feld(self, part: Teil, feld: str, drei: tuple[Satz | None, Satz, Satz], name: str) -> None:
        before, there, here = drei
        new, now = there.get(feld), here.get(feld)
        if new == now or (before is not None and new == before.get(feld)):
            return
        words = [_words(part, feld, value) for value in (now, new)]
        befund = Befund(Was.GEAENDERT, _kind(part), name, str(part.feld(feld).verbose_name), *words)
        is_free = before is not None and now == before.get(feld) and feld not in part.unveraenderlich
        if not is_free or (feld == "status" and not self._go(part, there, here)):
            befund = Befund(Was.BLEIBT, befund.art, name, befund.feld, *words)
        else:
            _set(here, feld, new)
        self.befunde.append(befund)

    def _go(self, part: Teil, there: Satz, here: Satz) -> bool:
        """Note the steps from the state here to the state there; False when there is no way."""
        weg = _way(part.model_class, str(here["status"]), str(there["status"]))
        if weg:
            self._wege.append((here, weg))
            for name in GANG:
                _set(here, name, there.get(name))
        return bool(weg)

    def _verweise(self, part: Teil, drei: tuple[Satz, Satz, Satz], ueber: str) -> None:
        """Put together three lists of plain references: what was added there comes last, what was taken out goes."""
        before, there, here = (one.get(part.name, []) for one in drei)
        if there == before:
            return
        came = [one for one in there if one not in before and one not in here]
        left = [one for one in before if one not in there and one in here]
        if came or left:
            above, what = (part.feld(name) for name in (part.eltern, part.nur))
            words = (str(above.verbose_name), ueber, str(what.verbose_name), ", ".join(left), ", ".join(came))
            self.befunde.append(Befund(Was.GEAENDERT, *words))
        drei[2][part.name] = there if here == before else [one for one in here if one not in left] + came


def _by_key(part: Teil, saetze: Sequence[Any]) -> dict[Any, Satz]:
    """Return the records by what tells them apart; without a key, by their place."""
    keys = (tuple(satz.get(name) for name in part.schluessel) or number for number, satz in enumerate(saetze))
    return dict(zip(numbered(keys), saetze, strict=True))


def _way(model: Any, start: str, goal: str) -> list[str]:
    """Return the shortest way from one state to another, without the first one; empty when there is none."""
    assert issubclass(model, MitStatus), f"{model} has no states"
    ways: deque[list[str]] = deque([[start]])
    seen = {start}
    while ways:
        weg = ways.popleft()
        if weg[-1] == goal:
            return weg[1:]
        following = sorted(set(model.MOVES.get(weg[-1], ())) - seen)
        seen.update(following)
        ways.extend([*weg, to] for to in following)
    return []


def _set(satz: Satz, name: str, value: Any) -> None:
    """Write a value as the Akte does: what is the default is left out."""
    if value is None:
        satz.pop(name, None)
    else:
        satz[name] = value


def _kind(part: Teil) -> str:
    return str(part.model_class._meta.verbose_name)


def _name(satz: Satz) -> str:
    named = next((str(satz[name]) for name in NAMEN if satz.get(name)), "")
    return f"{named}: {_short(satz['text'])}" if satz.get("text") else named


def _words(part: Teil, feld: str, value: Any) -> str:
    """Return a value as people read it."""
    if value in (None, "", [], {}):
        return "leer"
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if feld in part.felder:
        value = dict(part.feld(feld).flatchoices).get(value, value)
    if isinstance(value, dict):
        value = [f"{key}: {one}" for key, one in value.items()]
    return _short(", ".join(map(str, value)) if isinstance(value, list) else str(value))


def _short(text: str) -> str:
    return text if len(text) <= LANG else f"{text[:LANG]} …"
