"""The institutions of the directory that a registration may pick by name; others are kept as typed."""

from django.db.models import Exists, OuterRef

from bildungskommune.akteure import namen
from workshops.models import Anmeldung


def offered() -> list[str]:
    """Return names to pick from; of a large directory those whose people have registered before."""
    return namen.offered(first=Exists(Anmeldung.objects.filter(institution=OuterRef("pk"))))
