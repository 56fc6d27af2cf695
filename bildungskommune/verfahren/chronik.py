"""What happened in the process and on which day: `<app>/chronik.py` tells it."""

from dataclasses import dataclass
from datetime import date

from bildungskommune.register import Register


@dataclass(frozen=True)
class Ereignis:
    datum: date
    art: str
    titel: str
    url: str = ""
    satz: str = ""


chronik: Register[[date], Ereignis] = Register("chronik")
"""Asked with the day of today: what is ahead is told as what is to come."""


def chronicle(today: date) -> list[Ereignis]:
    """Return everything that happened, newest first; what is still to come stands above it."""
    return sorted(chronik.collect(today), key=lambda event: event.datum, reverse=True)
