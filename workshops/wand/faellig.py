"""Which walls have changed since their suggestions were computed: the row is the work, the bell is a courtesy."""

from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from bildungskommune import klingel
from workshops.models import Beitrag, Vorschlagsstand, Workshop

PAUSE = 5
"""Seconds after a change until the worker computes: who types card after card is not computed for each."""
TASK = "workshops.tasks.vorschlagen"


def due(workshop: Workshop, *, now: datetime | None = None) -> None:
    """Note that the wall has changed, and ring for the worker once that is committed."""
    Vorschlagsstand.objects.update_or_create(workshop=workshop, defaults={"faellig": now or timezone.now()})
    transaction.on_commit(partial(ring, workshop.pk))


def ring(pk: int) -> None:
    klingel.ring(TASK, pk, countdown=PAUSE)


def waiting(*, now: datetime | None = None) -> list[int]:
    """Return the walls that changed, or got a card by another way, and were not computed since."""
    since = (now or timezone.now()) - timedelta(seconds=PAUSE)
    here = Beitrag.objects.filter(workshop=OuterRef("workshop"))
    newer = here.filter(eingereicht_am__gt=F("workshop__vorschlagsstand__gerechnet"), eingereicht_am__lte=since)
    stale = Vorschlagsstand.objects.filter(Q(faellig__lte=since) | Exists(newer)).values_list("workshop", flat=True)
    unknown = Workshop.objects.filter(Exists(Beitrag.objects.filter(workshop=OuterRef("pk"))), vorschlagsstand=None)
    return [*stale, *unknown.values_list("pk", flat=True)]
