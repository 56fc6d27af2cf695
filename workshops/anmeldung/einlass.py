"""The door: whoever comes is let in at once, with a seat, without one, or without a registration.

Side effects of these functions: rows and audit entries in one transaction under the row lock of the workshop. No mail
goes out while somebody stands in front of you.
"""

from datetime import datetime

from django.db import models, transaction
from django.db.models.functions import Lower
from django.utils import timezone

from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.audit.log import record
from bildungskommune.lifecycle import move
from workshops.anmeldung import anwesenheit, aufnahme, hindernisse, registration, zugang
from workshops.anmeldung.angaben import Daten, RegistrationClosed
from workshops.anmeldung.anwesenheit import ABSENT, PRESENT
from workshops.models import Anmeldung, Arbeitsgruppe, Teilnahme, Workshop
from workshops.models.anmeldung import AnmeldungQuerySet
from workshops.models.enums import EXPECTED
from workshops.models.enums import AnmeldungStatus as S

SEAT_FIRST = {S.EINGEGANGEN: S.BESTAETIGT, S.WARTELISTE: S.NACHGERUECKT, S.STORNIERT: S.BESTAETIGT}
"""The step that stands between somebody at the door and having been there."""


def at_the_door(workshop: Workshop) -> AnmeldungQuerySet:
    """Return everybody who may stand at the door, by name: who has a seat, who waits, and who had cancelled."""
    listed = workshop.anmeldungen.select_related("ag_wunsch_1", "gruppe", "teilnahme__arbeitsgruppe")
    return listed.order_by(Lower("name"), "pk")


def let_in(anmeldung: Anmeldung, *, by: Nutzer, now: datetime | None = None) -> Anmeldung:
    """Note that somebody is there, with or without a seat until now; a second call changes nothing.

    Raises RegistrationClosed when the workshop was called off, AlreadyRegistered when the same person has cancelled
    and registered anew.
    """
    now = now or timezone.now()
    with transaction.atomic():
        fresh = registration.locked(anmeldung)
        _refuse_called_off(fresh.workshop)
        if fresh.status == PRESENT:
            return fresh
        if fresh.status == S.STORNIERT:
            hindernisse.refuse_twice(fresh.workshop, fresh.name, fresh.email, but=fresh)
        if fresh.bestaetigen_bis is not None:
            fresh.bestaetigen_bis = None
            fresh.save(update_fields=["bestaetigen_bis"])
        if seat := SEAT_FIRST.get(S(fresh.status)):
            move(fresh, seat, by=by, grund="kam an die Tür", now=now)
        anwesenheit.note(fresh, PRESENT, by=by, now=now)
    return fresh


def _refuse_called_off(workshop: Workshop) -> None:
    if workshop.status == Workshop.Status.ABGESAGT:
        raise RegistrationClosed(hindernisse.closed_reason(workshop))


def send_back(anmeldung: Anmeldung, *, by: Nutzer) -> Anmeldung:
    """Take a wrong tick back: the person counts as absent. Whoever was not ticked stays as they are."""
    with transaction.atomic():
        fresh = registration.locked(anmeldung)
        if fresh.status == PRESENT:
            anwesenheit.note(fresh, ABSENT, by=by)
    return fresh


def let_in_as(
    anmeldung: Anmeldung, *, vertretung: str, gruppe: Arbeitsgruppe | None, by: Nutzer, now: datetime | None = None
) -> Anmeldung:
    """Let somebody in, perhaps another person on this seat, into this group. Raises what `let_in` raises."""
    with transaction.atomic():
        fresh = let_in(anmeldung, by=by, now=now)
        if fresh.vertretung != vertretung:
            zugang.revoke(fresh, [zugang.Zweck.VERTRETUNG])
            fresh.vertretung = vertretung
            fresh.save(update_fields=["vertretung"])
            record(by, "anmeldung.vertretung", fresh)
        Teilnahme.objects.filter(anmeldung=fresh).update(arbeitsgruppe=gruppe)
    return fresh


def walk_in(workshop: Workshop, daten: Daten, *, by: Nutzer) -> Anmeldung:
    """Register and let in whoever comes without a registration, into the group of the first wish.

    Raises RegistrationClosed when the workshop was called off, AlreadyRegistered.
    """
    with transaction.atomic():
        anmeldung = aufnahme.register(workshop, daten, quelle=Anmeldung.Quelle.VOR_ORT, by=by)
        return let_in(anmeldung, by=by)


def seated(queryset: models.QuerySet[Anmeldung]) -> dict[str, int]:
    """Return how many are there and how many are still expected."""
    return queryset.aggregate(
        da=models.Count("pk", filter=models.Q(status=PRESENT)),
        erwartet=models.Count("pk", filter=models.Q(status__in=EXPECTED)),
    )
