"""Institutions of the directory by the name that somebody types."""

from django.db.models.expressions import Combinable

from bildungskommune.akteure.models import Institution

HOECHSTENS = 300
"""So many names stand in a form."""


def known_as(name: str) -> Institution | None:
    """Return the one public institution of this name, with no more than its name; of two with the same name none."""
    found = list(Institution.objects.public().filter(name__iexact=name).only("name")[:2])
    return found[0] if len(found) == 1 else None


def offered(first: Combinable | None = None) -> list[str]:
    """Return names to pick from, in the order of the alphabet; of a larger directory those that are `first`."""
    rows = Institution.objects.public().order_by("name")
    if first is not None:
        rows = rows.alias(zuerst=first).order_by("-zuerst", "name")
    return sorted(set(rows.values_list("name", flat=True)[:HOECHSTENS]), key=str.casefold)
