"""What the public can do just now: `<app>/gelegenheiten.py` says it."""

from dataclasses import dataclass
from datetime import datetime

from bildungskommune.register import Register


@dataclass(frozen=True)
class Gelegenheit:
    ueber: str
    titel: str
    satz: str
    url: str
    knopf: str
    bis: datetime | None = None
    braucht_code: bool = False
    """Its page asks for the code of a card, so it is shown with a field to type it in."""


gelegenheiten: Register[[datetime], Gelegenheit] = Register("gelegenheiten")
