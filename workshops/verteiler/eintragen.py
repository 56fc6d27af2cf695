"""Into the list of those who want circulars by two steps, out of it by one.

Whether an address is in it is told to its mailbox alone.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from bildungskommune.audit.log import By, record
from workshops import zweischritt
from workshops.models import Sendungszeile, Verteilereintrag
from workshops.verteiler import mails

EINWILLIGUNG = "Fassung 1"
"""Version of the consent as the form words it."""


def ask(email: str, *, quelle: str, now: datetime | None = None) -> None:
    """Ask the mailbox whether it wants circulars; one that has said so already is told how to leave.

    Asking again sends a new link, and the old one opens nothing. Raises TooManyMails.
    """
    with transaction.atomic():
        known = Verteilereintrag.objects.select_for_update().filter(email__iexact=email).first()
        if known is not None and known.bestaetigt_am is not None:
            mails.known(known)
            return
        row = known or Verteilereintrag(email=email)
        row.quelle = quelle
        mails.asked_for(row, zweischritt.ask_again(row, EINWILLIGUNG, now or timezone.now()))


def find(secret: str) -> Verteilereintrag | None:
    """Return whom the link in the mail would confirm, or has confirmed."""
    return zweischritt.find(Verteilereintrag.objects.all(), secret)


def confirm(row: Verteilereintrag, *, now: datetime | None = None) -> None:
    """Note that the mailbox has agreed; doing it again changes nothing. Raises LinkExpired."""
    when = now or timezone.now()
    zweischritt.confirm(row, when, lambda fresh: record(None, "verteiler.bestaetigt", fresh, now=when))


def find_leaving(token: str) -> Verteilereintrag | None:
    """Return whom the link in a circular takes off; None when they are off already. Raises Http404."""
    return zweischritt.find_leaving(Verteilereintrag.objects.all(), token, mails.SALZ)


def leave(row: Verteilereintrag, *, by: By = None) -> None:
    """Forget the address, and that circulars went to it."""
    with transaction.atomic():
        record(by, "verteiler.abgemeldet", row)
        Sendungszeile.objects.filter(eintrag=row).forget()
        row.delete()
