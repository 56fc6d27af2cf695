"""Which editions of a stage there are: what holds, what took its place, what is to come. Also for the Konzept."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from bildungskommune.accounts.rollen import Nutzer, may_read_all
from bildungskommune.beteiligung.models import Beratung
from bildungskommune.fassungen.models import Fassung, FassungQuerySet, Status


def visible_to(key: str, user: Nutzer) -> QuerySet[Fassung]:
    """Return the Fassungen of a stage that this person may read; the office also sees drafts."""
    fassungen = Fassung.objects.of(key).select_related("auftrag")
    return fassungen if may_read_all(user) else fassungen.public()


def valid(key: str) -> FassungQuerySet:
    """Return what holds now, the newest first: one Fassung a document."""
    return Fassung.objects.of(key).current().select_related("auftrag")


def successor(fassung: Fassung) -> Fassung | None:
    """Return the Fassung that holds now in place of this one."""
    if fassung.status != Status.ABGELOEST:
        return None
    return valid(fassung.definition).without_snapshot().filter(objekt_id=fassung.objekt_id).first()


def others(fassung: Fassung) -> Sequence[Fassung]:
    """Return what holds beside this Fassung: the valid ones of other documents."""
    return list(valid(fassung.definition).without_snapshot().exclude(objekt_id=fassung.objekt_id))


@dataclass(frozen=True)
class Ausblick:
    """What can be said before anything is published."""

    begonnen: bool
    beratung: Beratung | None


def outlook(key: str, begonnen: bool) -> Ausblick:
    """Say whether somebody writes already, and when a committee will talk about it."""
    coming = Beratung.objects.select_related("gremium").filter(
        vorlage__fassung__definition=key, datum__gte=timezone.localdate(), ergebnis=""
    )
    return Ausblick(begonnen, coming.order_by("datum").first())
