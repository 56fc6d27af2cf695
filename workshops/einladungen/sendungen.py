"""A mail to many: its rows are the work, the worker queues a mail for each, and the rows keep what became of it."""

from collections.abc import Sequence
from functools import partial

from django.db import transaction

from bildungskommune import klingel
from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.audit.log import By, record
from bildungskommune.post.verteilen import Verteiler
from bildungskommune.post.zeilen import ZeilenQuerySet, Zustellung
from workshops.einladungen import mails
from workshops.models import Einladung, Sendung, Sendungszeile
from workshops.models.enums import SendungArt

TASK = "workshops.tasks.versenden"


def order(sendung: Sendung, zeilen: Sequence[Sendungszeile], *, by: By) -> Sendung:
    """Store a mail to many with its rows and ring for the worker."""
    with transaction.atomic():
        sendung.save()
        for zeile in zeilen:
            zeile.sendung = sendung
        Sendungszeile.objects.bulk_create(zeilen)
        record(by, "sendung.abgeschickt", sendung, anzahl=len(zeilen))
        transaction.on_commit(partial(ring, sendung.pk))
    return sendung


def ring(pk: int) -> None:
    klingel.ring(TASK, pk, queue="post")


def work(pk: int) -> int:
    """Queue a mail for each row that has none yet; safe to run twice and by two. Returns how many were queued."""
    return VERTEILER.work(sendung=pk)


def sweep() -> int:
    """Note what became of the mails, and queue what stayed behind. Returns how many rows were noted."""
    VERTEILER.work()
    return note_outcomes()


def note_outcomes() -> int:
    """Write down at rows and invitations what their mails know by now. Returns how many."""
    return VERTEILER.note_outcomes()


def again(sendung: Sendung, *, by: Nutzer, zeile: int | None = None) -> int:
    """Send anew what failed, to the address that the directory knows by now; `zeile` asks for one row alone.

    Returns how many are tried again.
    """
    with transaction.atomic():
        tried = VERTEILER.again(sendung=sendung.pk, **({} if zeile is None else {"pk": zeile}))
        if tried:
            record(by, "sendung.wiederholt", sendung, anzahl=tried)
    return tried


def _rows() -> ZeilenQuerySet:
    """Return the rows with all that their letters need."""
    return Sendungszeile.objects.select_related(
        "sendung__workshop__ort",
        "einladung__institution",
        "einladung__workshop",
        "anmeldung__workshop__ort",
        "eintrag",
    )


def _noted(rows: Sequence[Sendungszeile]) -> None:
    for row in rows:
        if row.status == Zustellung.GESENDET and row.sendung.art == SendungArt.EINLADUNG:
            first = Einladung.objects.filter(zeilen=row.pk, gesendet_am=None)
            first.update(gesendet_am=row.gesendet_am)


def _address(row: Sendungszeile) -> str:
    return row.einladung.institution.email if row.einladung is not None else ""


VERTEILER = Verteiler(_rows, mails.enqueue, _noted, _address)
