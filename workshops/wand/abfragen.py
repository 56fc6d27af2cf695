"""Questions to put dots on."""

from django.db import transaction

from bildungskommune.audit.log import By
from bildungskommune.werkbank import aendern
from bildungskommune.werkbank.kennung import free_kennung
from bildungskommune.werkbank.reihenfolge import lock
from workshops.models import Punktabfrage


def add_abfrage(abfrage: Punktabfrage, *, by: By) -> None:
    """Store a new question under a Kennung that is free in its workshop."""
    with transaction.atomic():
        lock(abfrage.workshop)
        abfrage.kennung = free_kennung(Punktabfrage.objects.filter(workshop=abfrage.workshop_id), abfrage.frage)
        aendern.create(abfrage, by=by)
