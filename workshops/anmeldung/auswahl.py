"""Which registrations the staff list shows."""

from django.db.models import Q, QuerySet

from workshops.models import Anmeldung, Workshop


def anmeldungen(workshop: Workshop, stand: str, wort: str) -> QuerySet[Anmeldung]:
    """Return the registrations of a workshop in the order of receipt."""
    found = workshop.anmeldungen.select_related("institution", "ag_wunsch_1", "ag_wunsch_2")
    if stand:
        found = found.filter(status=stand)
    if wort:
        found = found.filter(
            Q(name__icontains=wort)
            | Q(einrichtung__icontains=wort)
            | Q(email__icontains=wort)
            | Q(vertretung__icontains=wort)
        )
    return found.order_by("eingegangen_am", "pk")
