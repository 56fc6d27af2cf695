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
    """Tell what was published, and what was withdrawn later."""
    published = list(Fassung.objects.once_public().defer("snapshot"))
    addresses = liste.links(published)
    for fassung in published:
        what = f"{stage_name(fassung)}, {fassung.bezeichnung}"
        if fassung.veroeffentlicht_am is not None:
            day = timezone.localdate(fassung.veroeffentlicht_am)
            yield Ereignis(day, "Veröffentlichung", str(fassung), addresses[fassung.pk], what)
        if fassung.ist_zurueckgezogen:
            day = timezone.localdate(fassung.status_seit)
            yield Ereignis(day, "Zurückgezogen", str(fassung), addresses[fassung.pk], fassung.status_grund)
