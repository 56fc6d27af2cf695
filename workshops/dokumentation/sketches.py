"""What groups of a workshop sketched."""

from bildungskommune.audit.log import By
from bildungskommune.werkbank import aendern
from workshops.models import Projektskizze


def add_skizze(skizze: Projektskizze, *, by: By) -> None:
    """Store a new sketch at the end, under a Kennung that is free in its workshop."""
    row = Projektskizze.objects.filter(workshop=skizze.workshop_id)
    aendern.create(skizze, by=by, under=skizze.workshop, row=row, taken=lambda: row.values_list("kennung", flat=True))
