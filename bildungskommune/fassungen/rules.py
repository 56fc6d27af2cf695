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
from bildungskommune.fassungen import auftraege, kette, nennung
from bildungskommune.fassungen.kopf import kopf
from bildungskommune.fassungen.models import (
    TITEL_LAENGE,
    Art,
    Druckauftrag,
    Fassung,
    FassungQuerySet,
    Hauptdokument,
    Sprache,
    Status,
    Zweck,
)
from bildungskommune.fassungen.namensstelle import Namensstelle
from bildungskommune.fassungen.registry import Definition, Snapshot, definition
from bildungskommune.lifecycle import MoveRefused, move

By = AbstractBaseUser | AnonymousUser | None


def checksum(snapshot: Snapshot) -> str:
    """Return the SHA-256 (hex) over the snapshot as canonical JSON: sorted keys, no spaces, UTF-8."""
    text = json.dumps(snapshot, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@kette.in_one_state
def freeze(
    key: str,
    objekt: models.Model,
    *,
    zweck: str = Zweck.ARBEITSSTAND,
    art: str = Art.STANDARD,
    sprache: str = Sprache.DEUTSCH,
    stichtag: date | None = None,
    beschluss_zu: Fassung | None = None,
    by: By = None,
    now: datetime | None = None,
) -> Fassung:
    """Freeze `objekt` as the next numbered Fassung of its line in the definition `key`; names go into their table.

    A document that speaks of a day of its own is frozen for that day, whatever `stichtag` says.
    Raises registry.UnknownArt when the documents of this stage have no text of this kind.
    """
    what = definition(key)
    stichtag = what.stichtag(objekt) or stichtag or timezone.localdate()
    line = {"definition": key, "objekt_id": objekt.pk, "art": art, "sprache": sprache}
    # The chain before the line, as everybody does, so that no two wait for each other; and nothing is read before it:
    # whoever takes a name out holds it, too, and no name comes back by a moment.
    snapshot, namen = _collected(what, objekt, art, stichtag)
    _lock_line(**line)
    last = Fassung.objects.filter(**line).aggregate(last=Max("nummer"))["last"] or 0
    fassung = Fassung(
        **line,
        dokument=what.kennung(objekt),
        nummer=last + 1,
        zweck=zweck,
        titel=str(objekt)[:TITEL_LAENGE],
        stichtag=stichtag,
        snapshot=snapshot,
        sha256=checksum(snapshot),
        beschluss_zu=beschluss_zu,
        eingefroren_am=now or timezone.now(),
        eingefroren_von_id=by.pk if by is not None and by.is_authenticated else None,
    )
    fassung.kette = kette.link(kette.end(), fassung)
    fassung.save(force_insert=True)
    for stelle in namen:
        stelle.fassung = fassung
    Namensstelle.objects.bulk_create(namen)
    record(by, "fassung.eingefroren", fassung, now=now, nummer=fassung.nummer, sha256=fassung.sha256)
    return fassung


def _collected(what: Definition, objekt: models.Model, art: str, stichtag: date) -> tuple[Snapshot, list[Namensstelle]]:
    """Return the content as it will be frozen, plain JSON that the readers of today understand, and who is named."""
    content, namen = nennung.taken_out({**what.snapshot(objekt, art), **kopf(what, stichtag)})
    snapshot: Snapshot = json.loads(json.dumps(content, cls=DjangoJSONEncoder))
    place = what.misfit(snapshot)
    assert place is None, f"{what.key} collects what its shape does not allow: {place}"
    return snapshot, namen


def _lock_line(definition: str, objekt_id: int, art: str, sprache: str) -> None:
    """Let only one transaction work on the line at a time: an advisory lock that ends with the transaction."""
    with connection.cursor() as cursor:
        name = f"fassung:{definition}:{objekt_id}:{art}:{sprache}"
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [name])


class NotAdopted(Exception):
    """The text holds only after a committee adopted it, and none did. `why` says what is to be done."""


def why_not(fassung: Fassung) -> str:
    """Say why this Fassung cannot be published by itself, empty when it can.

    What is not adopted can still be published with a reason, unless it would put an adopted text out of force.
    """
    if not _wants_adoption(fassung):
        return ""
    adopted = in_the_way(fassung)
    if adopted is not None:
        return (
            f"Es gilt „{adopted}“, wie beschlossen. Ein Text ohne Beschluss kann sie nicht ablösen. "
            "Bitte legen Sie eine Vorlage an und tragen Sie ein, was die Gremien entschieden haben."
        )
    return "Diese Fassung hat noch kein Gremium beschlossen."


def in_the_way(fassung: Fassung) -> Fassung | None:
    """Return the adopted text that this Fassung, which nobody adopted, would put out of force."""
    return earlier(fassung).filter(ohne_beschluss="").first() if _wants_adoption(fassung) else None


def _wants_adoption(fassung: Fassung) -> bool:
    return definition(fassung.definition).needs_adoption(fassung) and fassung.status != Status.BESCHLOSSEN


def publish(fassung: Fassung, *, ohne_beschluss: str = "", by: By = None, now: datetime | None = None) -> None:
    """Make the Fassung the valid one of its line, replace the one before and order its PDF.

    Raises lifecycle.MoveRefused when its state does not allow it, NotAdopted when a committee has to adopt it
    first: `ohne_beschluss` is the reason why it is published all the same, and stands on it.
    """
    now = now or timezone.now()
    what = definition(fassung.definition)
    with transaction.atomic():
        _lock_line(fassung.definition, fassung.objekt_id, fassung.art, fassung.sprache)
        fassung.refresh_from_db(fields=["status"])
        if Status.VEROEFFENTLICHT not in fassung.moves():
            raise MoveRefused(fassung, Status.VEROEFFENTLICHT)
        _check_adoption(fassung, ohne_beschluss.strip())
        for old in earlier(fassung):
            move(old, Status.ABGELOEST, by=by, now=now)
            Fassung.objects.filter(pk=old.pk).update(abgeloest_durch=fassung)
        if fassung.veroeffentlicht_am is None:
            fassung.veroeffentlicht_am = now
            fassung.save(update_fields=["veroeffentlicht_am", "ohne_beschluss"])
        move(fassung, Status.VEROEFFENTLICHT, by=by, now=now)
        _holds(what, fassung)
        order_print(fassung, anew=True)


def _check_adoption(fassung: Fassung, ohne_beschluss: str) -> None:
    """Take over the reason where one is needed; raises NotAdopted."""
    why = why_not(fassung)
    if not why:
        return
    if not ohne_beschluss or in_the_way(fassung):
        raise NotAdopted(why)
    fassung.ohne_beschluss = ohne_beschluss


def _holds(what: Definition, fassung: Fassung) -> None:
    """Tell the stage that its text holds now. The first document of a stage becomes that of the portal."""
    if fassung.linie:
        return
    what.veroeffentlicht(fassung)
    Hauptdokument.objects.get_or_create(definition=what.key, defaults={"objekt_id": fassung.objekt_id})
    carried_on = what.predecessor(fassung.objekt_id)
    if carried_on is not None:
        Hauptdokument.objects.filter(definition=what.key, objekt_id=carried_on).update(objekt_id=fassung.objekt_id)


def earlier(fassung: Fassung) -> FassungQuerySet:
    """Return what is valid now and would be replaced: of the same document, and of the one that it carries on."""
    documents = [fassung.objekt_id, definition(fassung.definition).predecessor(fassung.objekt_id)]
    line = Fassung.objects.of(fassung.definition).filter(art=fassung.art, sprache=fassung.sprache)
    return line.filter(objekt_id__in=[pk for pk in documents if pk]).current().exclude(pk=fassung.pk).without_snapshot()


def withdraw(fassung: Fassung, grund: str, *, by: By = None, now: datetime | None = None) -> None:
    """Take a public Fassung back. Its address stays and tells what was there, since when not, and why.

    Raises lifecycle.MoveRefused when it is not public, lifecycle.ReasonMissing without a reason.
    """
    with transaction.atomic():
        held = fassung.status == Status.VEROEFFENTLICHT
        move(fassung, Status.ZURUECKGEZOGEN, by=by, grund=grund, now=now)
        if held and not fassung.linie:
            definition(fassung.definition).zurueckgezogen(fassung)


def restore(fassung: Fassung, *, by: By = None, now: datetime | None = None) -> None:
    """Undo a withdrawal: the Fassung holds again, or stays replaced when another one holds by now.

    Raises lifecycle.MoveRefused when it was not withdrawn.
    """
    with transaction.atomic():
        _lock_line(fassung.definition, fassung.objekt_id, fassung.art, fassung.sprache)
        fassung.refresh_from_db(fields=["status"])
        if not fassung.ist_zurueckgezogen:
            raise MoveRefused(fassung, Status.VEROEFFENTLICHT)
        successor = earlier(fassung).first()
        if successor is None and fassung.abgeloest_durch_id is None:
            move(fassung, Status.VEROEFFENTLICHT, by=by, now=now)
            _holds(definition(fassung.definition), fassung)
            return
        move(fassung, Status.ABGELOEST, by=by, now=now)
        if successor is not None:
            Fassung.objects.filter(pk=fassung.pk).update(abgeloest_durch=successor)


def show_first(fassung: Fassung, *, by: By = None) -> None:
    """Make the document of this Fassung the one that the portal shows of its stage."""
    with transaction.atomic():
        Hauptdokument.objects.update_or_create(definition=fassung.definition, defaults={"objekt_id": fassung.objekt_id})
        record(by, "fassung.hauptdokument", fassung, now=None)


def cancel_print(fassung: Fassung, *, by: By) -> bool:
    """Call the print off; what was published stays so without its PDF. Returns whether it was still in work."""
    with transaction.atomic():
        done = any(auftraege.cancel(auftrag) for auftrag in Druckauftrag.objects.filter(fassung=fassung))
        if done:
            record(by, "fassung.druck_abgebrochen", fassung)
    return done


def order_print(fassung: Fassung, *, by: By = None, anew: bool = False) -> Druckauftrag:
    """Write the order to print and ring the worker after commit; an order that is done stays done.

    `anew` prints once more, because what stands around the text has changed: "Entwurf", the decision.
    """
    with transaction.atomic():
        auftrag, created = Druckauftrag.objects.get_or_create(fassung=fassung)
        if not created and (anew or auftraege.is_over_without_file(auftrag)):
            auftraege.reset(auftrag)
            if by is not None:
                record(by, "fassung.druck_wiederholt", fassung)
        transaction.on_commit(lambda: auftraege.ring(auftrag.pk))
    return auftrag


def verify(fassung: Fassung) -> bool:
    """Whether the frozen content still has the SHA-256 it was frozen with."""
    return checksum(fassung.snapshot) == fassung.sha256
