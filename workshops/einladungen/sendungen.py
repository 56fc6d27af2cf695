"""A mail to many: its rows are the work, the worker queues a mail for each, and the rows keep what became of it.

Mails are forgotten after 90 days; rows and invitations know longer whether they were sent.
"""

import logging
from collections.abc import Sequence
from functools import partial

from celery import current_app
from django.db import transaction
from django.db.models import Q
from kombu.exceptions import OperationalError

from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.audit.log import By, record
from bildungskommune.post import versand
from bildungskommune.post.models import Mail
from workshops.einladungen import mails
from workshops.models import Einladung, Sendung, Sendungszeile
from workshops.models.enums import SendungArt, Zustellung

logger = logging.getLogger(__name__)

TASK = "workshops.tasks.versenden"
HOECHSTENS = 500
"""So many institutions are invited in one go: a county has some hundred."""
AT_ONCE = 500
"""So many rows are looked after in one sweep."""
_DONE = {Mail.Status.GESENDET: Zustellung.GESENDET, Mail.Status.GESCHEITERT: Zustellung.GESCHEITERT}


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
    """Wake the worker. Without a broker the sweep finds the rows, so a silent bell is only noted."""
    try:
        current_app.send_task(TASK, args=(pk,), queue="post", retry=False)
    except (OperationalError, OSError):
        logger.warning("broker is away, sendung %s waits for the sweep", pk)


def work(pk: int) -> int:
    """Queue a mail for each row that has none yet; safe to run twice and by two. Returns how many were queued."""
    waiting = Sendungszeile.objects.filter(sendung=pk, status=Zustellung.WARTET, mail=None)
    return sum(_queue(key) for key in waiting.values_list("pk", flat=True))


def _queue(key: int) -> bool:
    with transaction.atomic():
        rows = Sendungszeile.objects.select_for_update(of=("self",), skip_locked=True)
        open_ones = rows.filter(pk=key, status=Zustellung.WARTET, mail=None).exclude(an="")
        zeile = open_ones.select_related(
            "sendung__workshop__ort",
            "einladung__institution",
            "einladung__workshop",
            "anmeldung__workshop__ort",
            "eintrag",
        )
        row = zeile.first()
        if row is None:
            return False
        row.mail = mails.enqueue(row)
        row.save(update_fields=["mail"])
    return True


def sweep() -> int:
    """Note what became of the mails, and queue what stayed behind. Returns how many rows were noted."""
    left = Sendungszeile.objects.filter(status=Zustellung.WARTET, mail=None).exclude(an="")
    for pk in left.order_by("sendung").values_list("sendung", flat=True).distinct():
        work(pk)
    return note_outcomes()


def note_outcomes() -> int:
    """Write down at rows and invitations what their mails know by now. Returns how many."""
    changed = Q(status=Zustellung.WARTET, mail__status__in=_DONE)
    changed |= Q(status=Zustellung.GESCHEITERT, mail__status=Mail.Status.GESENDET)
    with transaction.atomic():
        locked = Sendungszeile.objects.select_for_update(of=("self",), skip_locked=True).filter(changed)
        found = locked.select_related("mail", "sendung").defer("mail__text", "mail__html", "mail__anhang")
        rows = list(found[:AT_ONCE])
        for row in rows:
            assert row.mail is not None, "the query asks for one"
            row.status = _DONE[Mail.Status(row.mail.status)]
            row.fehler, row.gesendet_am = row.mail.fehler, row.mail.sent
        Sendungszeile.objects.bulk_update(rows, ["status", "fehler", "gesendet_am"])
        for row in rows:
            if row.status == Zustellung.GESENDET and row.sendung.art == SendungArt.EINLADUNG:
                first = Einladung.objects.filter(zeilen=row.pk, gesendet_am=None)
                first.update(gesendet_am=row.gesendet_am)
    return len(rows)


def again(sendung: Sendung, *, by: Nutzer, zeile: int | None = None) -> int:
    """Send anew what failed, to the address that the directory knows by now; `zeile` asks for one row alone.

    Returns how many are tried again.
    """
    with transaction.atomic():
        failed = sendung.zeilen.with_stand().filter(Q(stand=Zustellung.GESCHEITERT)).exclude(mail=None)
        rows = failed.filter(pk=zeile) if zeile is not None else failed
        tried = [row for row in rows.select_related("mail", "einladung__institution") if _try_again(row)]
        if tried:
            record(by, "sendung.wiederholt", sendung, anzahl=len(tried))
    return len(tried)


def _try_again(row: Sendungszeile) -> bool:
    assert row.mail is not None, "the query asks for one"
    if row.einladung is not None and row.einladung.institution.email:
        row.an = row.einladung.institution.email
        Mail.objects.filter(pk=row.mail.pk).failed().update(an=row.an)
    if not versand.retry(row.mail):
        return False
    row.status, row.fehler = Zustellung.WARTET, ""
    row.save(update_fields=["status", "fehler", "an"])
    return True
