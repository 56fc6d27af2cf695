"""The chronology of the process: what committees did, what was published, what the stages report."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Count, QuerySet
from django.utils import timezone

from bildungskommune.akteure.models import Gremium, Institution
from bildungskommune.beteiligung.models import Beratung
from bildungskommune.fassungen import liste
from bildungskommune.fassungen.darstellung import stage_name
from bildungskommune.fassungen.models import Fassung
from bildungskommune.verfahren.registry import Ereignis, ereignisse

EINRICHTUNGEN = 400


def chronicle(today: date | None = None) -> list[Ereignis]:
    """Return everything that happened, newest first; what a committee has still to do stands above it."""
    today = today or timezone.localdate()
    found = [*ereignisse(), *_committees(today), *_publications()]
    return sorted(found, key=lambda event: event.datum, reverse=True)


def _committees(today: date) -> Iterator[Ereignis]:
    for beratung in Beratung.objects.newest().defer("vorlage__fassung__snapshot"):
        ahead = "vorgesehen" if beratung.datum > today else "Ergebnis nicht eingetragen"
        ergebnis = beratung.get_ergebnis_display() if beratung.ergebnis else ahead
        worte = [beratung.get_rolle_display(), ergebnis, beratung.stimmen]
        yield Ereignis(
            beratung.datum,
            str(beratung.gremium),
            f"{beratung.vorlage}: {beratung.vorlage.betreff}",
            beratung.link or beratung.vorlage.link,
            ", ".join(wort for wort in worte if wort),
        )


def _publications() -> Iterator[Ereignis]:
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


def institutions() -> dict[str, list[Institution]]:
    """Return the public institutions by kind, in the order of their names."""
    groups: dict[str, list[Institution]] = {}
    for institution in Institution.objects.public().order_by("typ", "name")[:EINRICHTUNGEN]:
        groups.setdefault(institution.get_typ_display(), []).append(institution)
    return dict(sorted(groups.items(), key=lambda group: -len(group[1])))


def committees() -> QuerySet[Gremium]:
    return Gremium.objects.annotate(anzahl=Count("beratungen")).order_by("-anzahl", "name")
