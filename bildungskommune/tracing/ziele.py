"""What an answer can name as the place where something went: each app says in its `tracing.py` what it offers."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bildungskommune.tracing.faden import Knoten

JE_ART = 300
"""So many things of a kind are offered in one list; a longer one helps nobody to choose."""


@dataclass(frozen=True)
class Zielart:
    """A kind of thing that an answer can name. `art` is the name of its model in small, `wort` heads its group."""

    art: str
    wort: str
    angebot: Callable[[int], Iterable[Knoten]]
    """Returns at most so many things, in the order in which they are offered."""
    finden: Callable[[str], Knoten | None]
    """Returns the thing with this `faden_kennung`, public or not; None when there is none."""


_arten: dict[str, Zielart] = {}


def register_targets(*arten: Zielart) -> None:
    """Offer kinds; importing a registering module again changes nothing."""
    _arten.update({one.art: one for one in arten})


def find(art: str, kennung: str) -> Knoten | None:
    """Return the thing that is named by kind and Kennung; None when nobody knows it any more."""
    known = _arten.get(art)
    return known.finden(kennung) if known and kennung else None


def name(art: str, kennung: str) -> str:
    """Return the value of a choice: kind and Kennung; empty without a thing."""
    return f"{art}:{kennung}" if art and kennung else ""


def parted(value: str) -> tuple[str, str]:
    """Return kind and Kennung of the value of a choice."""
    art, _, kennung = value.partition(":")
    return art, kennung


def choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return what can be chosen, each kind as a group; a kind with nothing in it is left out."""
    groups = [
        (one.wort, [(name(one.art, thing.faden_kennung), str(thing)[:160]) for thing in one.angebot(JE_ART)])
        for one in _arten.values()
    ]
    return [group for group in groups if group[1]]
