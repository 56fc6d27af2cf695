"""Where one workshop stands: its way from plan to documentation, and what came of it."""

from dataclasses import dataclass

from bildungskommune.tracing.netz import Schritt, netz
from workshops.models import Workshop

Status = Workshop.Status
WAY = (Status.GEPLANT, Status.OFFEN, Status.GESCHLOSSEN, Status.DURCHGEFUEHRT, Status.DOKUMENTIERT)
NEAREST = 12


@dataclass(frozen=True)
class Station:
    """One state on the way of a workshop; `klasse` is the mark of its knot."""

    wort: str
    klasse: str


def way(workshop: Workshop) -> list[Station]:
    """Return the states from plan to documentation; a cancelled or postponed workshop stands beside this way."""
    if workshop.status not in WAY:
        return [Station(workshop.get_status_display(), "faden__knoten--laeuft")]
    here = WAY.index(Status(workshop.status))
    return [Station(str(state.label), _mark(number, here)) for number, state in enumerate(WAY)]


def _mark(number: int, here: int) -> str:
    if number > here:
        return "faden__knoten--offen"
    if number < here or here == len(WAY) - 1:
        return ""
    return "faden__knoten--laeuft faden__knoten--vor-offen"


def consequences(workshop: Workshop) -> list[Schritt]:
    """Return what followed from the Themen of this workshop, nearest first, each once."""
    themen = list(workshop.themen.select_related("reihe"))
    net = netz(themen, "wohin", oeffentlich=False)
    found: dict[str, Schritt] = {}
    for thema in themen:
        for step in net.schritte(thema):
            found.setdefault(step.url, step)
    later = (step for step in found.values() if step.stufe > 1)
    return sorted(later, key=lambda step: (step.tiefe, step.stufe))[:NEAREST]
