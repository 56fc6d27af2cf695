"""How one text came to be: where it lay out, who debated it, when it was published."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils import timezone

from bildungskommune.beteiligung.chronik import as_event
from bildungskommune.beteiligung.models import Beratung, Beteiligungsrunde
from bildungskommune.fassungen.chronik import publication
from bildungskommune.fassungen.liste import links
from bildungskommune.fassungen.models import Fassung
from bildungskommune.ui.zeiten import datum
from bildungskommune.verfahren.chronik import Ereignis

HOECHSTENS = 60


def werdegang(fassung: Fassung, davor: Iterable[Ereignis] = ()) -> list[Ereignis]:
    """Return what everybody may know of the life of the document, oldest first and the newest HOECHSTENS at most.

    `davor` is what its stage tells of the time before. Three queries.
    """
    today = timezone.localdate()
    fassungen = list(Fassung.objects.of(fassung.definition, fassung.objekt_id).once_public().without_snapshot())
    found = [*davor, *_rounds(fassungen), *_debates(fassungen, today), *_publications(fassungen)]
    return sorted(found, key=lambda event: event.datum)[-HOECHSTENS:]


def _rounds(fassungen: list[Fassung]) -> Iterator[Ereignis]:
    for runde in Beteiligungsrunde.objects.public().filter(fassung__in=fassungen):
        yield Ereignis(runde.von, "Beteiligung", runde.titel, runde.get_absolute_url(), f"bis {datum(runde.bis)}")


def _debates(fassungen: list[Fassung], today: date) -> Iterator[Ereignis]:
    carried = Beratung.objects.newest().public().filter(vorlage__fassungen__in=fassungen)
    for beratung in carried.distinct():
        yield as_event(beratung, today)


def _publications(fassungen: list[Fassung]) -> Iterator[Ereignis]:
    addresses = links(fassungen)
    for fassung in fassungen:
        if fassung.veroeffentlicht_am is not None:
            yield publication(fassung, addresses[fassung.pk])
