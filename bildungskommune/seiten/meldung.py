"""Report a barrier and answer it: stored, mailed to the office, due within a month."""

from calendar import monthrange
from datetime import date, datetime

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import transaction
from django.utils import timezone

from bildungskommune import addresses
from bildungskommune.audit.log import record
from bildungskommune.post import grenzen, versand
from bildungskommune.seiten.models import Barrieremeldung, Kommune
from bildungskommune.ui.zeiten import datum

ANLASS = "barriere"


class AlreadyAnswered(Exception):
    """Somebody else was faster."""

    def __init__(self) -> None:
        super().__init__("Diese Meldung hat inzwischen jemand anderes beantwortet. Ihre Antwort wurde nicht gesendet.")


def due_date(day: date) -> date:
    """Return the same day of the next month, its last day where there is none (§ 12b BGG and the Länder: a month)."""
    year, month = (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def report(meldung: Barrieremeldung, *, now: datetime | None = None) -> Barrieremeldung:
    """Store the report, tell the office, and confirm it to the sender who left an address. Raises TooManyMails."""
    meldung.eingegangen_am = now or timezone.now()
    meldung.faellig_am = due_date(timezone.localdate(meldung.eingegangen_am))
    with transaction.atomic():
        meldung.save()
        record(None, "barrieremeldung.gemeldet", meldung)
        _tell_office(meldung)
        _confirm(meldung)
    return meldung


def _tell_office(meldung: Barrieremeldung) -> None:
    kommune = Kommune.objects.current()
    if not kommune.email:
        return
    text = (
        f"Jemand hat eine Barriere gemeldet. Bitte antworten Sie bis {datum(meldung.faellig_am)}.\n\n"
        f"Seite: {meldung.seite or 'nicht angegeben'}\n\n{meldung.beschreibung}\n\n"
        f"{addresses.page('v-barriere', meldung.pk)}\n"
    )
    versand.enqueue_text(an=kommune.email, betreff="Eine Barriere wurde gemeldet", text=text, anlass=ANLASS)


def _confirm(meldung: Barrieremeldung) -> None:
    if not meldung.email:
        return
    # Nobody has shown that the address is the sender's, so not a word of theirs goes there.
    text = (
        "Guten Tag,\n\nIhre Meldung einer Barriere ist angekommen. Vielen Dank, dass Sie sich die Zeit genommen haben. "
        f"Sie erhalten spätestens am {datum(meldung.faellig_am)} eine Antwort.\n\n"
        "Sie haben nichts gemeldet? Dann hat jemand Ihre Adresse angegeben, und Sie brauchen nichts zu tun.\n\n"
        f"{Kommune.objects.current().stelle}\n"
    )
    versand.enqueue_text(
        an=meldung.email,
        betreff="Ihre Meldung ist angekommen",
        text=text,
        anlass=ANLASS,
        zaehlt_fuer=grenzen.claim(meldung.email),
    )


def answer(
    meldung: Barrieremeldung, antwort: str, *, by: AbstractBaseUser | AnonymousUser, today: date | None = None
) -> None:
    """Note the answer and send it to the sender who left an address. Raises AlreadyAnswered."""
    with transaction.atomic():
        # Lock first: two may answer the same report, and the sender must not get two letters.
        stored = Barrieremeldung.objects.select_for_update().get(pk=meldung.pk)
        if stored.beantwortet_am is not None:
            raise AlreadyAnswered
        meldung.antwort = antwort
        meldung.beantwortet_am = today or timezone.localdate()
        meldung.save(update_fields=["antwort", "beantwortet_am"])
        record(by, "barrieremeldung.erledigt", meldung)
        if meldung.email:
            text = (
                f"Guten Tag,\n\n{antwort}\n\nSie haben uns am {datum(meldung.eingegangen_am)} eine Barriere gemeldet.\n"
            )
            versand.enqueue_text(an=meldung.email, betreff="Antwort auf Ihre Meldung", text=text, anlass=ANLASS)
