"""Mails to those who registered: what the office has to say, and a reminder before the day.

Side effects: a mail to many and an audit entry, in one transaction.
"""

from collections.abc import Collection
from datetime import datetime, time, timedelta
from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import Q, QuerySet, TextChoices
from django.utils import timezone

from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.werkbank.einladen import NobodyLeft
from workshops.anmeldung import mails
from workshops.einladungen import sendungen
from workshops.einladungen.einladen import Schreiben
from workshops.models import Anmeldung, Sendung, Sendungszeile, Verteilereintrag, Workshop
from workshops.models.enums import EXPECTED, AnmeldungStatus, SendungArt, WorkshopStatus

HOECHSTENS = 5000
"""So many get a circular in one go: as many as the largest workshop has seats."""
UHRZEIT = time(8)
"""From this time of the day people are reminded."""
STATTFINDET = frozenset({WorkshopStatus.OFFEN, WorkshopStatus.GESCHLOSSEN})
VORTAG = """bald ist es so weit. Hier steht noch einmal alles, was Sie brauchen. Können Sie nicht kommen, sagen Sie \
bitte ab, dann kann jemand anderes kommen."""


class Kreis(TextChoices):
    """Who gets a circular."""

    ANGEMELDET = "angemeldet", "Angemeldete mit Platz"
    TEILGENOMMEN = "teilgenommen", "alle, die teilgenommen haben"
    WARTELISTE = "warteliste", "Warteliste"
    VERTEILER = "verteiler", "Verteiler: alle, die den Rundbrief bestellt haben"


_WER = {
    Kreis.ANGEMELDET: Q(status__in=EXPECTED),
    Kreis.TEILGENOMMEN: Q(status=AnmeldungStatus.TEILGENOMMEN),
    Kreis.WARTELISTE: Q(status=AnmeldungStatus.WARTELISTE),
}


class TooManyAtOnce(Exception):
    """More people than one circular goes to."""

    def __init__(self) -> None:
        super().__init__(f"Ein Rundschreiben geht an höchstens {HOECHSTENS} Personen. Bitte wählen Sie enger aus.")


def reached(workshop: Workshop, kreise: Collection[str], *, ganze_reihe: bool) -> list[Sendungszeile]:
    """Return an unsaved row for each address in these circles; of several registrations the latest workshop counts.

    Only those who confirmed their address or were taken down by the office, and still want circulars.
    Raises TooManyAtOnce.
    """
    by_address: dict[str, Sendungszeile] = {}
    if Kreis.VERTEILER in kreise:
        for eintrag in Verteilereintrag.objects.confirmed():
            by_address[eintrag.email.lower()] = Sendungszeile(eintrag=eintrag, an=eintrag.email)
    for row in _registered(workshop, kreise, ganze_reihe=ganze_reihe):
        by_address[row.email.lower()] = _line(row)
    if len(by_address) > HOECHSTENS:
        raise TooManyAtOnce
    return sorted(by_address.values(), key=lambda row: (row.name, row.an))


def _registered(workshop: Workshop, kreise: Collection[str], *, ganze_reihe: bool) -> QuerySet[Anmeldung]:
    wanted = reduce(or_, (_WER[Kreis(kreis)] for kreis in kreise if kreis in _WER), Q(pk__in=()))
    rows = Anmeldung.objects.confirmed().filter(wanted, ohne_rundschreiben=False).exclude(email="")
    rows = rows.filter(workshop__reihe=workshop.reihe_id) if ganze_reihe else rows.filter(workshop=workshop)
    return rows.select_related("workshop").order_by("workshop__beginn", "pk")


def send(
    workshop: Workshop, kreise: Collection[str], schreiben: Schreiben, *, ganze_reihe: bool, by: Nutzer
) -> Sendung:
    """Order a circular to these circles. Raises NobodyLeft, TooManyAtOnce."""
    with transaction.atomic():
        rows = reached(workshop, kreise, ganze_reihe=ganze_reihe)
        if not rows:
            raise NobodyLeft
        return sendungen.order(schreiben.sendung(workshop, SendungArt.RUNDSCHREIBEN), rows, by=by)


def _line(row: Anmeldung) -> Sendungszeile:
    return Sendungszeile(anmeldung=row, an=row.email, name=row.name)


def due_from(workshop: Workshop) -> datetime:
    """Return when people are reminded of the workshop as it is planned now."""
    day = timezone.localdate(workshop.beginn) - timedelta(days=workshop.erinnern_tage)
    return timezone.make_aware(datetime.combine(day, UHRZEIT))


def remind_all(now: datetime | None = None) -> int:
    """Remind those with a seat in every workshop whose time has come, of each date once, each address by one mail.

    Returns of how many.
    """
    now = now or timezone.now()
    ahead = Workshop.objects.filter(beginn__gt=now, status__in=STATTFINDET, erinnern_tage__gt=0)
    due = [workshop for workshop in ahead if due_from(workshop) <= now]
    return sum(_remind(workshop.pk, now) for workshop in due)


def _remind(pk: int, now: datetime) -> bool:
    with transaction.atomic():
        workshop = Workshop.objects.locked(pk)
        since = due_from(workshop)
        # A reminder from before that was of another date: the workshop was put off.
        if workshop.sendungen.filter(art=SendungArt.VORTAG, created__gte=since).exists():
            return False
        rows = _expected(workshop, since)
        if not rows:
            return False
        schreiben = Schreiben(f"Bald: {workshop.titel}", VORTAG)
        lines = [_line(members[0]) for _, members in mails.by_address(rows)]
        sendungen.order(schreiben.sendung(workshop, SendungArt.VORTAG, created=now), lines, by=None)
    return True


def _expected(workshop: Workshop, since: datetime) -> QuerySet[Anmeldung]:
    """Return who has a seat; whoever registered since then was told all of it in that mail."""
    rows = workshop.anmeldungen.confirmed().filter(status__in=EXPECTED, eingegangen_am__lt=since)
    return rows.exclude(email="").order_by("name", "pk")
