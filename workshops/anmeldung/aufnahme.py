"""Who gets a seat with the registration. It is decided under the row lock of the workshop.

Side effects of these functions: rows, audit entries and queued mails, all in one transaction.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.audit.log import record_each
from workshops.anmeldung import mails, unterstuetzung, zeile
from workshops.anmeldung.angaben import AlreadyRegistered, Daten
from workshops.anmeldung.hindernisse import refuse_closed, refuse_used_up, registered_before, same
from workshops.anmeldung.plaetze import Plaetze, held_unconfirmed
from workshops.anmeldung.registration import settle
from workshops.models import Anmeldung, Workshop

Status = Anmeldung.Status
Quelle = Anmeldung.Quelle
By = Nutzer | None


def ask(workshop: Workshop, people: Sequence[Daten], *, now: datetime | None = None) -> None:
    """Take the people whom somebody typed into the public form; all else happens by the mails to their addresses.

    Whether somebody is registered already is told to the mailbox alone. It runs in the transaction of the form
    (`once`), which a refusal undoes: RegistrationClosed, InvitationUsedUp or TooManyMails is raised before anything of
    these people is written.
    """
    workshop, now = _opened(workshop, people, Quelle.ONLINE, now)
    known = registered_before(workshop, people)
    new = [daten for daten in people if same(daten) not in known]
    asked = {daten.email.lower() for daten in new}
    told = [rows[0] for email, rows in mails.by_address(known.values()) if email not in asked]
    seats = settle(workshop, now=now) if new else None
    counted = mails.claimed([*new, *told])
    for anmeldung in told:
        mails.known(anmeldung, counted)
    if seats is not None:
        _take(workshop, new, seats, quelle=Quelle.ONLINE, by=None, now=now, counted=counted)


def register(
    workshop: Workshop, daten: Daten, *, quelle: str = Quelle.ONLINE, by: By = None, now: datetime | None = None
) -> Anmeldung:
    """Register one person, see `register_together`."""
    return register_together(workshop, [daten], quelle=quelle, by=by, now=now)[0]


def register_together(
    workshop: Workshop, people: Sequence[Daten], *, quelle: str, by: By = None, now: datetime | None = None
) -> list[Anmeldung]:
    """Give each a seat in this order, or a place on the waiting list when all are taken; each address gets one mail.

    Online everything waits for HOLD until it is confirmed, and only a share of the seats is held so; what the office
    takes down by phone or e-mail is confirmed at once. Whoever stands at the door gets a seat even when all are taken.
    Raises RegistrationClosed, AlreadyRegistered, InvitationUsedUp or TooManyMails.
    """
    with transaction.atomic():
        workshop, now = _opened(workshop, people, quelle, now)
        for known in registered_before(workshop, people).values():
            raise AlreadyRegistered(known)
        seats = settle(workshop, by=by, now=now)
        counted = mails.claimed(people) if quelle == Quelle.ONLINE else {}
        return _take(workshop, people, seats, quelle=quelle, by=by, now=now, counted=counted)


def _opened(
    workshop: Workshop, people: Sequence[Daten], quelle: str, now: datetime | None
) -> tuple[Workshop, datetime]:
    """Lock the workshop and ask whether so many people may register."""
    workshop = Workshop.objects.locked(workshop.pk)
    # Taken under the lock, so that the order of receipt is the order in which seats are given.
    now = now or timezone.now()
    refuse_closed(workshop, quelle, now)
    # Before the question who is registered, or the answer to it would give that away.
    refuse_used_up(people[0].einladung, len(people))
    return workshop, now


def _take(
    workshop: Workshop,
    people: Sequence[Daten],
    seats: Plaetze,
    *,
    quelle: str,
    by: By,
    now: datetime,
    counted: mails.Zaehlt,
) -> list[Anmeldung]:
    rows = [
        zeile.new(workshop, daten, quelle=quelle, status=_first_status(workshop, daten, quelle, seats), now=now)
        for daten in people
    ]
    for _, members in mails.by_address(rows):
        together = uuid4() if len(members) > 1 else None
        for anmeldung in members:
            anmeldung.zusammen = together
    Anmeldung.objects.bulk_create(rows)
    for anmeldung, daten in zip(rows, people, strict=True):
        unterstuetzung.keep(anmeldung, daten.bedarf, now=now)
    noted = [(row, {"quelle": str(quelle), "stand": row.status}) for row in rows]
    record_each(by, "anmeldung.eingegangen", noted, now=now)
    for _, members in mails.by_address(rows):
        _tell_first(members, counted)
    return rows


def _tell_first(members: Sequence[Anmeldung], counted: mails.Zaehlt) -> None:
    """Write to one address for the first time: what was typed waits to be confirmed, or is confirmed already."""
    if members[0].is_confirmed:
        mails.registered_all(members)
    else:
        mails.asked_for(members[0], counted)


def _first_status(workshop: Workshop, daten: Daten, quelle: str, seats: Plaetze) -> str:
    """Return the state in which a registration begins, and count the seat that it takes."""
    einladung = daten.einladung.pk if daten.einladung else None
    if quelle == Quelle.ONLINE:
        has_seat = seats.has_room(einladung) and seats.unbestaetigt < held_unconfirmed(workshop)
        seats.unbestaetigt += has_seat
    else:
        has_seat = quelle == Quelle.VOR_ORT or seats.has_room(einladung)
    if not has_seat:
        return Status.WARTELISTE
    seats.give(einladung)
    return Status.EINGEGANGEN if quelle == Quelle.ONLINE else Status.BESTAETIGT
