"""Institutions of the directory by the name that somebody has typed."""

from bildungskommune.akteure.models import Institution


def known_as(name: str) -> Institution | None:
    """Return the one public institution of this name; of two with the same name none."""
    found = list(Institution.objects.public().filter(name__iexact=name)[:2])
    return found[0] if len(found) == 1 else None
