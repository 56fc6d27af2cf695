from collections.abc import Iterator
from datetime import datetime

from django.db.models import Min, Q

from bildungskommune.auslage.zeitmarken import zeitmarken
from workshops.models import Einladung, Saal, Workshop


@zeitmarken.register
def dates(now: datetime) -> Iterator[datetime]:
    """A workshop begins, ends, or takes no more registrations."""
    names = ("beginn", "ende", "anmeldeschluss")
    nearest = Workshop.objects.aggregate(**{name: Min(name, filter=Q(**{f"{name}__gt": now})) for name in names})
    yield from (moment for moment in nearest.values() if moment)


@zeitmarken.register
def nights(now: datetime) -> Iterator[datetime]:
    """A door for phones closes by itself."""
    nearest = Saal.objects.open(now).aggregate(am=Min("endet_am"))["am"]
    if nearest:
        yield nearest


@zeitmarken.register
def kept_seats(now: datetime) -> Iterator[datetime]:
    """Seats that were kept for the invited are free for all."""
    nearest = Einladung.objects.filter(plaetze_bis__gt=now).aggregate(am=Min("plaetze_bis"))["am"]
    if nearest:
        yield nearest
