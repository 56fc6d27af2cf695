"""What goes into the print engine and what comes out of it."""

from dataclasses import dataclass
from datetime import datetime


class SatzFehler(Exception):
    """Refuse to set a document; `grund` is a German sentence for the staff."""

    def __init__(self, grund: str) -> None:
        super().__init__(grund)
        self.grund = grund


@dataclass(frozen=True)
class Anlage:
    """A file that travels inside the PDF; `erstellt` is part of the bytes, so it is never "now"."""

    name: str
    beschreibung: str
    inhalt: bytes
    mime: str
    erstellt: datetime


@dataclass(frozen=True)
class Druckwerk:
    pdf: bytes
    seiten: int
