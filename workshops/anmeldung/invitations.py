"""Invitations: an institution gets seats and a code; the office sends it, the portal notes when."""

import secrets
from datetime import datetime
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from bildungskommune import addresses
from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.audit.log import By, record
from bildungskommune.werkbank import aendern
from workshops.models import Anmeldung, Einladung, Workshop


def new_code() -> str:
    return secrets.token_urlsafe(9)


def of_workshop(workshop: Workshop) -> QuerySet[Einladung]:
    """Return the invitations with `angemeldet`: how many registered with the code."""
    counted = ~Q(anmeldungen__status=Anmeldung.Status.STORNIERT)
    found = workshop.einladungen.select_related("institution", "workshop")
    return found.annotate(angemeldet=Count("anmeldungen", filter=counted)).order_by("institution__name", "pk")


def link(einladung: Einladung) -> str:
    """Return the address under which the invited register."""
    page = addresses.page("anmeldung-new", einladung.workshop.slug)
    return f"{page}?{urlencode({'code': einladung.code})}"


def invite(einladung: Einladung, *, by: By) -> None:
    """Store an invitation under a code of its own."""
    einladung.code = new_code()
    aendern.create(einladung, by=by, plaetze=einladung.kontingent)


def mark_sent(einladung: Einladung, *, by: Nutzer, now: datetime | None = None) -> None:
    einladung.gesendet_am = now or timezone.now()
    einladung.save(update_fields=["gesendet_am"])
    record(by, "einladung.gesendet", einladung)
