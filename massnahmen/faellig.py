"""What is due of measures at work: milestones, their end, and the next Sachstand; and on which step of the ladder.

Done is what was answered, also by a report that waits for its Freigabe. Nothing is due of what is finished, dropped,
put off or only proposed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from bildungskommune.accounts.models import Konto
from bildungskommune.accounts.vertretung import stellen_with
from massnahmen import takt
from massnahmen.models import FERTIG, Massnahme, MassnahmeStatus, Meilenstein, Nebenangabe, Sachstand
from massnahmen.models.erinnerung import STUFEN, Erinnerung, Erinnerungsruhe
from massnahmen.models.zustaendig import answered_by

Sache = Erinnerung.Sache
IN_ARBEIT = (MassnahmeStatus.VORGESEHEN, MassnahmeStatus.IN_UMSETZUNG, MassnahmeStatus.VERZOEGERT)
VERSAEUMT = timedelta(days=30)
"""A step that nobody took for so long is left out: what is due for months stands on the desk, and no mail helps."""
NAHE = timedelta(days=7)
"""From so many days before on it is a task on the desk."""
FRUEHESTENS, SPAETESTENS = timedelta(days=-STUFEN[0]), timedelta(days=STUFEN[-1]) + VERSAEUMT
BEENDET = (*FERTIG, MassnahmeStatus.VERWORFEN)


@dataclass(frozen=True)
class Faellig:
    """One thing of a measure and the day on which it is due."""

    massnahme: Massnahme
    sache: Erinnerung.Sache
    tag: date
    meilenstein: Meilenstein | None = None

    @property
    def name(self) -> str:
        """What it is, in words."""
        return f"Meilenstein „{self.meilenstein}“" if self.meilenstein else str(self.sache.label)


def step(tag: date, today: date) -> int | None:
    """Return the newest step that has come, in days from the day it is due; None before the first and long after."""
    come = [days for days in STUFEN if tag + timedelta(days=days) <= today]
    if not come or tag + timedelta(days=come[-1]) + VERSAEUMT < today:
        return None
    return come[-1]


def when(tag: date, today: date) -> str:
    """Say how far a day is away: "in 7 Tagen", "heute", "seit 30 Tagen überfällig"."""
    days = (tag - today).days
    near = {1: "morgen", 0: "heute", -1: "seit gestern überfällig"}
    return near.get(days) or (f"in {days} Tagen" if days > 0 else f"seit {-days} Tagen überfällig")


def awake(massnahmen: QuerySet[Massnahme], today: date) -> QuerySet[Massnahme]:
    """Return those at work for which no rest was asked."""
    return massnahmen.filter(~resting(today), status__in=IN_ARBEIT)


def resting(today: date) -> Exists:
    """Whether somebody asked that nobody be reminded."""
    return Exists(Erinnerungsruhe.objects.in_force(today).filter(massnahme=OuterRef("pk")))


def things(massnahmen: QuerySet[Massnahme], today: date) -> list[Faellig]:
    """Return what is due of these measures around today, the earliest first. Three statements."""
    found = [*_milestones(massnahmen, today), *_ends(massnahmen, today), *_reports(massnahmen, today)]
    return sorted(found, key=lambda one: (one.tag, one.massnahme.pk))


def _milestones(massnahmen: QuerySet[Massnahme], today: date) -> Iterator[Faellig]:
    rows = open_milestones().filter(massnahme__in=massnahmen.order_by().values("pk"), datum__range=_around(today))
    for row in rows.select_related("massnahme"):
        yield Faellig(row.massnahme, Sache.MEILENSTEIN, row.datum, row)


def open_milestones() -> QuerySet[Meilenstein]:
    """Return those not reached, and not said to be reached by a report that waits."""
    said = Nebenangabe.objects.filter(meilenstein=OuterRef("pk"), sachstand__in=_waiting())
    return Meilenstein.objects.filter(erreicht_am__isnull=True).exclude(Exists(said))


def _ends(massnahmen: QuerySet[Massnahme], today: date) -> Iterator[Faellig]:
    for row in massnahmen.filter(~said_to_be_over(), ende__range=_around(today)):
        if row.ende is not None:
            yield Faellig(row, Sache.ENDE, row.ende)


def said_to_be_over() -> Exists:
    """Whether a report that waits says that the measure is finished or dropped."""
    return Exists(_waiting().filter(massnahme=OuterRef("pk"), status__in=BEENDET))


def _reports(massnahmen: QuerySet[Massnahme], today: date) -> Iterator[Faellig]:
    """The next report is due a turn of the plan after the last, or after the measure came into its state."""
    heard = Sachstand.objects.heard().filter(massnahme=OuterRef("pk")).order_by().values("massnahme")
    first, last = _around(today)
    last_heard = Subquery(heard.annotate(last=Max("stichtag")).values("last"))
    for row in takt.with_turn(massnahmen).annotate(gehoert=last_heard):
        tag = takt.due(row.gehoert or timezone.localdate(row.status_seit), row.takt)
        if first <= tag <= last:
            yield Faellig(row, Sache.SACHSTAND, tag)


def _waiting() -> QuerySet[Sachstand]:
    return Sachstand.objects.waiting().order_by()


def _around(today: date) -> tuple[date, date]:
    return today - SPAETESTENS, today + FRUEHESTENS


def without_report(today: date | None = None) -> Q:
    """Measures at work of which nothing was heard for a turn; a report that waits for its Freigabe was heard."""
    since = takt.heard_since(today or timezone.localdate(), "massnahme")
    heard = Exists(Sachstand.objects.heard().filter(massnahme=OuterRef("pk"), stichtag__gte=since))
    return Q(status__in=IN_ARBEIT) & ~Q(heard)


def behind_milestone(today: date | None = None) -> Q:
    """Measures at work with a milestone that is past and not reached."""
    late = Meilenstein.objects.filter(
        massnahme=OuterRef("pk"), erreicht_am__isnull=True, datum__lt=today or timezone.localdate()
    )
    return Q(status__in=IN_ARBEIT) & Q(Exists(late))


def near(today: date | None = None) -> Q:
    """Measures at work with something due within the next seven days, today among them."""
    today = today or timezone.localdate()
    ahead = today + NAHE
    stone = Exists(open_milestones().filter(massnahme=OuterRef("pk"), datum__range=(today, ahead)))
    end = Q(ende__range=(today, ahead)) & ~said_to_be_over()
    heard = Exists(Sachstand.objects.heard().filter(massnahme=OuterRef("pk")))
    report = Q(heard) & without_report(ahead + timedelta(days=1)) & ~without_report(today)
    return Q(status__in=IN_ARBEIT) & ~resting(today) & (Q(stone) | end | report)


def past_end(today: date | None = None) -> Q:
    """Measures at work whose end is past."""
    return Q(status__in=IN_ARBEIT, ende__lt=today or timezone.localdate()) & ~Q(said_to_be_over())


def unasked(today: date | None = None) -> Q:
    """Measures at work with something due that nobody is reminded of: no account answers for them."""
    today = today or timezone.localdate()
    konten = Konto.objects.filter(rolle=Konto.Rolle.FACHAMT, is_active=True)
    asked = answered_by(Massnahme.objects.all(), stellen_with(konten, today))
    late = without_report(today) | behind_milestone(today) | past_end(today)
    return ~Q(resting(today)) & ~asked & (near(today) | late)
