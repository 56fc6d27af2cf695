"""Who was there: the list at the door, and what it says about those who did not come."""

from collections.abc import Collection
from datetime import datetime

from django.db import models, transaction
from django.db.models.functions import Lower

from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.lifecycle import move
from workshops.anmeldung import nummern
from workshops.models import Anmeldung, Teilnahme, Workshop
from workshops.models.enums import EXPECTED, TICKED, AnmeldungStatus

PRESENT, ABSENT = AnmeldungStatus.TEILGENOMMEN, AnmeldungStatus.NICHT_ERSCHIENEN
ON_THE_LIST = EXPECTED | TICKED


def attendance_list(workshop: Workshop) -> models.QuerySet[Anmeldung]:
    """Return everybody who has a seat, by name, as the list at the door needs it."""
    listed = workshop.anmeldungen.filter(status__in=ON_THE_LIST).select_related("ag_wunsch_1", "gruppe")
    return listed.order_by(Lower("name"), "pk")


def attend(workshop: Workshop, *, shown: Collection[int], present: Collection[int], by: Nutzer) -> int:
    """Tick who is there; of those `shown`, who is not ticked any more becomes absent. Returns the number of changes."""
    with transaction.atomic():
        Workshop.objects.locked(workshop.pk)
        shown, present = nummern.all_kept_as(shown), nummern.all_kept_as(present)
        listed = workshop.anmeldungen.filter(pk__in=shown, status__in=ON_THE_LIST)
        changes = 0
        for anmeldung in listed.select_for_update():
            to = _attendance(anmeldung, anmeldung.pk in present)
            if to:
                note(anmeldung, to, by=by)
                changes += 1
    return changes


def _attendance(anmeldung: Anmeldung, is_present: bool) -> str:
    if is_present:
        return "" if anmeldung.status == PRESENT else PRESENT
    return ABSENT if anmeldung.status == PRESENT else ""


def note(anmeldung: Anmeldung, to: str, *, by: Nutzer | None, now: datetime | None = None) -> None:
    """Note that somebody was there, or was not; who was there belongs to the group assigned, else of the first wish."""
    move(anmeldung, to, by=by, now=now)
    if to == PRESENT:
        Teilnahme.objects.get_or_create(
            anmeldung=anmeldung, defaults={"arbeitsgruppe_id": anmeldung.gruppe_id or anmeldung.ag_wunsch_1_id}
        )
    else:
        Teilnahme.objects.filter(anmeldung=anmeldung).delete()


def close(workshop: Workshop, *, by: Nutzer, now: datetime) -> None:
    """Count as absent who was not ticked, provided that the list was kept."""
    if not workshop.anmeldungen.filter(status=PRESENT).exists():
        return
    for anmeldung in workshop.anmeldungen.filter(status__in=EXPECTED):
        note(anmeldung, ABSENT, by=by, now=now)
