"""What waits for somebody in the office, computed from the data: `<app>/aufgaben.py` says it."""

from dataclasses import dataclass
from datetime import datetime

from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.register import Register


@dataclass(frozen=True)
class Aufgabe:
    anzahl: int
    titel: str
    satz: str
    url: str
    frist: str = ""
    dringend: bool = False


aufgaben: Register[[Nutzer, datetime], Aufgabe] = Register("aufgaben")


def waiting(user: Nutzer, now: datetime) -> list[Aufgabe]:
    """Return what waits for this person, urgent things first; what counts nothing is left out."""
    found = [task for task in aufgaben.collect(user, now) if task.anzahl]
    return sorted(found, key=lambda task: not task.dringend)
