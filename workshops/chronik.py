"""Every public date that took place, for the chronology of the process."""

from collections.abc import Iterator
from datetime import date

from django.utils import timezone

from bildungskommune.text import counted
from bildungskommune.verfahren.chronik import Ereignis, chronik
from workshops.models import Workshop
from workshops.models.workshop import WorkshopQuerySet


@chronik.register
def dates(today: date) -> Iterator[Ereignis]:
    yield from events(Workshop.objects.all())


def events(workshops: WorkshopQuerySet) -> Iterator[Ereignis]:
    """Tell which of these workshops took place in public, and how much was said there."""
    for workshop in workshops.public().past().exclude(status=Workshop.Status.ABGESAGT).with_numbers():
        cards = workshop.anzahl_beitraege
        yield Ereignis(
            datum=timezone.localdate(workshop.beginn),
            art=workshop.get_art_display(),
            titel=workshop.titel,
            url=workshop.get_absolute_url(),
            satz=counted(cards, "Beitrag", "Beiträge") if cards else "",
        )
