"""What the apps know of the thread: each registers in its `tracing.py` the Kanten that it owns, and its addresses."""

from collections.abc import Callable

from django.urls import NoReverseMatch

from bildungskommune.tracing.faden import Kante

PFAD = "pfad"
"""The kind of what is no Kennung but an address already: it stands in Fassungen of version 1."""

_kanten: list[Kante] = []
_addresses: dict[str, Callable[[str], str]] = {PFAD: str}


def register(*kanten: Kante) -> None:
    """Add Kanten once; importing a registering module again changes nothing."""
    _kanten.extend(kante for kante in kanten if kante not in _kanten)


def kanten() -> tuple[Kante, ...]:
    return tuple(_kanten)


def register_addresses(**addresses: Callable[[str], str]) -> None:
    """Say where the Knoten of a kind stand, by their `faden_kennung`; a kind is the name of its model in small."""
    _addresses.update(addresses)


def address_of(art: str, kennung: str) -> str:
    """Return the address of today, empty when this Kennung can have none; raises KeyError for an unknown kind."""
    try:
        return _addresses[art](kennung)
    except (NoReverseMatch, ValueError):
        return ""
