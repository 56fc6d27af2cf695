"""Where one workshop stands: its way from plan to documentation, and what came of it."""

from bildungskommune.tracing.faden import Schritt, Station
from bildungskommune.tracing.netz import netz
from workshops.models import Thema, Workshop

Status = Workshop.Status
WAY = (Status.GEPLANT, Status.OFFEN, Status.GESCHLOSSEN, Status.DURCHGEFUEHRT, Status.DOKUMENTIERT)
NEAREST = 12


def way(workshop: Workshop) -> list[Station]:
    """Return the states from plan to documentation; a cancelled or postponed workshop stands beside this way."""
    if workshop.status not in WAY:
        return [Station(workshop.get_status_display(), stand_art="laeuft")]
    here = WAY.index(Status(workshop.status))
    return [Station(str(state.label), stand_art=_mark(number, here)) for number, state in enumerate(WAY)]


def _mark(number: int, here: int) -> str:
    if number == here < len(WAY) - 1:
        return "laeuft"
    return "gut" if number <= here else "offen"


def consequences(workshop: Workshop) -> list[Schritt]:
    """Return what followed from the Themen of this workshop, nearest first, each once."""
    themen = list(workshop.themen.select_related("reihe"))
    net = netz(themen, "wohin", oeffentlich=False)
    later = (step for step in net.alle(themen) if step.stufe > Thema.faden_stufe)
    return sorted(later, key=lambda step: (step.tiefe, step.stufe))[:NEAREST]
