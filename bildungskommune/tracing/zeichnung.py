"""How Stationen are drawn: which knot is full, where the line is dashed."""

from collections.abc import Sequence
from dataclasses import dataclass

from bildungskommune.tracing.faden import Schritt, Station

RINGE = frozenset({"laeuft", "offen"})


@dataclass(frozen=True)
class Gezeichnet:
    """A Station, or a Schritt shown as one, with the class of its knot."""

    station: Station | Schritt
    klasse: str


def draw(stationen: Sequence[Station | Schritt]) -> list[Gezeichnet]:
    """Full is done, ring with core is going on, empty ring is planned; the line is dashed before what is planned."""
    formen = [station.stand_art if station.stand_art in RINGE else "" for station in stationen]
    pairs = zip(formen, [*formen[1:], ""], strict=False)
    return [Gezeichnet(station, _klasse(*pair)) for station, pair in zip(stationen, pairs, strict=False)]


def _klasse(form: str, following: str) -> str:
    marks = [form, "vor-offen" if following == "offen" != form else ""]
    return " ".join(f"faden__knoten--{mark}" for mark in marks if mark)
