"""States as data: each model with a status declares its MOVES; `move` is the only writer of a status."""

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar, TypeAlias

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import models, transaction
from django.utils import timezone

from bildungskommune.audit.log import record

Moves: TypeAlias = Mapping[str, frozenset[str]]


class MoveRefused(Exception):
    """The thing cannot go from its present state to the one asked for."""

    def __init__(self, thing: "MitStatus", to: str) -> None:
        self.thing = thing
        self.to = to
        wort = dict(thing.STATUS.choices)
        super().__init__(f"Von „{wort[thing.status]}“ führt kein Schritt zu „{wort.get(to, to)}“.")


class ReasonMissing(Exception):
    """This state is only entered with a Begründung."""

    def __init__(self, to: str) -> None:
        self.to = to
        super().__init__("Bitte nennen Sie eine Begründung. Sie wird öffentlich gezeigt.")


class MitStatus(models.Model):
    """Base of everything that has a life cycle. The subclass declares `status`, STATUS and MOVES."""

    STATUS: ClassVar[type[models.TextChoices]]
    MOVES: ClassVar[Moves]
    NUR_BEGRUENDET: ClassVar[frozenset[str]] = frozenset()

    status = models.CharField("Stand", max_length=20)
    status_seit = models.DateTimeField("Stand seit", default=timezone.now, editable=False)
    status_grund = models.TextField("Begründung", blank=True, editable=False)

    class Meta:
        abstract = True

    def moves(self) -> list[models.TextChoices]:
        """Return the states that can follow the present one, in the order of the enum."""
        following = self.MOVES.get(self.status, frozenset())
        return [status for status in self.STATUS if status.value in following]


def move(
    thing: MitStatus,
    to: str,
    *,
    by: AbstractBaseUser | AnonymousUser | None,
    grund: str = "",
    seit: datetime | None = None,
    now: datetime | None = None,
) -> None:
    """Bring `thing` into the state `to` under a row lock and note it in the audit trail.

    `seit` is when that came about, if it was before somebody entered it.
    Raises MoveRefused when MOVES has no such step, ReasonMissing when the state asks for a Begründung.
    """
    with transaction.atomic():
        locked = type(thing)._default_manager.select_for_update().only("status").get(pk=thing.pk)
        if to not in locked.MOVES.get(locked.status, frozenset()):
            raise MoveRefused(locked, to)
        if to in thing.NUR_BEGRUENDET and not grund.strip():
            raise ReasonMissing(to)
        before = locked.status
        thing.status = to
        thing.status_seit = seit or now or timezone.now()
        thing.status_grund = grund.strip()
        thing.save(update_fields=["status", "status_seit", "status_grund"])
        record(by, f"{thing._meta.model_name}.status", thing, now=now, von=before, nach=str(to))
