"""Steps of a workshop from plan to documentation, and what follows from each."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.lifecycle import ReasonMissing, move
from workshops import changes
from workshops.anmeldung import anwesenheit, mails, registration
from workshops.models import Programmpunkt, Workshop

Status = Workshop.Status
NUR_BEGRUENDET = frozenset({Status.ABGESAGT, Status.VERSCHOBEN})
TELLS_EVERYBODY = {Status.ABGESAGT: mails.ABGESAGT, Status.VERSCHOBEN: mails.VERSCHOBEN}


class NotYetHeld(Exception):
    """The workshop has not begun, so it cannot have taken place."""

    def __init__(self) -> None:
        super().__init__(
            "Der Workshop hat noch nicht begonnen. Bitte warten Sie bis zum Beginn, oder berichtigen Sie den Termin."
        )


class AlreadyPast(Exception):
    """Nobody can register for a workshop in the past."""

    def __init__(self) -> None:
        super().__init__(
            "Der Anmeldeschluss liegt in der Vergangenheit. Bitte ändern Sie zuerst den Termin und den Anmeldeschluss."
        )


def move_workshop(workshop: Workshop, to: str, *, by: Nutzer, grund: str = "", now: datetime | None = None) -> int:
    """Bring the workshop into the state `to`; returns how many people are told by mail.

    Cancelling and postponing need a Begründung and tell everybody who is registered. When it took place, all who
    were not ticked count as absent, provided that the attendance list was kept.
    Raises MoveRefused, ReasonMissing, NotYetHeld, AlreadyPast.
    """
    now = now or timezone.now()
    if to in NUR_BEGRUENDET and not grund.strip():
        raise ReasonMissing(to)
    if to == Status.DURCHGEFUEHRT and workshop.beginn > now:
        raise NotYetHeld
    if to == Status.OFFEN and workshop.anmeldeschluss < now:
        raise AlreadyPast
    with transaction.atomic():
        Workshop.objects.locked(workshop.pk)
        move(workshop, to, by=by, grund=grund, now=now)
        if to == Status.DURCHGEFUEHRT:
            anwesenheit.close(workshop, by=by, now=now)
        message = TELLS_EVERYBODY.get(Status(to))
        return mails.tell_all(workshop, message, grund=grund) if message else 0


def needs_reason(to: str) -> bool:
    return to in NUR_BEGRUENDET


def edited(workshop: Workshop, changed: Collection[str], *, former: str, by: Nutzer) -> int:
    """Follow up an edit: the former title is kept, more seats let the waiting list move up,
    another time or place is told to everybody.

    Returns how many people are told about time and place.
    """
    with transaction.atomic():
        changes.noted(workshop, changed, by=by)
        if "titel" in changed:
            workshop.fruehere_titel = [*workshop.fruehere_titel, former]
            workshop.save(update_fields=["fruehere_titel"])
        if "kapazitaet" in changed:
            registration.promote(workshop, by=by)
        if {"beginn", "ende", "ort"} & set(changed) and workshop.beginn > timezone.now():
            return mails.tell_all(workshop, mails.GEAENDERT)
    return 0


def shift_punkt(punkt: Programmpunkt, step: int) -> None:
    """Move an item of the programme up (-1) or down (1)."""
    with transaction.atomic():
        Workshop.objects.locked(punkt.workshop_id)
        order = list(Programmpunkt.objects.filter(workshop=punkt.workshop_id).order_by("position", "pk"))
        here = order.index(punkt)
        order.insert(min(max(here + step, 0), len(order) - 1), order.pop(here))
        for number, row in enumerate(order, start=1):
            row.position = number
        Programmpunkt.objects.bulk_update(order, ["position"])
