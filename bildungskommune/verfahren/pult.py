"""What stands on somebody's desk beside the tasks: `<app>/pult.py` says it, each part with its own template."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.register import Register


@dataclass(frozen=True)
class Block:
    """One part of the desk; its template is given the `inhalt`."""

    titel: str
    template: str
    inhalt: object
    url: str = ""
    """Where its title leads."""
    am_rand: bool = False
    """Beside the main column, not in it."""
    wartet: bool = False
    """Somebody waits for it, so the desk does not say that nothing is to be done."""


pult: Register[[Nutzer, datetime], Block] = Register("pult")


def split(blocks: Iterable[Block]) -> tuple[list[Block], list[Block]]:
    """Return the parts of the main column and those beside it."""
    given = list(blocks)
    return [block for block in given if not block.am_rand], [block for block in given if block.am_rand]
