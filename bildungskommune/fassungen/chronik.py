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
        if fassung.veroeffentlicht_am is not None:
            yield publication(fassung, addresses[fassung.pk])
        if fassung.ist_zurueckgezogen:
            day = timezone.localdate(fassung.status_seit)
            yield Ereignis(day, "Zurückgezogen", str(fassung), addresses[fassung.pk], fassung.status_grund)


def publication(fassung: Fassung, address: str) -> Ereignis:
    """Tell when a Fassung was published; it has to be one that was."""
    assert fassung.veroeffentlicht_am is not None
    day = timezone.localdate(fassung.veroeffentlicht_am)
    what = f"{stage_name(fassung)}, {fassung.bezeichnung}"
    return Ereignis(day, "Veröffentlichung", str(fassung), address, what)
