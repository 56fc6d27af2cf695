"""Certificates by mail: a link to their own page for all who were there.

Side effects: a mail to many and an audit entry, in one transaction.
"""

from django.db import transaction
from django.db.models import QuerySet

from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.werkbank.einladen import NobodyLeft
from workshops.einladungen import sendungen
from workshops.einladungen.einladen import Schreiben
from workshops.models import Anmeldung, Sendung, Sendungszeile, Workshop
from workshops.models.enums import AnmeldungStatus, SendungArt


def present(workshop: Workshop) -> QuerySet[Anmeldung]:
    """Return who was there and has an address of which we know that it is theirs."""
    return workshop.anmeldungen.confirmed().filter(status=AnmeldungStatus.TEILGENOMMEN).exclude(email="")


def due(workshop: Workshop) -> QuerySet[Anmeldung]:
    """Return those of them who have not got this mail yet."""
    told = Sendungszeile.objects.filter(sendung__workshop=workshop, sendung__art=SendungArt.BESCHEINIGUNG)
    told = told.exclude(anmeldung=None)
    return present(workshop).exclude(pk__in=told.values("anmeldung")).order_by("name", "pk")


def send(workshop: Workshop, schreiben: Schreiben, *, by: Nutzer) -> Sendung:
    """Order the mails to all who have not got theirs. Raises NobodyLeft."""
    with transaction.atomic():
        locked = Workshop.objects.locked(workshop.pk)
        rows = [Sendungszeile(anmeldung=row, an=row.email, name=row.name) for row in due(locked)]
        if not rows:
            raise NobodyLeft
        return sendungen.order(schreiben.sendung(locked, SendungArt.BESCHEINIGUNG), rows, by=by)
