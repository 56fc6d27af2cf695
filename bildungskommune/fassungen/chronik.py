"""What was published, for the chronology of the process."""

from collections.abc import Iterator
from datetime import date

from django.utils import timezone

from bildungskommune.fassungen import liste
from bildungskommune.fassungen.darstellung import stage_name
from bildungskommune.fassungen.models import Fassung
from bildungskommune.verfahren.chronik import Ereignis, chronik


@chronik.register
def publications(today: date) -> Iterator[Ereignis]:
    published = list(Fassung.objects.public().defer("snapshot"))
    addresses = liste.links(published)
    for fassung in published:
        if fassung.veroeffentlicht_am is None:
            continue
        yield Ereignis(
            timezone.localdate(fassung.veroeffentlicht_am),
            "Veröffentlichung",
            str(fassung),
            addresses[fassung.pk],
            f"{stage_name(fassung)}, {fassung.get_zweck_display()}",
        )
