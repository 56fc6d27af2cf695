"""The thread as plain data for a snapshot.

Many things of a document have the same sources, so a snapshot keeps each step once, under "faden", and each thing
names the places of its steps there: {"schritte": [0, 4], "weitere": {"Karte": 12}}. Of each kind only the first
few are named, the others are counted. `unfold` writes the lists out for those who show them.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

from bildungskommune.shape import Each, Shape
from bildungskommune.tracing.faden import GATTUNGEN, Key, Schritt, kind
from bildungskommune.tracing.registry import PFAD, address_of

JE_ART = 40
"""So many steps of each kind are named at one thing."""
FADEN = "faden"
Data = dict[str, Any]

SCHRITT: Shape = {
    **dict.fromkeys(("art", "titel", "grund", "zusatz", "stand", "stand_art"), str),
    "adresse": {"art": str, "kennung": str},
}
SCHRITTE: Shape = {"schritte": [int], "weitere": Each(int)}
_FOLDED = {"schritte", "weitere"}


class Schritte(list[Data]):
    """The steps that are named at a thing, and how many of each kind are only counted."""

    def __init__(self, steps: Iterable[Data], weitere: Mapping[str, int]) -> None:
        super().__init__(steps)
        self.weitere = weitere

    @property
    def gesamt(self) -> int:
        return len(self) + sum(self.weitere.values())


def gattung(step: Mapping[str, Any]) -> str:
    """Return the word of the portal for all of the kind of an unfolded step."""
    return str(step.get("gattung") or kind(str(step["art"])))


class Sammlung:
    """Gathers the steps of one snapshot: each once, whoever has it."""

    def __init__(self, je_art: int = JE_ART) -> None:
        self.je_art = je_art
        self.steps: list[Data] = []
        self._places: dict[tuple[str, ...], int] = {}
        self._kinds: dict[Key, str] = {}
        """Kept, because a plan of 2,000 measures asks a million times."""

    def add(self, schritte: Sequence[Schritt], zusatz: Callable[[Schritt], str] | None = None) -> Data:
        """Return what a thing says of its steps; `zusatz` says more of one."""
        named, weitere = self._chosen(schritte)
        places = [self._place(_as_data(step, zusatz(step) if zusatz else "")) for step in named]
        return {"schritte": places, "weitere": dict(weitere)}

    def add_old(self, steps: Sequence[Mapping[str, str]]) -> Data:
        """Return the same for steps of version 1, which were written out at each thing: all of them stay named."""
        return {"schritte": [self._place(_from_old(step)) for step in steps], "weitere": {}}

    def _chosen(self, schritte: Sequence[Schritt]) -> tuple[list[Schritt], Counter[str]]:
        """Choose of each kind what has a Begründung, then the nearest; return them in order, and count the rest."""
        taken: Counter[str] = Counter()
        chosen: list[int] = []
        with_reason = [number for number, step in enumerate(schritte) if step.grund]
        without = [number for number, step in enumerate(schritte) if not step.grund]
        for number in chain(with_reason, without):
            art = self._kind(schritte[number])
            taken[art] += 1
            if taken[art] <= self.je_art:
                chosen.append(number)
        weitere = Counter({art: count - self.je_art for art, count in taken.items() if count > self.je_art})
        return [schritte[number] for number in sorted(chosen)], weitere

    def _kind(self, step: Schritt) -> str:
        known = self._kinds.get(step.key)
        if known is None:
            known = self._kinds[step.key] = step.gattung
        return known

    def _place(self, step: Data) -> int:
        key = tuple(str(value) for value in step.values())
        place = self._places.setdefault(key, len(self.steps))
        if place == len(self.steps):
            self.steps.append(step)
        return place


def _as_data(step: Schritt, zusatz: str) -> Data:
    return {
        "art": step.art,
        "titel": step.titel,
        "grund": step.grund,
        "zusatz": zusatz,
        "stand": step.stand,
        "stand_art": step.stand_art,
        "adresse": {"art": step.key[0].rpartition(".")[2], "kennung": step.knoten.faden_kennung},
    }


def _from_old(step: Mapping[str, str]) -> Data:
    return {
        **{name: step[name] for name in ("art", "titel", "grund")},
        "zusatz": step.get("zusatz", ""),
        "stand": step["stand"],
        "stand_art": "",
        "adresse": {"art": PFAD, "kennung": step["url"]},
    }


def unfold(snapshot: Data) -> Data:
    """Return the snapshot with all steps written out where they belong, and with their addresses of today."""
    steps = [_with_url(step) for step in snapshot.get(FADEN, ())]
    return {key: _unfolded(value, steps) for key, value in snapshot.items() if key != FADEN}


def _with_url(step: Data) -> Data:
    art = step["adresse"]["art"]
    told = {name: value for name, value in step.items() if name != "adresse"}
    told["url"] = address_of(art, step["adresse"]["kennung"])
    return told | ({"gattung": GATTUNGEN[art]} if art in GATTUNGEN else {})


def _unfolded(value: Any, steps: Sequence[Data]) -> Any:
    if isinstance(value, list):
        return [_unfolded(part, steps) for part in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == _FOLDED:
        return Schritte((steps[place] for place in value["schritte"]), value["weitere"])
    return {key: _unfolded(part, steps) for key, part in value.items()}
