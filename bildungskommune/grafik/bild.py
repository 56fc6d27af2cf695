"""What a chart is made of. x is a share of the width, 0 to 1; y and all sizes are in the unit of the letters.

So letters keep their size on a surface that becomes wider, as a page does between a phone and a desk.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Anker = Literal["start", "middle", "end"]


@dataclass(frozen=True)
class Flaeche:
    """Where a chart stands: how narrow and how wide it may become, and how high its letters are."""

    schmal: float
    breit: float
    schrift: float


@dataclass(frozen=True)
class Linie:
    art: str
    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True)
class Punkt:
    art: str
    x: float
    y: float


@dataclass(frozen=True)
class Rechteck:
    art: str
    x: float
    y: float
    breite: float
    hoehe: float


@dataclass(frozen=True)
class Wort:
    """Words with their place: `x` and `y` are those of the baseline at the `anker`."""

    text: str
    x: float
    y: float
    anker: Anker = "middle"
    stark: bool = False


@dataclass(frozen=True)
class Bild:
    """A chart worked out. `titel` and `beschreibung` say in words what it shows."""

    titel: str
    beschreibung: str
    hoehe: float
    linien: Sequence[Linie] = ()
    punkte: Sequence[Punkt] = ()
    rechtecke: Sequence[Rechteck] = ()
    worte: Sequence[Wort] = ()
