"""Corrections of a registration: by the person with the link, by the office, and the way to a new address.

Side effects of these functions: rows, audit entries and queued mails, all in one transaction.
"""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.audit.log import record
from bildungskommune.werkbank import aendern
from workshops.anmeldung import hindernisse, mails, registration, zeile, zugang
from workshops.anmeldung.angaben import Kontakt, Nachtrag, NotChangeable, Wuensche
from workshops.models import Anmeldung, Zugang
from workshops.models.enums import REACHED, GruppenGrund

Zweck = zugang.Zweck
OWN = (Zweck.BESTAETIGEN, Zweck.AENDERN, Zweck.ABSAGEN)
"""Who has another address now has other secrets; the Vertretung keeps hers."""


class LinkExpired(NotChangeable):
    """The link to a new address was used too late."""

    def __init__(self) -> None:
        super().__init__(
            "Der Link zum Bestätigen der neuen Adresse ist abgelaufen. Bitte tragen Sie die Adresse noch einmal ein."
        )


class NothingToSend(Exception):
    """There is no address, or nothing that the person would have to know."""

    def __init__(self) -> None:
        super().__init__("Dieser Anmeldung lässt sich nichts schicken: Sie ist vorbei, storniert oder ohne Adresse.")


def change(anmeldung: Anmeldung, wuensche: Wuensche, kontakt: Kontakt, *, now: datetime | None = None) -> Anmeldung:
    """Keep what the person with the link changed. Another e-mail address counts once it is confirmed from there.

    Raises NotChangeable, AlreadyRegistered, TooManyMails.
    """
    with transaction.atomic():
        fresh = registration.change(anmeldung, wuensche, now=now)
        hindernisse.refuse_twice(fresh.workshop, kontakt.name, fresh.email, but=fresh)
        fresh.name, fresh.einrichtung, fresh.telefon = kontakt.name, kontakt.einrichtung, kontakt.telefon
        fresh.save(update_fields=["name", "einrichtung", "telefon"])
        _pending(fresh).delete()
        if kontakt.email and kontakt.email.lower() != fresh.email.lower():
            mails.new_address(fresh, kontakt.email)
    return fresh


def pending_address(anmeldung: Anmeldung) -> str:
    """Return the new address that waits to be confirmed, empty when there is none."""
    latest = _pending(anmeldung).last()
    return latest.email if latest else ""


def _pending(anmeldung: Anmeldung) -> QuerySet[Zugang]:
    return Zugang.objects.filter(anmeldung=anmeldung, zweck=Zweck.BESTAETIGEN).exclude(email=anmeldung.email)


def is_for_new_address(row: Zugang) -> bool:
    return bool(row.email) and row.email != row.anmeldung.email


def confirm(row: Zugang, nachtrag: Nachtrag | None = None, *, now: datetime | None = None) -> Anmeldung:
    """Confirm what the secret was sent for: the registration with what was said then, or the new address of one.

    Raises RegistrationClosed, AlreadyRegistered, LinkExpired.
    """
    if is_for_new_address(row):
        return _take_address(row, now or timezone.now())
    return registration.confirm(row.anmeldung, nachtrag, now=now)


def _take_address(row: Zugang, now: datetime) -> Anmeldung:
    if row.angelegt_am + zeile.HOLD < now:
        raise LinkExpired
    with transaction.atomic():
        fresh = registration.locked(row.anmeldung)
        hindernisse.refuse_twice(fresh.workshop, fresh.name, row.email, but=fresh)
        fresh.email = row.email
        fresh.version += 1
        fresh.save(update_fields=["email", "version"])
        zugang.revoke(fresh, OWN, keep=row)
        record(None, "anmeldung.adresse", fresh, now=now)
        if can_resend(fresh):
            mails.registered(fresh)
    return fresh


def correct(anmeldung: Anmeldung, fields: Collection[str], *, version: int | None = None, by: Nutzer) -> None:
    """Write what the office corrected. With another address the old links open nothing, and new ones go there.

    Raises Outdated.
    """
    with transaction.atomic():
        registration.locked(anmeldung)
        if "gruppe" in fields:
            anmeldung.gruppe_grund = GruppenGrund.HAND if anmeldung.gruppe else ""
            fields = [*fields, "gruppe_grund"]
        aendern.change(anmeldung, fields, version=version, by=by, event="anmeldung.berichtigt")
        if "email" in fields:
            zugang.revoke(anmeldung, OWN)
            if can_resend(anmeldung):
                resend(anmeldung, by=by)


def can_resend(anmeldung: Anmeldung) -> bool:
    return bool(anmeldung.email) and anmeldung.status in REACHED


def resend(anmeldung: Anmeldung, *, by: Nutzer, now: datetime | None = None) -> Anmeldung:
    """Send how the registration stands once more; who has still to confirm gets the whole time anew.

    Raises NothingToSend.
    """
    now = now or timezone.now()
    with transaction.atomic():
        fresh = registration.locked(anmeldung)
        if not can_resend(fresh):
            raise NothingToSend
        if not fresh.is_confirmed:
            fresh.bestaetigen_bis = now + zeile.HOLD
            fresh.save(update_fields=["bestaetigen_bis"])
        record(by, "anmeldung.erneut_geschickt", fresh, now=now)
        mails.registered(fresh)
    return fresh
