"""When the next report on a plan is due, and by when its Evaluation: what the plan says of its turn."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max, Min
from django.utils import timezone

from bildungskommune.fassungen.models import Fassung
from bildungskommune.ui.zeiten import datum
from massnahmen.bericht.aenderungen import PLAN
from massnahmen.bericht.sammeln import KEY
from massnahmen.models import Berichtsart, Massnahmenplan, Umsetzungsbericht
from massnahmen.takt import months_after

VORLAUF = timedelta(days=60)
"""So long before its day the desk begins to tell of it: a report has to be gathered, written and introduced."""
GILT_NOCH = timedelta(days=365)
"""An Evaluation whose Stichtag lies no further before the day is the one that was wanted by then."""


@dataclass(frozen=True)
class Termin:
    plan: Massnahmenplan
    was: str
    tag: date

    def is_overdue(self, today: date) -> bool:
        return self.tag < today

    def is_soon(self, today: date) -> bool:
        return today <= self.tag <= today + VORLAUF

    @property
    def satz(self) -> str:
        """Umsetzungsbericht zu „Plan 2026“ bis 31. Oktober 2026"""
        return f"{self.was} zu „{self.plan.titel}“ bis {datum(self.tag)}"


def dates(plan: Massnahmenplan | None = None) -> list[Termin]:
    """Return what is still to come of the plans that nothing carries on, the earliest first; three statements."""
    rows = Massnahmenplan.objects.filter(nachfolger__isnull=True)
    plans = list(rows if plan is None else rows.filter(pk=plan.pk))
    reported = _last_reports()
    begun = _since()
    found = [one for each in plans for one in _of(each, reported, begun)]
    return sorted(found, key=lambda termin: (termin.tag, termin.plan.pk))


def _of(plan: Massnahmenplan, reported: Mapping[tuple[int, bool], date], begun: Mapping[int, date]) -> Iterator[Termin]:
    evaluated = reported.get((plan.pk, True))
    last = max(filter(None, (reported.get((plan.pk, False)), evaluated)), default=begun.get(plan.pk))
    if plan.bericht_alle_monate and last is not None:
        yield Termin(plan, "Umsetzungsbericht", months_after(last, plan.bericht_alle_monate))
    until = plan.evaluation_bis
    if until is not None and (evaluated is None or evaluated < until - GILT_NOCH):
        yield Termin(plan, "Evaluation oder Fortschreibung", until)


def _last_reports() -> dict[tuple[int, bool], date]:
    """Return the latest Stichtag that was published, by the key of the plan and whether it was an Evaluation."""
    public = Fassung.objects.of(KEY).public().values("objekt_id")
    rows = Umsetzungsbericht.objects.filter(pk__in=public).order_by().values_list("plan_id", "art")
    return {(plan, art == Berichtsart.EVALUATION): tag for plan, art, tag in rows.annotate(Max("stichtag"))}


def _since() -> dict[int, date]:
    """Return when each plan was first published: from then on its turn counts."""
    rows = Fassung.objects.of(PLAN).public().order_by().values_list("objekt_id")
    first = rows.annotate(Min("veroeffentlicht_am"))
    return {plan: timezone.localdate(moment) for plan, moment in first if moment is not None}
