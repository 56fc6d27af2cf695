"""Steps of a workshop from plan to documentation, and what follows from each."""

from collections.abc import Collection
from datetime import datetime

from django.db import models, transaction
from django.db.models.functions import Lower
from django.utils import timezone

from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.audit.log import record
from bildungskommune.lifecycle import ReasonMissing, move
from workshops import mails_staff, registration
from workshops.models import Anmeldung, Programmpunkt, Teilnahme, Workshop

Status = Workshop.Status
NUR_BEGRUENDET = frozenset({Status.ABGESAGT, Status.VERSCHOBEN})
TELLS_EVERYBODY = {Status.ABGESAGT: mails_staff.ABGESAGT, Status.VERSCHOBEN: mails_staff.VERSCHOBEN}
PRESENT, ABSENT = Anmeldung.Status.TEILGENOMMEN, Anmeldung.Status.NICHT_ERSCHIENEN
EXPECTED = (Anmeldung.Status.BESTAETIGT, Anmeldung.Status.NACHGERUECKT)
ON_THE_LIST = (*EXPECTED, PRESENT, ABSENT)


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
            _close_attendance(workshop, by=by, now=now)
        message = TELLS_EVERYBODY.get(Status(to))
        return mails_staff.tell_all(workshop, message, grund=grund) if message else 0


def needs_reason(to: str) -> bool:
    return to in NUR_BEGRUENDET


def created(thing: models.Model, *, by: Nutzer) -> None:
    record(by, f"{thing._meta.model_name}.angelegt", thing)


def noted(thing: models.Model, changed: Collection[str], *, by: Nutzer) -> None:
    """Note an edit that nothing follows from."""
    if changed:
        record(by, f"{thing._meta.model_name}.geaendert", thing, felder=sorted(changed))


def edited(workshop: Workshop, changed: Collection[str], *, former: str, by: Nutzer) -> int:
    """Follow up an edit: the former title is kept, more seats let the waiting list move up,
    another time or place is told to everybody.

    Returns how many people are told about time and place.
    """
    with transaction.atomic():
        noted(workshop, changed, by=by)
        if "titel" in changed:
            workshop.fruehere_titel = [*workshop.fruehere_titel, former]
            workshop.save(update_fields=["fruehere_titel"])
        if "kapazitaet" in changed:
            registration.promote(workshop, by=by)
        if {"beginn", "ende", "ort"} & set(changed) and workshop.beginn > timezone.now():
            return mails_staff.tell_all(workshop, mails_staff.GEAENDERT)
    return 0


def attendance_list(workshop: Workshop) -> models.QuerySet[Anmeldung]:
    """Return everybody who has a seat, by name, as the list at the door needs it."""
    listed = workshop.anmeldungen.filter(status__in=ON_THE_LIST).select_related("ag_wunsch_1")
    return listed.order_by(Lower("name"), "pk")


def attend(workshop: Workshop, *, shown: Collection[int], present: Collection[int], by: Nutzer) -> int:
    """Tick who is there; of those `shown`, who is not ticked any more becomes absent. Returns the number of changes."""
    with transaction.atomic():
        Workshop.objects.locked(workshop.pk)
        listed = workshop.anmeldungen.filter(pk__in=shown, status__in=ON_THE_LIST)
        changes = 0
        for anmeldung in listed.select_for_update():
            to = _attendance(anmeldung, anmeldung.pk in present)
            if to:
                _note(anmeldung, to, by=by)
                changes += 1
    return changes


def _attendance(anmeldung: Anmeldung, is_present: bool) -> str:
    if is_present:
        return "" if anmeldung.status == PRESENT else PRESENT
    return ABSENT if anmeldung.status == PRESENT else ""


def _note(anmeldung: Anmeldung, to: str, *, by: Nutzer, now: datetime | None = None) -> None:
    move(anmeldung, to, by=by, now=now)
    if to == PRESENT:
        Teilnahme.objects.get_or_create(anmeldung=anmeldung, defaults={"arbeitsgruppe_id": anmeldung.ag_wunsch_1_id})
    else:
        Teilnahme.objects.filter(anmeldung=anmeldung).delete()


def _close_attendance(workshop: Workshop, *, by: Nutzer, now: datetime) -> None:
    if not workshop.anmeldungen.filter(status=PRESENT).exists():
        return
    for anmeldung in workshop.anmeldungen.filter(status__in=EXPECTED):
        _note(anmeldung, ABSENT, by=by, now=now)


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


def removed(part: models.Model, *, by: Nutzer) -> None:
    """Delete a part of a workshop that means nothing alone."""
    record(by, f"{part._meta.model_name}.geloescht", part)
    part.delete()


def next_position(rows: models.QuerySet) -> int:
    """Return the place after the last of these rows."""
    return int(rows.aggregate(last=models.Max("position"))["last"] or 0) + 1
