"""When a page changes although nobody does anything: `<app>/zeitmarken.py` names the moments of its own."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils import timezone

from bildungskommune.register import Register

zeitmarken: Register[[datetime], datetime] = Register("zeitmarken")
"""Asked for the next moments after the given one; each app gives the nearest it knows, or none."""


def until(now: datetime) -> datetime:
    """Return the moment up to which a page made now is right: the next one of any app, midnight at the latest."""
    morgen = timezone.localtime(now).date() + timedelta(days=1)
    midnight = timezone.make_aware(datetime.combine(morgen, datetime.min.time()))
    coming: Iterable[datetime] = (moment for moment in zeitmarken.collect(now) if moment > now)
    return min((midnight, *coming))
