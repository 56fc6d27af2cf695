"""The measures of a plan as they stood on the day of a report; a constant number of statements.

What was reported, reached, measured or judged after the day is not there yet. Of reports, those approved count.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from massnahmen import stand_am, takt
from massnahmen.models import Ampelurteil, Indikator, Indikatorwert, Massnahme, MassnahmeStatus, Sachstand
from massnahmen.models.massnahme import STATUS_ART

NICHT_BEKANNT = "nicht bekannt"


@dataclass(frozen=True)
class Lage:
    """A measure on the day. `status` is None when nothing says where it stood."""

    massnahme: Massnahme
    status: MassnahmeStatus | None
    sachstand: Sachstand | None

    @property
    def wort(self) -> str:
        return NICHT_BEKANNT if self.status is None else str(self.status.label)

    @property
    def code(self) -> str:
        return "" if self.status is None else self.status.value

    @property
    def art(self) -> str:
        """How the state is shown."""
        return "neutral" if self.status is None else STATUS_ART[self.status]


def lagen(massnahmen: Sequence[Massnahme], tag: date) -> list[Lage]:
    """Return the measures, which `loaded` brought for the day, as they stood at the end of it."""
    reported = stand_am.reported(massnahmen, tag)
    return [_lage(one, reported, tag) for one in massnahmen]


def loaded(massnahmen: QuerySet[Massnahme], tag: date) -> QuerySet[Massnahme]:
    """Load all that a report says of a measure; its newest report of the time is in `neueste`."""
    night = timezone.make_aware(datetime.combine(tag + timedelta(days=1), time.min))
    urteile = Ampelurteil.objects.filter(
        Q(aufgehoben_am__isnull=True) | Q(aufgehoben_am__gte=night), gesetzt_am__lt=night
    )
    werte = Indikatorwert.objects.filter(datum__lte=tag).order_by("datum", "pk")
    indikatoren = Indikator.objects.prefetch_related(Prefetch("werte", queryset=werte))
    newest = Sachstand.objects.filter(stichtag__lte=tag).newest_each()
    return (
        takt.with_turn(massnahmen)
        .select_related("federfuehrung", "startbeschluss__gremium", "startbeschluss__vorlage")
        .prefetch_related(
            "posten",
            "meilensteine",
            Prefetch("indikatoren", queryset=indikatoren),
            Prefetch("sachstaende", queryset=newest, to_attr="neueste"),
            Prefetch("ampelurteile", queryset=urteile.order_by("-gesetzt_am", "-pk"), to_attr="geltende_urteile"),
        )
    )


def _lage(massnahme: Massnahme, reported: Mapping[int, MassnahmeStatus], tag: date) -> Lage:
    """Put the measure back to the day; it is never saved like that."""
    for stone in massnahme.meilensteine.all():
        if stone.erreicht_am is not None and stone.erreicht_am > tag:
            stone.erreicht_am = None
    status = reported.get(massnahme.pk)
    if status is None and timezone.localdate(massnahme.status_seit) <= tag:
        status = MassnahmeStatus(massnahme.status)
    if status is not None:
        massnahme.status = status
    newest: list[Sachstand] = getattr(massnahme, "neueste", [])
    return Lage(massnahme, status, newest[0] if newest else None)
