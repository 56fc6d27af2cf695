"""Where an Abschnitt or a Handlungsfeld comes from, as plain data for a snapshot."""

from collections.abc import Sequence

from bildungskommune.tracing.netz import Netz, Schritt
from bildungskommune.tracing.registry import Knoten
from bildungskommune.tracing.snapshot import als_daten
from bildungskommune.ui import zeiten
from workshops.models import Beitrag, Thema


def sources(net: Netz, schritte: Sequence[Schritt]) -> list[dict[str, str]]:
    """Return the steps as data; `zusatz` says where and when a card was written, or how many a Thema has."""
    return [
        {**daten, "zusatz": _zusatz(net, step.knoten)}
        for daten, step in zip(als_daten(schritte), schritte, strict=False)
    ]


def _zusatz(net: Netz, knoten: Knoten) -> str:
    if isinstance(knoten, Beitrag):
        wo = f"{knoten.workshop.titel}, " if knoten.workshop else ""
        return f"{wo}{zeiten.datum(knoten.faden_datum)}"
    if isinstance(knoten, Thema):
        return cards_of(net, knoten)
    return ""


def cards_of(net: Netz, thema: Thema) -> str:
    """Return "19 Karten": how many public cards the Thema gathers, empty for none."""
    found = {key for key, _ in net.links.get((thema._meta.label_lower, thema.pk), ()) if key[0] == "workshops.beitrag"}
    if not found:
        return ""
    return f"{len(found)} {'Karte' if len(found) == 1 else 'Karten'}"
