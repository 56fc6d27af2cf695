"""Freeze, publish, print: the only ways a Fassung comes into being and goes on."""

import hashlib
import json
from datetime import date, datetime

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction
from django.db.models import Max
from django.utils import timezone

from bildungskommune.audit.log import record
from bildungskommune.fassungen import auftraege
from bildungskommune.fassungen.models import Druckauftrag, Fassung, FassungQuerySet, Status, Zweck
from bildungskommune.fassungen.registry import Snapshot, definition
from bildungskommune.lifecycle import move

By = AbstractBaseUser | AnonymousUser | None


def checksum(snapshot: Snapshot) -> str:
    """Return the SHA-256 (hex) over the snapshot as canonical JSON: sorted keys, no spaces, UTF-8."""
    text = json.dumps(snapshot, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def freeze(
    key: str,
    objekt: models.Model,
    *,
    zweck: str = Zweck.ARBEITSSTAND,
    stichtag: date | None = None,
    by: By = None,
    now: datetime | None = None,
) -> Fassung:
    """Freeze `objekt` as the next numbered Fassung of the definition `key`."""
    what = definition(key)
    kreis = str(objekt.pk) if what.je_objekt else ""
    snapshot: Snapshot = json.loads(json.dumps(what.collect(objekt), cls=DjangoJSONEncoder))
    with transaction.atomic():
        _lock_count(key, kreis)
        last = Fassung.objects.filter(definition=key, zaehlkreis=kreis).aggregate(last=Max("nummer"))["last"] or 0
        fassung = Fassung.objects.create(
            definition=key,
            objekt_id=objekt.pk,
            zaehlkreis=kreis,
            nummer=last + 1,
            zweck=zweck,
            titel=str(objekt)[:300],
            stichtag=stichtag or timezone.localdate(),
            snapshot=snapshot,
            sha256=checksum(snapshot),
            eingefroren_am=now or timezone.now(),
            eingefroren_von_id=by.pk if by is not None and by.is_authenticated else None,
        )
        record(by, "fassung.eingefroren", fassung, now=now, nummer=fassung.nummer, sha256=fassung.sha256)
    return fassung


def _lock_count(key: str, kreis: str) -> None:
    """Let only one transaction count at a time: an advisory lock that ends with the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"fassung:{key}:{kreis}"])


def publish(fassung: Fassung, *, by: By = None, now: datetime | None = None) -> None:
    """Make the Fassung the valid one of its document, replace the one before and order its PDF.

    Raises lifecycle.MoveRefused when its state does not allow it.
    """
    now = now or timezone.now()
    what = definition(fassung.definition)
    with transaction.atomic():
        _lock_count(fassung.definition, fassung.zaehlkreis)
        fassung.veroeffentlicht_am = now
        Fassung.objects.filter(pk=fassung.pk, veroeffentlicht_am__isnull=True).update(veroeffentlicht_am=now)
        move(fassung, Status.VEROEFFENTLICHT, by=by, now=now)
        _replace_earlier(fassung, by=by, now=now)
        what.veroeffentlicht(fassung)
        order_print(fassung)


def earlier(fassung: Fassung) -> FassungQuerySet:
    """Return what is valid now and would be replaced by this Fassung."""
    same = Fassung.objects.of(fassung.definition, fassung.objekt_id)
    return same.current().exclude(pk=fassung.pk).without_snapshot()


def _replace_earlier(fassung: Fassung, *, by: By, now: datetime) -> None:
    for old in earlier(fassung):
        move(old, Status.ABGELOEST, by=by, now=now)
        Fassung.objects.filter(pk=old.pk).update(abgeloest_durch=fassung)


def order_print(fassung: Fassung, *, by: By = None) -> Druckauftrag:
    """Write the order to print and ring the worker after commit; an order that is done stays done."""
    with transaction.atomic():
        auftrag, created = Druckauftrag.objects.get_or_create(fassung=fassung)
        if not created and auftraege.is_over_without_pdf(auftrag):
            auftraege.reset(auftrag)
            if by is not None:
                record(by, "fassung.druck_wiederholt", fassung)
        transaction.on_commit(lambda: auftraege.ring(auftrag.pk))
    return auftrag


def verify(fassung: Fassung) -> bool:
    """Whether the frozen content still has the SHA-256 it was frozen with."""
    return checksum(fassung.snapshot) == fassung.sha256
