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
