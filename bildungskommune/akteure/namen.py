"""Institutions of the directory by the name that somebody types."""

from django.db import connection
from django.db.models.expressions import Combinable

from bildungskommune.akteure.models import Institution

# `Institution.objects.public()` by name, written out: everybody who registers waits for it.
_KNOWN = "SELECT id, name FROM akteure_institution WHERE oeffentlich AND upper(name) = upper(%s) LIMIT 2"
HOECHSTENS = 300
"""So many names stand in a form."""


def known_as(name: str) -> Institution | None:
    """Return the one public institution of this name, with no more than its name; of two with the same name none."""
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN, [name])
        found = cursor.fetchall()
    return Institution.from_db(connection.alias, ("id", "name"), found[0]) if len(found) == 1 else None


def offered(first: Combinable | None = None) -> list[str]:
    """Return names to pick from, in the order of the alphabet; of a larger directory those that are `first`."""
    rows = Institution.objects.public().order_by("name")
    if first is not None:
        rows = rows.alias(zuerst=first).order_by("-zuerst", "name")
    return sorted(set(rows.values_list("name", flat=True)[:HOECHSTENS]), key=str.casefold)
