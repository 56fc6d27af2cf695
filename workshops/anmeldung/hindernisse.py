"""What stands against a registration: the date, a seat taken before, an invitation that is used up."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection
from django.utils import timezone

from bildungskommune.ui.zeiten import zeitpunkt
from workshops.anmeldung.angaben import AlreadyRegistered, Daten, InvitationUsedUp, RegistrationClosed
from workshops.models import Anmeldung, Einladung, Workshop

Status = Anmeldung.Status
Quelle = Anmeldung.Quelle

# Written out: everybody who registers waits for it.
_KNOWN = """
SELECT id FROM workshops_anmeldung
WHERE workshop_id = %s AND status <> %s
      AND (upper(email), upper(name)) IN (SELECT upper(e), upper(n) FROM unnest(%s::text[], %s::text[]) AS asked(e, n))
"""


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


def refuse_closed(workshop: Workshop, quelle: str, now: datetime) -> None:
    if quelle == Quelle.ONLINE and (reason := closed_reason(workshop, now)):
        raise RegistrationClosed(reason)
    if workshop.status == Workshop.Status.ABGESAGT:
        raise RegistrationClosed(closed_reason(workshop, now))


def registered_before(workshop: Workshop, people: Sequence[Daten]) -> dict[tuple[str, str], Anmeldung]:
    """Return those registrations that have name and address of one of these people, by `same`."""
    asked = [daten for daten in people if daten.email]
    if not asked:
        return {}
    emails, names = [daten.email for daten in asked], [daten.name for daten in asked]
    # Nearly always nobody is: the many columns of a row are asked for only when there is one.
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN, [workshop.pk, str(Status.STORNIERT), emails, names])
        keys = [pk for (pk,) in cursor]
    found = Anmeldung.objects.filter(pk__in=keys) if keys else ()
    for anmeldung in found:
        anmeldung.workshop = workshop
    return {same(one): one for one in found}


def same(one: Daten | Anmeldung) -> tuple[str, str]:
    """Return by what two registrations are of the same person."""
    return one.name.lower(), one.email.lower()


def refuse_twice(workshop: Workshop, name: str, email: str, *, but: Anmeldung) -> None:
    """Raise AlreadyRegistered when another registration than `but` has this name and address."""
    others = workshop.anmeldungen.exclude(status=Status.STORNIERT).exclude(pk=but.pk)
    found = others.filter(name__iexact=name, email__iexact=email).first() if email else None
    if found is not None:
        found.workshop = workshop
        raise AlreadyRegistered(found)


def refuse_used_up(einladung: Einladung | None, personen: int) -> None:
    """Raise InvitationUsedUp when the invitation has not so many seats left."""
    if einladung is None:
        return
    left = einladung.kontingent - einladung.anmeldungen.exclude(status=Status.STORNIERT).count()
    if left < personen:
        raise InvitationUsedUp(max(left, 0))


def refuse_over(workshop: Workshop, now: datetime) -> None:
    if workshop.beginn <= now or workshop.status == Workshop.Status.ABGESAGT:
        raise RegistrationClosed(closed_reason(workshop, now))
