"""Freeze at once what is short, and let the worker freeze what is long: the row is the job, Celery is the bell."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import F
from django.utils import timezone

from bildungskommune import klingel
from bildungskommune.fassungen import kette, rules
from bildungskommune.fassungen.models import TITEL_LAENGE, Einfrierauftrag, Fassung
from bildungskommune.fassungen.registry import UnknownArt, UnknownDefinition, definition
from bildungskommune.fassungen.rules import By
from bildungskommune.once import Opening
from bildungskommune.register import Register

logger = logging.getLogger(__name__)

TASK = "bildungskommune.fassungen.tasks.einfrieren"
LANG = 400
"""So many parts and more are frozen by the worker; fewer take less than two seconds (docs/performance.md)."""
STALE = timedelta(seconds=settings.FREEZE_SILENCE_SECONDS)
MAX_ATTEMPTS = 3
ABGEBROCHEN = "Das Einfrieren ist dreimal abgebrochen. Bitte versuchen Sie es noch einmal."
FORT = "Das Dokument oder die Fassung dazu gibt es nicht mehr."
UNBEKANNT = (
    "So friert das Portal nichts mehr ein. Bitte frieren Sie das Dokument von seiner Seite aus neu ein; geht auch das "
    "nicht, geben Sie dem technischen Betrieb Bescheid."
)
Status = Einfrierauftrag.Status


class Gone(Exception):
    """What an order wants frozen is not there any more."""

    def __init__(self) -> None:
        super().__init__(FORT)


@dataclass(frozen=True)
class Regel:
    """A rule that freezes, by the name that an order gives."""

    name: str
    freeze: Callable[[Einfrierauftrag], Fassung]
    """Raises one of `refusals` when it must not be; the text says why."""
    refusals: tuple[type[Exception], ...] = ()


regeln: Register[[], Regel] = Register("einfrieren")


@regeln.register
def working_text() -> Iterator[Regel]:
    yield Regel("arbeitstext", _freeze, (UnknownArt,))


def is_long(key: str, objekt: models.Model) -> bool:
    return definition(key).umfang(objekt) >= LANG


def opening(key: str, objekt_id: int) -> Opening:
    """Return what opens the transaction of a form that freezes: only what freezes at once has to wait for the chain."""
    objekt = definition(key).model_class._default_manager.filter(pk=objekt_id).first()
    return transaction.atomic if objekt is None or is_long(key, objekt) else kette.in_one_state


def order(key: str, objekt: models.Model, *, regel: str, angaben: dict[str, Any], by: By) -> Einfrierauftrag:
    """Note that a document is to be frozen, and ring; `angaben` are plain JSON and days."""
    plain = {name: value.isoformat() if isinstance(value, date) else value for name, value in angaben.items()}
    with transaction.atomic():
        auftrag = Einfrierauftrag.objects.create(
            definition=key,
            objekt_id=objekt.pk,
            titel=str(objekt)[:TITEL_LAENGE],
            regel=regel,
            angaben=plain,
            konto_id=by.pk if by is not None and by.is_authenticated else None,
        )
        transaction.on_commit(partial(ring, auftrag.pk))
    return auftrag


def ring(auftrag_pk: int) -> None:
    klingel.ring(TASK, auftrag_pk, queue="pdf")


def again(auftrag: Einfrierauftrag) -> None:
    """Put an order that failed back in the queue."""
    failed = Einfrierauftrag.objects.filter(pk=auftrag.pk, status=Status.GESCHEITERT)
    if failed.update(status=Status.WARTET, attempts=0, fehler="", finished=None, heartbeat=timezone.now()):
        transaction.on_commit(partial(ring, auftrag.pk))


def work(auftrag_pk: int, *, now: datetime | None = None) -> bool:
    """Freeze what the order asks for, unless somebody else does; returns whether a Fassung came of it."""
    waiting = Einfrierauftrag.objects.filter(pk=auftrag_pk, status=Status.WARTET)
    started = now or timezone.now()
    if not waiting.update(status=Status.LAEUFT, attempts=F("attempts") + 1, heartbeat=started, fehler=""):
        return False
    auftrag = Einfrierauftrag.objects.get(pk=auftrag_pk)
    regel = next((one for one in regeln.collect() if one.name == auftrag.regel), None)
    if regel is None:
        _fail(auftrag, UNBEKANNT)
        return False
    refusals: tuple[type[Exception], ...] = (Gone, *regel.refusals)
    try:
        return _carry_out(auftrag, regel)
    except refusals as refusal:
        _fail(auftrag, str(refusal))
        return False


@kette.in_one_state
def _carry_out(auftrag: Einfrierauftrag, regel: Regel) -> bool:
    # Two workers may have the order after a sweep: the second waits for the first, and finds it done.
    mine = Einfrierauftrag.objects.filter(pk=auftrag.pk, status=Status.LAEUFT)
    if not mine.select_for_update().exists():
        return False
    fassung = regel.freeze(auftrag)
    mine.update(status=Status.FERTIG, fassung=fassung, finished=timezone.now())
    return True


def _fail(auftrag: Einfrierauftrag, grund: str) -> None:
    Einfrierauftrag.objects.filter(pk=auftrag.pk, status=Status.LAEUFT).update(
        status=Status.GESCHEITERT, fehler=grund, finished=timezone.now()
    )
    logger.error("order to freeze %s failed", auftrag.pk)


def sweep(*, now: datetime | None = None) -> int:
    """Ring again for what stayed behind; what broke off thrice has failed. Returns how many rang."""
    now = now or timezone.now()
    _give_up_on_the_dead(now)
    orders = Einfrierauftrag.objects.filter(status=Status.WARTET).order_by("pk")
    waiting = list(orders.values_list("pk", flat=True)[:200])
    for pk in waiting:
        ring(pk)
    return len(waiting)


def _give_up_on_the_dead(now: datetime) -> None:
    """Let orders wait again on which nobody works: whoever freezes holds the row, and a dead worker holds nothing.

    One that still waits for the chain may be taken for dead, too; it finds the order done, or does it itself.
    """
    with transaction.atomic():
        begun = Einfrierauftrag.objects.filter(status=Status.LAEUFT, heartbeat__lt=now - STALE)
        dead = list(begun.select_for_update(skip_locked=True).values_list("pk", flat=True))
        rows = Einfrierauftrag.objects.filter(pk__in=dead)
        rows.filter(attempts__gte=MAX_ATTEMPTS).update(status=Status.GESCHEITERT, finished=now, fehler=ABGEBROCHEN)
        rows.filter(attempts__lt=MAX_ATTEMPTS).update(status=Status.WARTET)


def document(auftrag: Einfrierauftrag) -> models.Model:
    """Return the working document that an order wants frozen; raises Gone."""
    try:
        what = definition(auftrag.definition)
    except UnknownDefinition:
        raise Gone from None
    objekt = what.model_class._default_manager.filter(pk=auftrag.objekt_id).first()
    if objekt is None:
        raise Gone
    return objekt


def _freeze(auftrag: Einfrierauftrag) -> Fassung:
    objekt = document(auftrag)
    stichtag = auftrag.angaben.get("stichtag")
    return rules.freeze(
        auftrag.definition,
        objekt,
        **auftrag.angaben | {"stichtag": date.fromisoformat(stichtag) if stichtag else None},
        by=auftrag.konto,
    )
