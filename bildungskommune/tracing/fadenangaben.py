"""What a stage tells of its Knoten beyond title and state: how they changed and what they cost.

`<app>/fadenangaben.py` answers for the Knoten it has, with what everybody may know.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bildungskommune.register import Register
from bildungskommune.tracing.faden import Key, Schritt
from bildungskommune.ui.zeiten import datum

HOECHSTENS = 8
"""So many changes of a thing are told; its own page has all."""


@dataclass(frozen=True)
class Wechsel:
    """On this day it was told that a thing stands otherwise than before."""

    tag: date
    wort: str


@dataclass(frozen=True)
class Angaben:
    """What is told of one Knoten: its changes, the newest first, and its money in a sentence."""

    key: Key
    wechsel: Sequence[Wechsel] = ()
    geld: str = ""

    @property
    def verlauf(self) -> str:
        """Since when it stands so, and how it stood before: "Seit 3. März 2026 umgesetzt. Davor: …"; empty for none."""
        if not self.wechsel:
            return ""
        newest, *before = [f"seit {datum(one.tag)} {one.wort}" for one in self.wechsel[:HOECHSTENS]]
        davor = f" Davor: {', '.join(before)}." if before else ""
        return f"{newest[0].upper()}{newest[1:]}.{davor}"


fadenangaben: Register[[Collection[Key]], Angaben] = Register("fadenangaben")


def told_of(schritte: Iterable[Schritt]) -> Mapping[Key, Angaben]:
    """Return what is told of these; the number of statements does not grow with them."""
    return {one.key: one for one in fadenangaben.collect([step.key for step in schritte])}


@dataclass(frozen=True)
class Erzaehlt:
    """A Schritt and what is told of it, None when nothing is."""

    schritt: Schritt
    angaben: Angaben | None


def tell(schritte: Iterable[Schritt]) -> list[Erzaehlt]:
    """Return each of these with what is told of it."""
    steps = list(schritte)
    told = told_of(steps)
    return [Erzaehlt(step, told.get(step.key)) for step in steps]
