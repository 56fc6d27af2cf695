"""The rows: order, ring, claim, finish, fail, sweep. The web process needs no more; `setzen` sets."""

import hashlib
import json
import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.db.models import F
from django.utils import timezone

from bildungskommune import klingel
from bildungskommune.drucksachen.models import Drucksache

logger = logging.getLogger(__name__)

TASK = "bildungskommune.drucksachen.tasks.setzen"
STALE = timedelta(seconds=settings.PRINT_SILENCE_SECONDS)
MAX_ATTEMPTS = 3
PAUSE = timedelta(minutes=1)
"""So long after it failed, a print is tried again when somebody asks for it."""
ABGEBROCHEN = "Der Druckdienst ist beim Setzen dreimal abgebrochen."
Status = Drucksache.Status


def key(muster: str, titel: str, inhalt: Mapping[str, Any]) -> str:
    """Return the SHA-256 over what is printed."""
    said = json.dumps([muster, titel, inhalt], cls=DjangoJSONEncoder, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()


def known(schluessel: str) -> Drucksache | None:
    """Return the print if it was ordered; one whose file is gone, or that failed a while ago, is set anew."""
    found = Drucksache.objects.filter(schluessel=schluessel).defer("inhalt").first()
    if found is not None and _is_over(found):
        Drucksache.objects.filter(pk=found.pk, status=found.status).update(
            status=Status.WARTET, attempts=0, fehler="", heartbeat=timezone.now(), finished=None
        )
        ring(found.pk)
        found.refresh_from_db()
    return found


def _is_over(drucksache: Drucksache) -> bool:
    if drucksache.status == Status.GESCHEITERT:
        return drucksache.finished is None or drucksache.finished < timezone.now() - PAUSE
    return drucksache.status == Status.FERTIG and not drucksache.pdf.storage.exists(str(drucksache.pdf.name))


def order(schluessel: str, muster: str, titel: str, inhalt: Mapping[str, Any]) -> Drucksache:
    """Order a print, or return the one that somebody else has ordered in the same moment."""
    with transaction.atomic():
        drucksache, is_new = Drucksache.objects.get_or_create(
            schluessel=schluessel, defaults={"muster": muster, "titel": titel, "inhalt": inhalt}
        )
        if is_new:
            transaction.on_commit(partial(ring, drucksache.pk))
    return drucksache


def ring(pk: int) -> None:
    klingel.ring(TASK, pk, queue="pdf")


def claim(pk: int) -> Drucksache | None:
    """Take the order if nobody else has it; returns None when it is done, gone or in other hands."""
    taken = Drucksache.objects.filter(pk=pk, status=Status.WARTET).update(
        status=Status.LAEUFT, attempts=F("attempts") + 1, heartbeat=timezone.now()
    )
    return Drucksache.objects.filter(pk=pk).first() if taken else None


def finish(drucksache: Drucksache, *, name: str, seiten: int) -> bool:
    """Put the file in place with one update; returns whether the order was still this one's."""
    return bool(_mine(drucksache).update(status=Status.FERTIG, pdf=name, seiten=seiten, finished=timezone.now()))


def fail(drucksache: Drucksache, grund: str) -> None:
    _mine(drucksache).update(status=Status.GESCHEITERT, fehler=grund, finished=timezone.now())
    logger.error("print %s failed: %s", drucksache.pk, grund)


def is_mine(drucksache: Drucksache) -> bool:
    """Note a sign of life; returns whether the order still is at the attempt of this worker."""
    return bool(_mine(drucksache).update(heartbeat=timezone.now()))


def _mine(drucksache: Drucksache) -> models.QuerySet[Drucksache]:
    """Return the row while it is at the attempt that this worker began."""
    return Drucksache.objects.filter(pk=drucksache.pk, status=Status.LAEUFT, attempts=drucksache.attempts)


def sweep(*, now: datetime | None = None) -> int:
    """Ring again for what stayed behind; a worker that died thrice over an order fails it. Returns how many rang."""
    now = now or timezone.now()
    stale = Drucksache.objects.filter(status=Status.LAEUFT, heartbeat__lt=now - STALE)
    stale.filter(attempts__gte=MAX_ATTEMPTS).update(status=Status.GESCHEITERT, finished=now, fehler=ABGEBROCHEN)
    stale.filter(attempts__lt=MAX_ATTEMPTS).update(status=Status.WARTET)
    waiting = list(Drucksache.objects.filter(status=Status.WARTET).order_by("pk").values_list("pk", flat=True)[:200])
    for pk in waiting:
        ring(pk)
    return len(waiting)
