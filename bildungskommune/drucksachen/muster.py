"""What can be printed on demand: `<app>/drucksachen.py` says which template sets it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bildungskommune.register import Register


class UnknownMuster(LookupError):
    """No app knows a print of this name."""


@dataclass(frozen=True)
class Muster:
    """One kind of print, by the name that its rows give."""

    name: str
    template: str
    """Extends `druck/blatt.html`; is given what the row holds as `inhalt`."""
    read: Callable[[dict[str, Any]], Mapping[str, Any]] = dict
    """Makes of what the row holds what the template shows."""


muster: Register[[], Muster] = Register("drucksachen")


def find(name: str) -> Muster:
    """Return the kind of this name. Raises UnknownMuster."""
    for one in muster.collect():
        if one.name == name:
            return one
    raise UnknownMuster(name)
