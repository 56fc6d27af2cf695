"""What the workshops gave to a later stage, as plain data for its snapshot."""

from collections.abc import Sequence
from typing import Any

from bildungskommune.tracing.faden import Knoten, Schritt
from bildungskommune.tracing.netz import Netz
from bildungskommune.tracing.snapshot import Sammlung
from bildungskommune.ui import zeiten
from workshops.models import Beitrag, Thema


def sources(sammlung: Sammlung, net: Netz, schritte: Sequence[Schritt]) -> dict[str, Any]:
    """Return the steps as data; `zusatz` says where and when a card was written, or how many a Thema has."""
    return sammlung.add(schritte, lambda step: _zusatz(net, step.knoten))


def _zusatz(net: Netz, knoten: Knoten) -> str:
    if isinstance(knoten, Beitrag):
        wo = f"{knoten.workshop.titel}, " if knoten.workshop else ""
        return f"{wo}{zeiten.datum(knoten.faden_datum)}"
    if isinstance(knoten, Thema):
        return in_words(len(cards(net, knoten)))
    return ""


def cards(net: Netz, thema: Thema) -> list[Beitrag]:
    """Return the cards of a Thema in a net that looks back."""
    return [knoten for knoten in net.naechste(thema) if isinstance(knoten, Beitrag)]


def in_words(karten: int) -> str:
    """Return "19 Karten", empty for none."""
    if not karten:
        return ""
    return f"{karten} {'Karte' if karten == 1 else 'Karten'}"
