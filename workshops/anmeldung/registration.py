"""Who gets a seat. Every decision about seats is taken under the row lock of the workshop.

Side effects of these functions: rows, audit entries and queued mails, all in one transaction.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.akteure.models import Institution
from bildungskommune.audit.log import record
from bildungskommune.lifecycle import move
from bildungskommune.ui.zeiten import zeitpunkt
from workshops.anmeldung import anwesenheit, mails
from workshops.models import Anmeldung, Arbeitsgruppe, Einladung, Unterstuetzung, Workshop
from workshops.models.enums import EXPECTED, TICKED

HOLD = timedelta(hours=48)
"""So long a registration holds its seat while its e-mail address is not confirmed."""
FOTO_TEXT = "Fassung 1"
"""Version of the consent to photos as the form words it."""

Status = Anmeldung.Status
Quelle = Anmeldung.Quelle
By = Nutzer | None


class RegistrationClosed(Exception):
    """Nobody can register for this workshop just now; the message says why."""


class AlreadyRegistered(Exception):
    """The same person is registered with the same e-mail address."""

    def __init__(self) -> None:
        super().__init__(
            "Diese Person ist mit dieser E-Mail-Adresse schon angemeldet. "
            "Den Link zu Ihrer Anmeldung finden Sie in der E-Mail, die wir Ihnen geschickt haben."
        )


class InvitationUsedUp(Exception):
    """All seats of the invitation are taken."""

    def __init__(self) -> None:
        super().__init__(
            "Die Plätze Ihrer Einladung sind schon vergeben. "
            "Bitte sprechen Sie sich in Ihrer Einrichtung ab, oder schreiben Sie uns."
        )


class NotChangeable(Exception):
    """This registration can no longer be changed; the message says why."""


class TooLate(NotChangeable):
    """The workshop has begun, or the person is already marked as there."""

    def __init__(self) -> None:
        super().__init__("Der Workshop hat schon begonnen. Die Anmeldung lässt sich nicht mehr ändern.")


class AlreadyCancelled(NotChangeable):
    """The registration was cancelled before."""

    def __init__(self) -> None:
        super().__init__("Diese Anmeldung ist storniert. Bitte melden Sie sich neu an.")


class NoSeat(Exception):
    """All seats are taken."""

    def __init__(self) -> None:
        super().__init__("Alle Plätze sind vergeben. Erhöhen Sie die Zahl der Plätze, oder warten Sie auf eine Absage.")


@dataclass(frozen=True, kw_only=True)
class Wuensche:
    """What a person may still change after having registered."""

    ag_wunsch_1: Arbeitsgruppe | None = None
    ag_wunsch_2: Arbeitsgruppe | None = None
    verpflegung: str = Anmeldung.Verpflegung.OHNE
    kinderbetreuung: bool = False
    foto_einwilligung: bool = False
    bedarf: str = ""


@dataclass(frozen=True, kw_only=True)
class Daten(Wuensche):
    """What a registration says."""

    name: str
    einrichtung: str
    email: str = ""
    telefon: str = ""
    funktion: str = ""
    institution: Institution | None = None
    einladung: Einladung | None = None


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


def register(
    workshop: Workshop, daten: Daten, *, quelle: str = Quelle.ONLINE, by: By = None, now: datetime | None = None
) -> Anmeldung:
    """Give a seat, or a place on the waiting list when all are taken; the person gets a mail.

    Online the seat is held for HOLD until the link in the mail is used; what the office takes down by phone
    or e-mail is confirmed at once. Raises RegistrationClosed, AlreadyRegistered or InvitationUsedUp.
    """
    now = now or timezone.now()
    with transaction.atomic():
        workshop = Workshop.objects.locked(workshop.pk)
        _refuse_closed(workshop, quelle, now)
        _refuse_twice(workshop, daten.name, daten.email)
        _refuse_used_up(daten.einladung)
        settle(workshop, by=by, now=now)
        anmeldung = _create(workshop, daten, quelle, now)
        record(by, "anmeldung.eingegangen", anmeldung, quelle=str(quelle), stand=anmeldung.status)
        mails.registered(anmeldung)
    return anmeldung


def _refuse_closed(workshop: Workshop, quelle: str, now: datetime) -> None:
    if quelle == Quelle.ONLINE and (reason := closed_reason(workshop, now)):
        raise RegistrationClosed(reason)
    if workshop.status == Workshop.Status.ABGESAGT:
        raise RegistrationClosed(closed_reason(workshop, now))


def _refuse_twice(workshop: Workshop, name: str, email: str) -> None:
    same = workshop.anmeldungen.exclude(status=Status.STORNIERT).filter(name__iexact=name, email__iexact=email)
    if email and same.exists():
        raise AlreadyRegistered


def _refuse_used_up(einladung: Einladung | None) -> None:
    if einladung is None:
        return
    if einladung.anmeldungen.exclude(status=Status.STORNIERT).count() >= einladung.kontingent:
        raise InvitationUsedUp


def _create(workshop: Workshop, daten: Daten, quelle: str, now: datetime) -> Anmeldung:
    status = _first_status(workshop, quelle)
    anmeldung = Anmeldung(
        workshop=workshop,
        token=secrets.token_urlsafe(32),
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
        bestaetigen_bis=now + HOLD if status == Status.EINGEGANGEN else None,
    )
    _apply(anmeldung, daten, now)
    anmeldung.save()
    _keep_support(anmeldung, daten.bedarf)
    return anmeldung


def _first_status(workshop: Workshop, quelle: str) -> str:
    if not free_seats(workshop):
        return Status.WARTELISTE
    return Status.EINGEGANGEN if quelle == Quelle.ONLINE else Status.BESTAETIGT


def _apply(anmeldung: Anmeldung, wuensche: Wuensche, now: datetime) -> None:
    anmeldung.ag_wunsch_1 = wuensche.ag_wunsch_1
    anmeldung.ag_wunsch_2 = wuensche.ag_wunsch_2
    anmeldung.verpflegung = wuensche.verpflegung
    anmeldung.kinderbetreuung = wuensche.kinderbetreuung
    if anmeldung.foto_einwilligung != wuensche.foto_einwilligung:
        anmeldung.foto_einwilligung = wuensche.foto_einwilligung
        anmeldung.foto_einwilligung_am = now if wuensche.foto_einwilligung else None
        anmeldung.foto_einwilligung_text = FOTO_TEXT if wuensche.foto_einwilligung else ""


def _keep_support(anmeldung: Anmeldung, bedarf: str) -> None:
    if bedarf:
        Unterstuetzung.objects.update_or_create(anmeldung=anmeldung, defaults={"bedarf": bedarf})
    else:
        Unterstuetzung.objects.filter(anmeldung=anmeldung).delete()


def _locked(anmeldung: Anmeldung) -> Anmeldung:
    """Lock the workshop first, then the registration, always in this order."""
    workshop = Workshop.objects.locked(anmeldung.workshop_id)
    fresh = Anmeldung.objects.select_for_update().get(pk=anmeldung.pk)
    fresh.workshop = workshop
    return fresh


def has_expired(anmeldung: Anmeldung) -> bool:
    """Whether it lost its seat because nobody confirmed it in time."""
    return anmeldung.status == Status.STORNIERT and anmeldung.bestaetigen_bis is not None


def confirm(anmeldung: Anmeldung, *, by: By = None, now: datetime | None = None) -> Anmeldung:
    """Confirm the e-mail address; using the link again changes nothing.

    A link used too late still gives a seat while there is one, else a place on the waiting list.
    Raises RegistrationClosed when the workshop is over or cancelled, AlreadyRegistered after a second registration.
    """
    now = now or timezone.now()
    with transaction.atomic():
        fresh = _locked(anmeldung)
        if fresh.status == Status.EINGEGANGEN:
            _settle_confirmed(fresh, Status.BESTAETIGT, by=by, now=now)
        elif has_expired(fresh):
            _refuse_over(fresh.workshop, now)
            _refuse_twice(fresh.workshop, fresh.name, fresh.email)
            settle(fresh.workshop, by=by, now=now)
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
    move(anmeldung, to, by=by, now=now)
    mails.registered(anmeldung)


def cancel(anmeldung: Anmeldung, *, by: By = None, now: datetime | None = None) -> Anmeldung:
    """Free the seat and let the first of the waiting list move up; a second call changes nothing.

    Raises TooLate when the workshop has begun.
    """
    now = now or timezone.now()
    with transaction.atomic():
        fresh = _locked(anmeldung)
        if fresh.status == Status.STORNIERT:
            return fresh
        _refuse_begun(fresh, now)
        fresh.bestaetigen_bis = None
        fresh.save(update_fields=["bestaetigen_bis"])
        move(fresh, Status.STORNIERT, by=by, now=now)
        mails.cancelled(fresh)
        settle(fresh.workshop, by=by, now=now)
    return fresh


def _has_begun(anmeldung: Anmeldung, now: datetime) -> bool:
    """Whether it is too late for changes; people are checked in before the first minute."""
    return anmeldung.workshop.beginn <= now or anmeldung.status in TICKED


def _refuse_begun(anmeldung: Anmeldung, now: datetime) -> None:
    if _has_begun(anmeldung, now):
        raise TooLate


def _refuse_unchangeable(anmeldung: Anmeldung, now: datetime) -> None:
    _refuse_begun(anmeldung, now)
    if anmeldung.status == Status.STORNIERT:
        raise AlreadyCancelled


def is_changeable(anmeldung: Anmeldung, now: datetime | None = None) -> bool:
    """Whether wishes, Vertretung and cancelling are still possible by link."""
    return anmeldung.status != Status.STORNIERT and not _has_begun(anmeldung, now or timezone.now())


def change(anmeldung: Anmeldung, wuensche: Wuensche, *, by: By = None, now: datetime | None = None) -> Anmeldung:
    """Keep other wishes; consent to photos is noted with its time. Raises NotChangeable."""
    now = now or timezone.now()
    with transaction.atomic():
        fresh = _locked(anmeldung)
        _refuse_unchangeable(fresh, now)
        _apply(fresh, wuensche, now)
        fresh.save()
        _keep_support(fresh, wuensche.bedarf)
        record(by, "anmeldung.geaendert", fresh)
    return fresh


def substitute(
    anmeldung: Anmeldung, name: str, *, email: str = "", by: By = None, now: datetime | None = None
) -> Anmeldung:
    """Let somebody else come on this seat; with an e-mail address they get date and way. Raises NotChangeable."""
    now = now or timezone.now()
    with transaction.atomic():
        fresh = _locked(anmeldung)
        _refuse_unchangeable(fresh, now)
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


def settle(workshop: Workshop, *, by: By = None, now: datetime) -> None:
    """Bring the seats of a locked workshop up to date: unconfirmed ones fall free, the waiting list moves up."""
    overdue = workshop.anmeldungen.filter(status=Status.EINGEGANGEN, bestaetigen_bis__lt=now)
    for anmeldung in overdue:
        anmeldung.workshop = workshop
        move(anmeldung, Status.STORNIERT, by=by, grund="nicht rechtzeitig bestätigt", now=now)
        mails.expired(anmeldung)
    _promote(workshop, by=by, now=now)


def expire_unconfirmed(now: datetime | None = None) -> int:
    """Settle every workshop with registrations whose time has run out, or with seats for those who wait."""
    now = now or timezone.now()
    due = Workshop.objects.filter(
        beginn__gt=now, anmeldungen__status=Status.EINGEGANGEN, anmeldungen__bestaetigen_bis__lt=now
    )
    waiting = Workshop.objects.filter(beginn__gt=now, anmeldungen__status=Status.WARTELISTE)
    pks = sorted({*due.values_list("pk", flat=True), *waiting.values_list("pk", flat=True)})
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
        fresh = _locked(anmeldung)
        if to in EXPECTED and not fresh.holds_seat and not free_seats(fresh.workshop):
            raise NoSeat
        fresh.bestaetigen_bis = None
        fresh.save(update_fields=["bestaetigen_bis"])
        if to in TICKED:
            anwesenheit.note(fresh, to, by=by, now=now)
        else:
            move(fresh, to, by=by, grund=grund, now=now)
        _tell(fresh)
        settle(fresh.workshop, by=by, now=now)
    return fresh


def _tell(anmeldung: Anmeldung) -> None:
    if anmeldung.status == Status.STORNIERT:
        mails.cancelled(anmeldung)
    elif anmeldung.status in {*EXPECTED, Status.WARTELISTE}:
        mails.registered(anmeldung)
