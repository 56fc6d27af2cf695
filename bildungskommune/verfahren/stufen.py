"""The stages of the process as they stand today: `<app>/stufe.py` says it for its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bildungskommune.auslage.gedaechtnis import kept
from bildungskommune.register import Register


@dataclass(frozen=True)
class Stufe:
    """One of the five stages on the red line, as it stands today."""

    nr: int
    name: str
    url: str
    zahl: str
    """What the stage bar says: "212 Karten"."""
    gross: int
    unter: str
    """What stands under the large number: "Karten von 4 Terminen"."""
    satz: str
    fertig: str
    """fertig, laeuft or offen."""
    stand_wort: str
    stand_art: str
    datum: date | None = None


stufen: Register[[], Stufe] = Register("stufe")


@kept
def stages() -> Sequence[Stufe]:
    """Return all stages in their order. Every page shows them."""
    return tuple(sorted(stufen.collect(), key=lambda stufe: stufe.nr))
