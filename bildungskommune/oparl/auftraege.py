"""The rows: order, ring, claim, read, try again, fail, sweep. The worker reads; the web process only writes orders."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from bildungskommune import klingel
from bildungskommune.audit.log import By, record
from bildungskommune.oparl import abgleich, lesen, netz
from bildungskommune.oparl.lesen import Stand
from bildungskommune.oparl.models import Quelle

logger = logging.getLogger(__name__)

TASK = "bildungskommune.oparl.tasks.lesen"
STALE = timedelta(seconds=10 * lesen.SEKUNDEN)
PAUSEN = (timedelta(minutes=5), timedelta(minutes=30))
"""So long after the first and the second failure it is tried again."""
MAX_ATTEMPTS = len(PAUSEN) + 1
NACHTS = 500
"""So many are read in a night, those first that were read longest ago."""
UNERWARTET = "Beim Lesen ist ein unerwarteter Fehler aufgetreten. Er steht im Protokoll des Dienstes."
ABGEBROCHEN = "Der Dienst ist beim Lesen dreimal abgebrochen."
Status = Quelle.Status


def order(adresse: str, *, by: By) -> Quelle:
    """Note that a Paper is to be read, or read again; returns its row."""
    with transaction.atomic():
        quelle, is_new = Quelle.objects.get_or_create(adresse=adresse)
        if is_new:
            record(by, "abgleich.begonnen", quelle)
            transaction.on_commit(partial(ring, quelle.pk))
        else:
            again(Quelle.objects.filter(pk=quelle.pk))
    return quelle


def again(rows: QuerySet[Quelle], *, now: datetime | None = None) -> int:
    """Put in the queue what nobody works on; returns how many."""
    now = now or timezone.now()
    pks = list(rows.exclude(status__in=(Status.WARTET, Status.LAEUFT)).values_list("pk", flat=True))
    Quelle.objects.filter(pk__in=pks).update(status=Status.WARTET, attempts=0, fehler="", faellig=now)
    for pk in pks:
        transaction.on_commit(partial(ring, pk))
    return len(pks)


def nightly(*, now: datetime | None = None) -> int:
    """Order what was read longest ago; returns how many."""
    chosen = Quelle.objects.order_by(F("gelesen_am").asc(nulls_first=True)).values("pk")[:NACHTS]
    return again(Quelle.objects.filter(pk__in=list(chosen.values_list("pk", flat=True))), now=now)


def ring(pk: int) -> None:
    klingel.ring(TASK, pk)


def work(pk: int, *, now: datetime | None = None, read: Callable[[str], Stand] = lesen.read) -> bool:
    """Read one Paper and compare; returns whether this call did it. Safe to run twice or never."""
    now = now or timezone.now()
    due = Quelle.objects.filter(pk=pk, status=Status.WARTET, faellig__lte=now)
    if not due.update(status=Status.LAEUFT, attempts=F("attempts") + 1, heartbeat=now):
        return False
    quelle = Quelle.objects.get(pk=pk)
    try:
        return _done(quelle, read(quelle.adresse), now)
    except netz.Unerreichbar as error:
        _later(quelle, str(error), now)
    except netz.Unbrauchbar as error:
        _fail(quelle, str(error))
    except Exception:
        _fail(quelle, UNERWARTET)
        raise
    return False


def _mine(quelle: Quelle) -> QuerySet[Quelle]:
    return Quelle.objects.filter(pk=quelle.pk, status=Status.LAEUFT, attempts=quelle.attempts)


def _done(quelle: Quelle, stand: Stand, now: datetime) -> bool:
    with transaction.atomic():
        read = stand.as_json()
        if stand.geloescht:
            # What was known stays to be read; only that it is gone there is new.
            read = {**quelle.stand, "geloescht": True}
        if not _mine(quelle).update(status=Status.FERTIG, stand=read, gelesen_am=now, fehler="", attempts=0):
            return False
        abgleich.renew(quelle)
    return True


def _later(quelle: Quelle, grund: str, now: datetime) -> None:
    if quelle.attempts >= MAX_ATTEMPTS:
        _fail(quelle, grund)
        return
    _mine(quelle).update(status=Status.WARTET, fehler=grund, faellig=now + PAUSEN[quelle.attempts - 1])


def _fail(quelle: Quelle, grund: str) -> None:
    _mine(quelle).update(status=Status.GESCHEITERT, fehler=grund)
    logger.error("reading %s failed", quelle.pk)


def sweep(*, now: datetime | None = None) -> int:
    """Ring again for what is due or stayed behind; what broke off thrice has failed. Returns how many rang."""
    now = now or timezone.now()
    stale = Quelle.objects.filter(status=Status.LAEUFT, heartbeat__lt=now - STALE)
    stale.filter(attempts__gte=MAX_ATTEMPTS).update(status=Status.GESCHEITERT, fehler=ABGEBROCHEN)
    stale.filter(attempts__lt=MAX_ATTEMPTS).update(status=Status.WARTET, faellig=now)
    due = Q(status=Status.WARTET, faellig__lte=now)
    waiting = list(Quelle.objects.filter(due).order_by("pk").values_list("pk", flat=True)[:200])
    for pk in waiting:
        ring(pk)
    return len(waiting)


def end(quelle: Quelle, *, by: By) -> None:
    """Read it no more; the Vorlage stays as it is."""
    with transaction.atomic():
        record(by, "abgleich.beendet", quelle)
        quelle.delete()
