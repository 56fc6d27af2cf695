"""Who gets a seat. Every decision about seats is taken under the row lock of the workshop.

Side effects of these functions: rows, audit entries and queued mails, all in one transaction.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.audit.log import record
from bildungskommune.lifecycle import move
from bildungskommune.ui.zeiten import zeitpunkt
from workshops.anmeldung import anwesenheit, mails, unterstuetzung, zugang
from workshops.anmeldung.angaben import (
    AlreadyCancelled,
    AlreadyRegistered,
    Daten,
    InvitationUsedUp,
    NoSeat,
    NotChangeable,
    NotConfirmed,
    RegistrationClosed,
    TooLate,
    Wuensche,
)
from workshops.models import Anmeldung, Einladung, Workshop
from workshops.models.enums import EXPECTED, TICKED

HOLD = timedelta(hours=48)
"""So long a registration waits for its confirmation, with a seat or without one."""
UNCONFIRMED_AT_LEAST = 2
"""So many seats may be held unconfirmed in the smallest workshop; in others `UNCONFIRMED_SHARE` per cent of them."""
FOTO_TEXT = "Fassung 1"
"""Version of the consent to photos as the form words it."""

Status = Anmeldung.Status
Quelle = Anmeldung.Quelle
By = Nutzer | None


def closed_reason(workshop: Workshop, now: datetime | None = None) -> str:
    """Return in a sentence why nobody can register online at `now`, empty when they can."""
    now = now or timezone.now()
    if workshop.status == Workshop.Status.ABGESAGT:
        return "Dieser Termin ist abgesagt. Eine Anmeldung ist nicht möglich."
    if workshop.beginn <= now:
        return "Dieser Termin liegt in der Vergangenheit. Eine Anmeldung ist nicht mehr möglich."
    if workshop.status == Workshop.Status.VERSCHOBEN:
        return "Dieser Termin ist verschoben. Sobald der neue Termin feststeht, können Sie sich hier anmelden."
    if workshop.status == Workshop.Status.GEPLANT:
        return "Die Anmeldung ist noch nicht geöffnet. Bitte schauen Sie später wieder vorbei."
    if not workshop.is_open(now):
        schluss = min(now, workshop.anmeldeschluss)
        return f"Die Anmeldung ist geschlossen. Anmeldeschluss war {zeitpunkt(schluss)}."
    return ""


def free_seats(workshop: Workshop) -> int:
    """Count the free seats now; only certain while the workshop is locked."""
    return max(workshop.kapazitaet - workshop.anmeldungen.holding_seat().count(), 0)


def ask(workshop: Workshop, daten: Daten, *, now: datetime | None = None) -> None:
    """Take what somebody typed into the public form; all else happens by the mail to the address typed there.

    Whether the person is registered already is told to the mailbox alone.
    Raises RegistrationClosed, InvitationUsedUp or TooManyMails.
    """
    with transaction.atomic():
        try:
            register(workshop, daten, now=now)
        except AlreadyRegistered as known:
            mails.known(known.anmeldung)


def register(
    workshop: Workshop, daten: Daten, *, quelle: str = Quelle.ONLINE, by: By = None, now: datetime | None = None
) -> Anmeldung:
    """Give a seat, or a place on the waiting list when all are taken; the person gets a mail.

    Online everything waits for HOLD until it is confirmed, and only a share of the seats is held so; what the office
    takes down by phone or e-mail is confirmed at once.
    Raises RegistrationClosed, AlreadyRegistered, InvitationUsedUp or TooManyMails.
    """
    now = now or timezone.now()
    with transaction.atomic():
        workshop = Workshop.objects.locked(workshop.pk)
        _refuse_closed(workshop, quelle, now)
        # Before the question who is registered, or the answer to it would give that away.
        _refuse_used_up(daten.einladung)
        refuse_twice(workshop, daten.name, daten.email)
        settle(workshop, by=by, now=now)
        anmeldung = _create(workshop, daten, quelle, now)
        record(by, "anmeldung.eingegangen", anmeldung, quelle=str(quelle), stand=anmeldung.status)
        if anmeldung.is_confirmed:
            mails.registered(anmeldung)
        else:
            mails.asked_for(anmeldung)
    return anmeldung


def _refuse_closed(workshop: Workshop, quelle: str, now: datetime) -> None:
    if quelle == Quelle.ONLINE and (reason := closed_reason(workshop, now)):
        raise RegistrationClosed(reason)
    if workshop.status == Workshop.Status.ABGESAGT:
        raise RegistrationClosed(closed_reason(workshop, now))


def refuse_twice(workshop: Workshop, name: str, email: str, *, but: Anmeldung | None = None) -> None:
    """Raise AlreadyRegistered when another registration than `but` has this name and address."""
    others = workshop.anmeldungen.exclude(status=Status.STORNIERT).exclude(pk=but.pk if but else 0)
    same = others.filter(name__iexact=name, email__iexact=email).first() if email else None
    if same is not None:
        same.workshop = workshop
        raise AlreadyRegistered(same)


def _refuse_used_up(einladung: Einladung | None) -> None:
    if einladung is None:
        return
    if einladung.anmeldungen.exclude(status=Status.STORNIERT).count() >= einladung.kontingent:
        raise InvitationUsedUp


def _create(workshop: Workshop, daten: Daten, quelle: str, now: datetime) -> Anmeldung:
    status = _first_status(workshop, quelle)
    anmeldung = Anmeldung(
        workshop=workshop,
        name=daten.name,
        email=daten.email,
        telefon=daten.telefon,
        einrichtung=daten.einrichtung,
        funktion=daten.funktion,
        institution=daten.institution,
        einladung=daten.einladung,
        quelle=quelle,
        status=status,
        status_seit=now,
        eingegangen_am=now,
        bestaetigen_bis=now + HOLD if quelle == Quelle.ONLINE else None,
    )
    _apply(anmeldung, daten, now)
    anmeldung.save()
    unterstuetzung.keep(anmeldung, daten.bedarf, now=now)
    return anmeldung


def _first_status(workshop: Workshop, quelle: str) -> str:
    if not free_seats(workshop):
        return Status.WARTELISTE
    if quelle != Quelle.ONLINE:
        return Status.BESTAETIGT
    unconfirmed = workshop.anmeldungen.filter(status=Status.EINGEGANGEN).count()
    return Status.EINGEGANGEN if unconfirmed < held_unconfirmed(workshop) else Status.WARTELISTE


def held_unconfirmed(workshop: Workshop) -> int:
    """Return how many seats may be held for those who have not confirmed: nobody blocks a workshop by typing."""
    return max(UNCONFIRMED_AT_LEAST, workshop.kapazitaet * settings.UNCONFIRMED_SHARE // 100)


def _apply(anmeldung: Anmeldung, wuensche: Wuensche, now: datetime) -> None:
    anmeldung.ag_wunsch_1 = wuensche.ag_wunsch_1
    anmeldung.ag_wunsch_2 = wuensche.ag_wunsch_2
    anmeldung.verpflegung = wuensche.verpflegung
    anmeldung.kinderbetreuung = wuensche.kinderbetreuung
    if anmeldung.foto_einwilligung != wuensche.foto_einwilligung:
        anmeldung.foto_einwilligung = wuensche.foto_einwilligung
        anmeldung.foto_einwilligung_am = now if wuensche.foto_einwilligung else None
        anmeldung.foto_einwilligung_text = FOTO_TEXT if wuensche.foto_einwilligung else ""


def locked(anmeldung: Anmeldung) -> Anmeldung:
    """Lock the workshop first, then the registration, always in this order."""
    workshop = Workshop.objects.locked(anmeldung.workshop_id)
    fresh = Anmeldung.objects.select_for_update().get(pk=anmeldung.pk)
    fresh.workshop = workshop
    return fresh


def has_expired(anmeldung: Anmeldung) -> bool:
    """Whether it lost its seat because nobody confirmed it in time."""
    return anmeldung.status == Status.STORNIERT and anmeldung.bestaetigen_bis is not None


def confirm(anmeldung: Anmeldung, *, by: By = None, now: datetime | None = None) -> Anmeldung:
    """Confirm the e-mail address; doing it again changes nothing.

    Who holds a seat keeps it. Who waited to confirm gets one while there is one, else a place on the waiting list,
    and so does who comes too late.
    Raises RegistrationClosed when the workshop is over or cancelled, AlreadyRegistered after a second registration.
    """
    now = now or timezone.now()
    with transaction.atomic():
        fresh = locked(anmeldung)
        if fresh.status == Status.EINGEGANGEN:
            _settle_confirmed(fresh, Status.BESTAETIGT, by=by, now=now)
        elif has_expired(fresh) or not fresh.is_confirmed:
            _refuse_over(fresh.workshop, now)
            refuse_twice(fresh.workshop, fresh.name, fresh.email, but=fresh)
            settle(fresh.workshop, by=by, now=now, but=fresh)
            free = free_seats(fresh.workshop)
            _settle_confirmed(fresh, Status.BESTAETIGT if free else Status.WARTELISTE, by=by, now=now)
    return fresh


def _refuse_over(workshop: Workshop, now: datetime) -> None:
    if workshop.beginn <= now or workshop.status == Workshop.Status.ABGESAGT:
        raise RegistrationClosed(closed_reason(workshop, now))


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
    mails.registered(anmeldung)


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
        fresh.bestaetigen_bis = None
        fresh.save(update_fields=["bestaetigen_bis"])
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
        _apply(fresh, wuensche, now)
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
        return _promote(Workshop.objects.locked(workshop.pk), by=by, now=now or timezone.now())


def _promote(workshop: Workshop, *, by: By, now: datetime) -> list[Anmeldung]:
    if workshop.beginn <= now or workshop.status == Workshop.Status.ABGESAGT:
        return []
    lucky = list(workshop.anmeldungen.waiting()[: free_seats(workshop)])
    for anmeldung in lucky:
        anmeldung.workshop = workshop
        move(anmeldung, Status.NACHGERUECKT, by=by, now=now)
        mails.registered(anmeldung)
    return lucky


def settle(workshop: Workshop, *, by: By = None, now: datetime, but: Anmeldung | None = None) -> None:
    """Bring the seats of a locked workshop up to date: unconfirmed ones fall free, the waiting list moves up.

    `but` is left as it is: the person is just confirming.
    """
    overdue = workshop.anmeldungen.overdue(now).exclude(pk=but.pk if but else 0)
    for anmeldung in overdue:
        anmeldung.workshop = workshop
        move(anmeldung, Status.STORNIERT, by=by, grund="nicht rechtzeitig bestätigt", now=now)
        mails.expired(anmeldung)
    _promote(workshop, by=by, now=now)


def expire_unconfirmed(now: datetime | None = None) -> int:
    """Settle every workshop with registrations whose time has run out, or with seats for those who wait."""
    now = now or timezone.now()
    due = Anmeldung.objects.overdue(now) | Anmeldung.objects.filter(status=Status.WARTELISTE)
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
        if to in EXPECTED and not fresh.holds_seat and not free_seats(fresh.workshop):
            raise NoSeat
        name = fresh.name if fresh.is_confirmed else ""
        fresh.bestaetigen_bis = None
        fresh.save(update_fields=["bestaetigen_bis"])
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
