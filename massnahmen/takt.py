"""How often something is heard of a measure: in the turn of its plan, else every half year.

A measure that stands in several plans follows the shortest turn of those that nothing carries on.
"""

from calendar import monthrange
from datetime import date, timedelta

from django.db.models import DateField, Func, OuterRef, QuerySet, Subquery, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce

from massnahmen.models import Massnahme, Planplatz

HALBES_JAHR = timedelta(days=183)
"""Where no plan names a turn: after half a year without a report nobody outside knows how a measure goes."""


def turn(massnahme: str = "pk") -> Subquery:
    """Return the turn in months by a query whose rows name the measure in this field; nothing where no plan has one."""
    rows = Planplatz.objects.filter(
        massnahme=OuterRef(massnahme), plan__nachfolger__isnull=True, plan__bericht_alle_monate__isnull=False
    ).order_by("plan__bericht_alle_monate")
    return Subquery(rows.values("plan__bericht_alle_monate")[:1])


def with_turn(massnahmen: QuerySet[Massnahme]) -> QuerySet[Massnahme]:
    """Load with each measure its turn in months as `takt`."""
    return massnahmen.annotate(takt=turn())  # type: ignore[no-redef]  # the model declares what is annotated


def of(massnahme: Massnahme) -> int | None:
    """Return the turn of a measure in months, None where no plan names one."""
    found: int | None = Massnahme.objects.filter(pk=massnahme.pk).values_list(turn(), flat=True).first()
    return found


def heard_since(today: date, massnahme: str) -> Combinable:
    """Return the day after which something must have been heard by today, for a query as `turn` takes it."""
    before = Cast(Value(today), DateField()) - Func(
        turn(massnahme), template="make_interval(months => %(expressions)s)"
    )
    return Coalesce(Cast(before, DateField()), Value(today - HALBES_JAHR))


def due(last: date, months: int | None) -> date:
    """Return by when the next report is wanted."""
    return last + HALBES_JAHR if months is None else months_after(last, months)


def months_after(day: date, months: int) -> date:
    """Return the same day so many months later, the last of the month where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
