"""What the workshops gave to a later stage, as plain data for its snapshot."""

from collections.abc import Sequence
from typing import Any

from bildungskommune.tracing.faden import Key, Schritt
from bildungskommune.tracing.netz import Netz
from bildungskommune.tracing.snapshot import Sammlung
from bildungskommune.ui import zeiten
from workshops.models import Beitrag, Thema


def sources(sammlung: Sammlung, net: Netz, schritte: Sequence[Schritt]) -> dict[str, Any]:
    """Return the steps as data; `zusatz` says where and when a card was written, or how many a Thema has."""
    return sammlung.add(schritte, lambda step: _zusatz(net, step))


def _zusatz(net: Netz, step: Schritt) -> str:
    if step.ist(Thema):
        return in_words(len(cards(net, step.key)))
    if step.ist(Beitrag):
        card = step.als(Beitrag)
        wo = f"{card.workshop.titel}, " if card.workshop else ""
        return f"{wo}{zeiten.datum(card.faden_datum)}"
    return ""


def cards(net: Netz, thema: Key) -> list[Schritt]:
    """Return the cards of a Thema in a net that looks back."""
    return [step for step in net.naechste(thema) if step.ist(Beitrag)]


def in_words(karten: int) -> str:
    """Return "19 Karten", empty for none."""
    if not karten:
        return ""
    return f"{karten} {'Karte' if karten == 1 else 'Karten'}"
