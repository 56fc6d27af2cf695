"""What can be found by words: `<app>/suche.py` searches its own."""

from dataclasses import dataclass

from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.register import Register


@dataclass(frozen=True)
class Treffer:
    art: str
    titel: str
    url: str
    auszug: str = ""


suchen: Register[[str, Nutzer], Treffer] = Register("suche")
