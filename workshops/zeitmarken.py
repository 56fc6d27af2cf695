from collections.abc import Iterator
from datetime import datetime

from django.db.models import Min, Q

from bildungskommune.auslage.zeitmarken import zeitmarken
from workshops.models.workshop import Workshop


@zeitmarken.register
def dates(now: datetime) -> Iterator[datetime]:
    """A workshop begins, ends, or takes no more registrations."""
    names = ("beginn", "ende", "anmeldeschluss")
    nearest = Workshop.objects.aggregate(**{name: Min(name, filter=Q(**{f"{name}__gt": now})) for name in names})
    yield from (moment for moment in nearest.values() if moment)
