"""The institutions of the directory that a registration may pick by name; others are kept as typed."""

from django.db.models import Exists, OuterRef

from bildungskommune.akteure.models import Institution
from workshops.models import Anmeldung

HOECHSTENS = 300
"""So many names stand in a form. Of a larger directory first those whose people have registered before."""


def offered() -> list[str]:
    """Return names to pick from, in the order of the alphabet."""
    came = Exists(Anmeldung.objects.filter(institution=OuterRef("pk")))
    names = Institution.objects.public().annotate(kam=came).order_by("-kam", "name").values_list("name", flat=True)
    return sorted(set(names[:HOECHSTENS]), key=str.casefold)


def known_as(name: str) -> Institution | None:
    """Return the one public institution of this name; of two with the same name none."""
    found = list(Institution.objects.public().filter(name__iexact=name)[:2])
    return found[0] if len(found) == 1 else None
