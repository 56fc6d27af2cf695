"""Which editions of a stage there are: what holds, what took its place, what stands beside it."""

from collections.abc import Sequence

from django.db.models import QuerySet

from bildungskommune.accounts.rollen import Nutzer, may_read_all
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
