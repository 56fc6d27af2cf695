"""Set up measures and plans. Both keep their Kennung for ever."""

from bildungskommune.audit.log import By
from bildungskommune.werkbank import aendern
from massnahmen.models import Massnahme, Massnahmenplan

RESERVED = ("uebersicht", "fassung", "plan", "bericht")
"""Words that stand where the Kennung of a measure does in an address."""


def add_massnahme(massnahme: Massnahme, *, by: By, kennung: str = "") -> None:
    """Store a new measure at the end of the list; with the Kennung that a file gives, which nobody may have yet."""
    if kennung:
        massnahme.kennung = kennung
        aendern.create(massnahme, by=by, row=Massnahme.objects.all())
        return
    aendern.create(
        massnahme,
        by=by,
        row=Massnahme.objects.all(),
        taken=lambda: [*RESERVED, *Massnahme.objects.values_list("kennung", flat=True)],
    )


def add_plan(plan: Massnahmenplan, *, by: By) -> None:
    """Store a new plan; its measures are chosen after it."""
    aendern.create(plan, by=by, taken=lambda: Massnahmenplan.objects.values_list("kennung", flat=True))
