"""The stages of the process as they stand today: `<app>/stufe.py` says it for its own."""

from dataclasses import dataclass
from datetime import date

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


def stages() -> list[Stufe]:
    """Return all stages in their order."""
    return sorted(stufen.collect(), key=lambda stufe: stufe.nr)
