"""Who keeps a seat and who moves up. Every decision about seats is taken under the row lock of the workshop.

Side effects of these functions: rows, audit entries and queued mails, all in one transaction.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.audit.log import record
from bildungskommune.lifecycle import move
from workshops.anmeldung import anwesenheit, mails, plaetze, unterstuetzung, zeile, zugang
from workshops.anmeldung.angaben import (
    AlreadyCancelled,
    Nachtrag,
    NoSeat,
    NotChangeable,
    NotConfirmed,
    OfferLapsed,
    TooLate,
    Wuensche,
)
from workshops.anmeldung.hindernisse import refuse_over, refuse_twice
from workshops.anmeldung.plaetze import Plaetze
from workshops.models import Anmeldung, Workshop
from workshops.models.enums import EXPECTED, TICKED

Status = Anmeldung.Status
By = Nutzer | None


def locked(anmeldung: Anmeldung) -> Anmeldung:
    """Lock the workshop first, then the registration, always in this order."""
    workshop = Workshop.objects.locked(anmeldung.workshop_id)
    fresh = Anmeldung.objects.select_for_update().get(pk=anmeldung.pk)
    fresh.workshop = workshop
    return fresh


def has_expired(anmeldung: Anmeldung) -> bool:
    """Whether it lost its seat because nobody confirmed it in time."""
    return anmeldung.status == Status.STORNIERT and anmeldung.bestaetigen_bis is not None


def confirm(
    anmeldung: Anmeldung, nachtrag: Nachtrag | None = None, *, by: By = None, now: datetime | None = None
) -> Anmeldung:
    """Confirm the e-mail address, for all who were registered together with it; doing it again changes nothing.

    Who holds a seat keeps it. Who waited to confirm gets one while there is one, else a place on the waiting list,
    and so does who comes too late. What was said with the confirmation belongs to this one registration.
    Raises RegistrationClosed when the workshop is over or cancelled, AlreadyRegistered after a second registration.
    """
    with transaction.atomic():
        fresh = locked(anmeldung)
        now = now or timezone.now()
        open_ones = [one for one in _with_companions(fresh) if has_expired(one) or not one.is_confirmed]
        if not open_ones:
            return fresh
        zeile.add(fresh, nachtrag or Nachtrag(), now)
        fresh.save(update_fields=["telefon", *zeile.FOTO])
        _give_confirmed(fresh.workshop, open_ones, by=by, now=now)
        mails.registered_all(open_ones)
    return fresh


def together(anmeldung: Anmeldung) -> list[Anmeldung]:
    """Return all who were registered together with it under the same address, in order; alone, nobody."""
    if anmeldung.zusammen is None:
        return []
    rows = Anmeldung.objects.filter(zusammen=anmeldung.zusammen, email__iexact=anmeldung.email)
    return list(rows.filter(workshop=anmeldung.workshop_id).order_by("pk"))


def _with_companions(fresh: Anmeldung) -> list[Anmeldung]:
    """Return a locked registration and those registered together with it; the lock of the workshop holds them all."""
    rows = [one if one.pk != fresh.pk else fresh for one in together(fresh)] or [fresh]
    for one in rows:
        one.workshop = fresh.workshop
    return rows


def _give_confirmed(workshop: Workshop, rows: Sequence[Anmeldung], *, by: By, now: datetime) -> None:
    waiting = [one for one in rows if one.status != Status.EINGEGANGEN]
    if waiting:
        refuse_over(workshop, now)
        for one in waiting:
            refuse_twice(workshop, one.name, one.email, but=one)
    for one in rows:
        if one.status == Status.EINGEGANGEN:
            _settle_confirmed(one, Status.BESTAETIGT, by=by, now=now)
    if not waiting:
        return
    seats = settle(workshop, by=by, now=now, but=[one.pk for one in waiting])
    for one in waiting:
        free = seats.has_room(one.einladung_id)
        if free:
            seats.give(one.einladung_id)
        _settle_confirmed(one, Status.BESTAETIGT if free else Status.WARTELISTE, by=by, now=now)


def _settle_confirmed(anmeldung: Anmeldung, to: str, *, by: By, now: datetime) -> None:
    late = has_expired(anmeldung)
    anmeldung.bestaetigen_bis = None
    if late:
        anmeldung.eingegangen_am = now
    anmeldung.save(update_fields=["bestaetigen_bis", "eingegangen_am"])
    if anmeldung.status == to:
        record(by, "anmeldung.bestaetigt", anmeldung, now=now)
    else:
        move(anmeldung, to, by=by, now=now)


def cancel(anmeldung: Anmeldung, *, by: By = None, now: datetime | None = None) -> Anmeldung:
    """Free the seat and let the first of the waiting list move up; a second call changes nothing.

    Raises TooLate when the workshop has begun.
    """
    now = now or timezone.now()
    with transaction.atomic():
        fresh = locked(anmeldung)
        if fresh.status == Status.STORNIERT:
            return fresh
        _refuse_begun(fresh, now)
        name = fresh.name if fresh.is_confirmed else ""
        fresh.bestaetigen_bis = fresh.annehmen_bis = None
        fresh.save(update_fields=["bestaetigen_bis", "annehmen_bis"])
        move(fresh, Status.STORNIERT, by=by, now=now)
        mails.cancelled(fresh, name=name)
        settle(fresh.workshop, by=by, now=now)
    return fresh


def _has_begun(anmeldung: Anmeldung, now: datetime) -> bool:
    """Whether it is too late for changes; people are checked in before the first minute."""
    return anmeldung.workshop.beginn <= now or anmeldung.status in TICKED


def _refuse_begun(anmeldung: Anmeldung, now: datetime) -> None:
    if _has_begun(anmeldung, now):
        raise TooLate


def refuse_unchangeable(anmeldung: Anmeldung, now: datetime) -> None:
    """Raise the NotChangeable that stands against a change by link."""
    _refuse_begun(anmeldung, now)
    if anmeldung.status == Status.STORNIERT:
        raise AlreadyCancelled
    if not anmeldung.is_confirmed:
        raise NotConfirmed


def is_changeable(anmeldung: Anmeldung, now: datetime | None = None) -> bool:
    """Whether wishes, Vertretung and cancelling are still possible by link."""
    try:
        refuse_unchangeable(anmeldung, now or timezone.now())
    except NotChangeable:
        return False
    return True


def change(anmeldung: Anmeldung, wuensche: Wuensche, *, by: By = None, now: datetime | None = None) -> Anmeldung:
    """Keep other wishes; consent to photos is noted with its time. Raises NotChangeable."""
    now = now or timezone.now()
    with transaction.atomic():
        fresh = locked(anmeldung)
        refuse_unchangeable(fresh, now)
        zeile.apply(fresh, wuensche, now)
        fresh.version += 1
        fresh.save()
        unterstuetzung.keep(fresh, wuensche.bedarf, now=now)
        record(by, "anmeldung.geaendert", fresh, now=now)
    return fresh


def substitute(
    anmeldung: Anmeldung, name: str, *, email: str = "", by: By = None, now: datetime | None = None
) -> Anmeldung:
    """Let somebody else come on this seat; with an e-mail address they get date and way, and may cancel.

    Raises NotChangeable, TooManyMails.
    """
    now = now or timezone.now()
    with transaction.atomic():
        fresh = locked(anmeldung)
        refuse_unchangeable(fresh, now)
        zugang.revoke(fresh, [zugang.Zweck.VERTRETUNG])
        fresh.vertretung = name
        fresh.save(update_fields=["vertretung"])
        record(by, "anmeldung.vertretung", fresh)
        mails.substituted(fresh, email)
    return fresh


def promote(workshop: Workshop, *, by: By = None, now: datetime | None = None) -> list[Anmeldung]:
    """Give free seats to the waiting list in the order of receipt. Call it after the capacity was changed."""
    with transaction.atomic():
        locked_one, now = Workshop.objects.locked(workshop.pk), now or timezone.now()
        return _promote(locked_one, plaetze.count(locked_one, now), by=by, now=now)


def _promote(workshop: Workshop, seats: Plaetze, *, by: By, now: datetime) -> list[Anmeldung]:
    if workshop.beginn <= now or workshop.status == Workshop.Status.ABGESAGT:
        return []
    lucky = plaetze.next_in_line(workshop, seats)
    for anmeldung in lucky:
        anmeldung.workshop = workshop
        move(anmeldung, Status.NACHGERUECKT, by=by, now=now)
        _hold_offer(anmeldung, now)
        mails.registered(anmeldung)
    return lucky


def _hold_offer(anmeldung: Anmeldung, now: datetime) -> None:
    """Set until when the seat is to be accepted; who has no address could not, and keeps it."""
    workshop = anmeldung.workshop
    if workshop.nachruecken_stunden and anmeldung.email:
        anmeldung.annehmen_bis = min(now + timedelta(hours=workshop.nachruecken_stunden), workshop.beginn)
        anmeldung.save(update_fields=["annehmen_bis"])


def accept(anmeldung: Anmeldung, *, by: By = None, now: datetime | None = None) -> Anmeldung:
    """Accept the seat after moving up; doing it again changes nothing.

    Raises NotChangeable: OfferLapsed when it comes too late, TooLate when the workshop has begun.
    """
    with transaction.atomic():
        fresh = locked(anmeldung)
        now = now or timezone.now()
        refuse_unchangeable(fresh, now)
        if fresh.annehmen_bis is None:
            return fresh
        if fresh.annehmen_bis < now:
            raise OfferLapsed
        _end_offer(fresh)
        record(by, "anmeldung.angenommen", fresh, now=now)
        mails.registered(fresh)
    return fresh


def settle(workshop: Workshop, *, by: By = None, now: datetime, but: Collection[int] = ()) -> Plaetze:
    """Bring the seats of a locked workshop up to date: what nobody confirmed or accepted falls free, others move up.

    Those with the keys `but` are left as they are: they are just being confirmed. Returns the seats as they are then.
    """
    seats = plaetze.count(workshop, now)
    if seats.ueberfaellig:
        _let_expire(workshop, by=by, now=now, but=but)
        _let_lapse(workshop, by=by, now=now)
        seats = plaetze.count(workshop, now)
    _promote(workshop, seats, by=by, now=now)
    return seats


def _let_expire(workshop: Workshop, *, by: By, now: datetime, but: Collection[int]) -> None:
    told = set()
    for anmeldung in workshop.anmeldungen.overdue(now).exclude(pk__in=but):
        anmeldung.workshop = workshop
        move(anmeldung, Status.STORNIERT, by=by, grund="nicht rechtzeitig bestätigt", now=now)
        if anmeldung.zusammen is None or anmeldung.zusammen not in told:
            mails.expired(anmeldung)
        told.add(anmeldung.zusammen)


def _let_lapse(workshop: Workshop, *, by: By, now: datetime) -> None:
    """Take back the seats that were not accepted in time, never once the workshop began."""
    if workshop.beginn <= now or workshop.status == Workshop.Status.ABGESAGT:
        return
    for anmeldung in workshop.anmeldungen.not_accepted(now):
        anmeldung.workshop = workshop
        _end_offer(anmeldung)
        move(anmeldung, Status.STORNIERT, by=by, grund="Platz nicht angenommen", now=now)
        mails.not_accepted(anmeldung)


def _end_offer(anmeldung: Anmeldung) -> None:
    if anmeldung.annehmen_bis is not None:
        anmeldung.annehmen_bis = None
        anmeldung.save(update_fields=["annehmen_bis"])


def expire_unconfirmed(now: datetime | None = None) -> int:
    """Settle every workshop with registrations whose time has run out, or with seats for those who wait."""
    now = now or timezone.now()
    due = Anmeldung.objects.overdue(now) | Anmeldung.objects.not_accepted(now)
    due |= Anmeldung.objects.filter(status=Status.WARTELISTE)
    workshops = Workshop.objects.filter(beginn__gt=now, pk__in=due.values("workshop"))
    pks = sorted(workshops.values_list("pk", flat=True))
    for pk in pks:
        with transaction.atomic():
            settle(Workshop.objects.locked(pk), now=now)
    return len(pks)


def decide(anmeldung: Anmeldung, to: str, *, by: By, grund: str = "", now: datetime | None = None) -> Anmeldung:
    """Bring a registration into the state the office chose, with all that follows for the seats.

    Raises NoSeat when somebody is to move up and no seat is free, MoveRefused when the step does not exist.
    """
    now = now or timezone.now()
    with transaction.atomic():
        fresh = locked(anmeldung)
        seats = plaetze.count(fresh.workshop, now)
        if to in EXPECTED and not fresh.holds_seat and not seats.has_room(fresh.einladung_id):
            raise NoSeat
        name = fresh.name if fresh.is_confirmed else ""
        fresh.bestaetigen_bis = fresh.annehmen_bis = None
        fresh.save(update_fields=["bestaetigen_bis", "annehmen_bis"])
        if to in TICKED:
            anwesenheit.note(fresh, to, by=by, now=now)
        else:
            move(fresh, to, by=by, grund=grund, now=now)
        _tell(fresh, name)
        settle(fresh.workshop, by=by, now=now)
    return fresh


def _tell(anmeldung: Anmeldung, name: str) -> None:
    if anmeldung.status == Status.STORNIERT:
        mails.cancelled(anmeldung, name=name)
    elif anmeldung.status in {*EXPECTED, Status.WARTELISTE}:
        mails.registered(anmeldung)
