"""Questions to put dots on."""

from bildungskommune.audit.log import By
from bildungskommune.werkbank import aendern
from workshops.models import Punktabfrage


def add_abfrage(abfrage: Punktabfrage, *, by: By) -> None:
    """Store a new question under a Kennung that is free in its workshop."""
    given = Punktabfrage.objects.filter(workshop=abfrage.workshop_id).values_list("kennung", flat=True)
    aendern.create(abfrage, by=by, under=abfrage.workshop, taken=lambda: given, words=abfrage.frage)
