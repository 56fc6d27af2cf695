"""What the apps know of the thread: each registers in its `tracing.py` the Kanten that it owns, and its addresses."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import models
from django.urls import NoReverseMatch, reverse

from bildungskommune.tracing.faden import GATTUNGEN, Ganzes, Kante

PFAD = "pfad"
"""The kind of what is no Kennung but an address already: it stands in Fassungen of version 1."""


@dataclass(frozen=True)
class Anfang:
    """Where a thread begins whose whole length has a page: words, address, and the Knoten it starts from."""

    titel: str
    url: str
    knoten: Sequence[models.Model]


Finden = Callable[[str], Anfang | None]

_kanten: list[Kante] = []
_starts: dict[str, Finden] = {}
_addresses: dict[str, Callable[[str], str]] = {PFAD: str}


def register(*kanten: Kante) -> None:
    """Add Kanten once; importing a registering module again changes nothing."""
    _kanten.extend(kante for kante in kanten if kante not in _kanten)


def kanten() -> tuple[Kante, ...]:
    return tuple(_kanten)


def register_addresses(**addresses: Callable[[str], str]) -> None:
    """Say where the Knoten of a kind stand, by their `faden_kennung`; a kind is the name of its model in small."""
    _addresses.update(addresses)


def register_kinds(**words: str) -> None:
    """Name all of a kind whose documents may call theirs otherwise, by the name of the model in small."""
    GATTUNGEN.update(words)


def address_of(art: str, kennung: str) -> str:
    """Return the address of today, empty when this Kennung can have none; raises KeyError for an unknown kind."""
    try:
        return _addresses[art](kennung)
    except (NoReverseMatch, ValueError):
        return ""


def register_starts(**starts: Finden) -> None:
    """Say how what the public may see of a kind is found by its Kennung, None for what there is not."""
    _starts.update(starts)


def start_of(art: str, kennung: str) -> Anfang | None:
    """Return where the thread of a public thing begins; None when there is none of this name."""
    find = _starts.get(art)
    return find(kennung) if find else None


def whole(art: str, kennung: str, von: str) -> Ganzes:
    """Return the page with all that followed from a thing."""
    return Ganzes(reverse("faden", args=(art, kennung)), von)
