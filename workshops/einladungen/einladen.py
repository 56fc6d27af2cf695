"""Invite many in one go, remind those who are silent, and take the answers of the invited.

Side effects: invitations, a mail to many, audit entries, and seats that fall free, each in one transaction.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.akteure.models import Institution
from bildungskommune.audit.log import record
from bildungskommune.werkbank.einladen import ABSTAND, Gewaehlt, NobodyLeft, told_apart
from workshops.anmeldung import registration
from workshops.einladungen import invitations, sendungen
from workshops.models import Einladung, Sendung, Sendungszeile, Workshop
from workshops.models.enums import EinladungAntwort, SendungArt, WorkshopStatus


class TooLate(Exception):
    """The workshop has begun or is called off; nobody is invited or answers any more."""

    def __init__(self) -> None:
        super().__init__("Dieser Termin liegt in der Vergangenheit oder ist abgesagt.")


@dataclass(frozen=True)
class Schreiben:
    """What the office wrote, and what it promises."""

    betreff: str
    text: str
    kontingent: int = 1
    plaetze_bis: datetime | None = None

    def sendung(self, workshop: Workshop, art: SendungArt, **more: datetime) -> Sendung:
        """Return the mail to many with these words, not stored yet."""
        return Sendung(workshop=workshop, art=art, betreff=self.betreff, text=self.text, **more)


def sort_out(workshop: Workshop, institutionen: Iterable[Institution]) -> Gewaehlt:
    """Say which of these get a mail: an invitation that was made but not sent yet goes out now."""
    return told_apart(institutionen, set(_sent(workshop).values_list("institution", flat=True)))


def _sent(workshop: Workshop) -> QuerySet[Einladung]:
    """Return the invitations that were sent by the office or are on their way by the portal."""
    rows = Sendungszeile.objects.filter(einladung=OuterRef("pk"), sendung__art=SendungArt.EINLADUNG)
    invited = workshop.einladungen.alias(unterwegs=Exists(rows))
    return invited.filter(unterwegs=True) | invited.filter(gesendet_am__isnull=False)


def refuse_over(workshop: Workshop, now: datetime | None = None) -> None:
    """Raise TooLate when the workshop has begun or is called off."""
    if workshop.beginn <= (now or timezone.now()) or workshop.status == WorkshopStatus.ABGESAGT:
        raise TooLate


def invite_all(
    workshop: Workshop,
    institutionen: Collection[Institution],
    schreiben: Schreiben,
    *,
    auch_ohne_adresse: bool = False,
    by: Nutzer,
    now: datetime | None = None,
) -> Sendung | None:
    """Invite these institutions, each with a link of its own, and order the mails; returns None when none is due.

    Who has been sent an invitation gets no second one. Raises TooLate, NobodyLeft.
    """
    with transaction.atomic():
        locked = Workshop.objects.locked(workshop.pk)
        refuse_over(locked, now)
        chosen = sort_out(locked, institutionen)
        wanted = [*chosen.neu, *(chosen.ohne_adresse if auch_ohne_adresse else ())]
        if not wanted:
            raise NobodyLeft
        rows = _invitations(locked, wanted, schreiben, by=by)
        if not chosen.neu:
            return None
        zeilen = [
            Sendungszeile(einladung=row, an=row.institution.email, name=row.institution.name)
            for row in rows
            if row.institution.email
        ]
        return sendungen.order(schreiben.sendung(locked, SendungArt.EINLADUNG), zeilen, by=by)


def _invitations(
    workshop: Workshop, institutionen: Collection[Institution], schreiben: Schreiben, *, by: Nutzer
) -> list[Einladung]:
    """Return an invitation for each, made where there is none; seats and date are those of the letter."""
    known = {row.institution_id: row for row in workshop.einladungen.filter(institution__in=institutionen)}
    made = [
        Einladung(workshop=workshop, institution=one, code=invitations.new_code())
        for one in institutionen
        if one.pk not in known
    ]
    by_key = {one.pk: one for one in institutionen}
    for row in (*known.values(), *made):
        row.institution = by_key[row.institution_id]
        row.kontingent, row.plaetze_bis = schreiben.kontingent, schreiben.plaetze_bis
    for row in known.values():
        row.version += 1
    Einladung.objects.bulk_update(known.values(), ["kontingent", "plaetze_bis", "version"])
    Einladung.objects.bulk_create(made)
    record(by, "einladungen.angelegt", workshop, anzahl=len(made), plaetze=schreiben.kontingent)
    return [*known.values(), *made]


def silent(workshop: Workshop, now: datetime | None = None) -> QuerySet[Einladung]:
    """Return the invitations that were sent and not answered, whose institution has an address.

    Left out are those reminded within ABSTAND.
    """
    now = now or timezone.now()
    reminded = Sendungszeile.objects.filter(
        einladung=OuterRef("pk"), sendung__art=SendungArt.ERINNERUNG, sendung__created__gt=now - ABSTAND
    )
    rows = invitations.of_workshop(workshop).filter(
        ~Exists(reminded), Q(angemeldet=0), gesendet_am__isnull=False, antwort=EinladungAntwort.OFFEN
    )
    return rows.exclude(institution__email="")


def remind(workshop: Workshop, schreiben: Schreiben, *, by: Nutzer, now: datetime | None = None) -> Sendung:
    """Remind all who have not answered, nobody twice within ABSTAND. Raises TooLate, NobodyLeft."""
    now = now or timezone.now()
    with transaction.atomic():
        locked = Workshop.objects.locked(workshop.pk)
        refuse_over(locked, now)
        rows = list(silent(locked, now))
        if not rows:
            raise NobodyLeft
        zeilen = [Sendungszeile(einladung=row, an=row.institution.email, name=row.institution.name) for row in rows]
        return sendungen.order(schreiben.sendung(locked, SendungArt.ERINNERUNG, created=now), zeilen, by=by)


def answer(einladung: Einladung, antwort: str, *, now: datetime | None = None) -> None:
    """Note that the institution does not come, or does after all; seats that fall free go to the waiting list.

    The same answer again changes nothing. Raises TooLate.
    """
    now = now or timezone.now()
    with transaction.atomic():
        workshop = Workshop.objects.locked(einladung.workshop_id)
        refuse_over(workshop, now)
        fresh = Einladung.objects.select_for_update().get(pk=einladung.pk)
        if fresh.antwort == antwort:
            return
        fresh.antwort, fresh.antwort_am = antwort, now
        fresh.version += 1
        fresh.save(update_fields=["antwort", "antwort_am", "version"])
        event = "einladung.abgesagt" if antwort == EinladungAntwort.ABGESAGT else "einladung.doch_offen"
        record(None, event, fresh, now=now)
        registration.promote(workshop, now=now)
