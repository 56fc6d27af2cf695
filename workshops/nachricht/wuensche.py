"""Ask for mails about one contribution by two steps, and end them by one.

Whether an address gets them is told to its mailbox alone.
"""

from collections.abc import Collection
from datetime import datetime

from django.core import signing
from django.db import transaction
from django.utils import timezone

from workshops import zweischritt
from workshops.models import Beitrag, Nachrichtenwunsch
from workshops.nachricht import mails, neues

EINWILLIGUNG = "Fassung 1"
"""Version of the consent as the form words it."""


def ask(beitrag: Beitrag, email: str, *, now: datetime | None = None) -> None:
    """Ask the mailbox whether it wants mails; one that has said so already is told how to end them.

    Asking again sends a new link, and the old one opens nothing. Raises TooManyMails.
    """
    with transaction.atomic():
        # Lock the contribution, too: two may ask for the same address at once.
        Beitrag.objects.select_for_update().get(pk=beitrag.pk)
        known = beitrag.nachrichtenwuensche.filter(email__iexact=email).first()
        if known is not None and known.bestaetigt_am is not None:
            mails.known(known)
            return
        row = known or Nachrichtenwunsch(beitrag=beitrag, email=email)
        mails.asked_for(row, zweischritt.ask_again(row, EINWILLIGUNG, now or timezone.now()))


def find(secret: str) -> Nachrichtenwunsch | None:
    """Return whom the link in the mail would confirm, or has confirmed."""
    return zweischritt.find(Nachrichtenwunsch.objects.select_related("beitrag"), secret)


def confirm(row: Nachrichtenwunsch, *, now: datetime | None = None) -> None:
    """Note that the mailbox has agreed: what is known from now on is new. Raises LinkExpired."""
    when = now or timezone.now()
    zweischritt.confirm(row, when, lambda fresh: neues.begin(fresh, when))


def find_leaving(token: str) -> list[Nachrichtenwunsch]:
    """Return what the link in a mail ends: one wish, or all of an address; empty when they are ended already.

    Raises Http404 when we did not write it.
    """
    known = Nachrichtenwunsch.objects.select_related("beitrag")
    try:
        keys: list[int] = signing.loads(token, salt=mails.SALZ_ALLE)
    except signing.BadSignature:
        row = zweischritt.find_leaving(known, token, mails.SALZ)
        return [row] if row else []
    of_one = known.filter(pk__in=keys).first()
    return list(known.filter(email__iexact=of_one.email)) if of_one else []


def leave(rows: Collection[Nachrichtenwunsch]) -> None:
    """Forget the address."""
    Nachrichtenwunsch.objects.filter(pk__in=[row.pk for row in rows]).delete()
