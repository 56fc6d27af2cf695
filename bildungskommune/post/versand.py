"""The queue of mails. `enqueue` writes a row within the caller's transaction and rings the worker after it."""

import logging
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.core.mail import get_connection
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone

from bildungskommune import klingel
from bildungskommune.post import rahmen
from bildungskommune.post.models import BETREFF_LAENGE, LOESCHUNG, Mail, MailQuerySet
from bildungskommune.post.rahmen import Brief
from bildungskommune.post.scheitern import BACK_OFF, CUT_OFF, judge
from bildungskommune.zeichen import one_line

logger = logging.getLogger(__name__)

Status = Mail.Status
STALE = timedelta(minutes=10)
"""After this long a mail in work was given up by its worker, which is stopped sooner (tasks.senden)."""
AT_ONCE = 500
FRIST = timedelta(days=90)
TASK = "bildungskommune.post.tasks.senden"


@dataclass(frozen=True)
class Anhang:
    name: str
    art: str
    inhalt: bytes


def enqueue(
    *,
    an: str,
    betreff: str,
    template: str,
    kontext: Mapping[str, object],
    anlass: str,
    schluessel: str | None = None,
    anhang: Anhang | None = None,
    zaehlt_fuer: str = "",
    kopfzeilen: Mapping[str, str] | None = None,
) -> Mail:
    """Queue a mail from templates/mail/<template>.txt and .html; the same `schluessel` never makes a second one.

    `zaehlt_fuer` is what `grenzen.claim` gave for a mail that a stranger causes; `kopfzeilen` stand in its head.
    """
    text, html = render(template, betreff, kontext)
    mail = Mail(an=an, betreff=betreff, text=text, html=html, anlass=anlass, schluessel=schluessel)
    mail.empfaenger = zaehlt_fuer
    mail.kopfzeilen = {name: one_line(value) for name, value in (kopfzeilen or {}).items()}
    return _write(mail, anhang)


def render(template: str, betreff: str, kontext: Mapping[str, object]) -> tuple[str, str]:
    """Return both parts of a mail, plain text and HTML; the styles move to the elements when it is sent."""
    around = {**rahmen.context(), **kontext}
    text = render_to_string(f"mail/{template}.txt", around)
    return text, render_to_string(f"mail/{template}.html", {**around, "betreff": betreff})


def enqueue_text(*, an: str, betreff: str, text: str, anlass: str, zaehlt_fuer: str = "") -> Mail:
    text = rahmen.with_foot(text)
    return _write(Mail(an=an, betreff=betreff, text=text, anlass=anlass, empfaenger=zaehlt_fuer), None)


def _write(mail: Mail, anhang: Anhang | None) -> Mail:
    if mail.schluessel and (known := Mail.objects.filter(schluessel=mail.schluessel).first()):
        return known
    # A header is one line; a title that came from elsewhere may have more.
    mail.betreff = one_line(mail.betreff)[:BETREFF_LAENGE]
    if anhang is not None:
        mail.anhang_name, mail.anhang_art, mail.anhang = anhang.name, anhang.art, anhang.inhalt
    mail.save()
    transaction.on_commit(lambda: ring(mail.pk))
    return mail


def ring(mail_pk: int) -> None:
    klingel.ring(TASK, mail_pk, queue="post")


def send(mail_pk: int, *, now: datetime | None = None) -> bool:
    """Send one mail if it is still waiting. Returns whether this call sent it; no failure leaves it.

    Each failed attempt counts and rests longer; what cannot be sent is given up (see bildungskommune.post.scheitern).
    """
    now = now or timezone.now()
    mail = _claim(mail_pk, now)
    if mail is None:
        return False
    try:
        with get_connection() as connection:
            connection.send_messages([_message(mail)])
    except Exception as error:  # noqa: BLE001 - whatever it is, this mail must end and the others go on
        _failed(mail, error, now)
        return False
    if mail.is_last:
        return bool(_mine(mail).delete()[0])
    kept = {"text": "", "html": ""} if mail.is_private else {}
    return bool(_mine(mail).update(status=Status.GESENDET, sent=now, fehler="", **kept))


def _claim(mail_pk: int, now: datetime) -> Mail | None:
    """Take the mail if it is due and nobody else has it."""
    due = Mail.objects.filter(pk=mail_pk).due(now)
    if not due.update(status=Status.LAEUFT, attempts=F("attempts") + 1, next_attempt=now + STALE):
        return None
    return Mail.objects.get(pk=mail_pk)


def _mine(mail: Mail) -> MailQuerySet:
    """Return the row as long as it is still in the hands of the one who claimed it so."""
    return Mail.objects.filter(pk=mail.pk, status=Status.LAEUFT, attempts=mail.attempts)


def _message(mail: Mail) -> Brief:
    message = Brief(subject=mail.betreff, body=mail.text, to=[mail.an])
    message.bilder = rahmen.pictures(mail.html)
    # The same in every attempt, so that a server which took it already can tell.
    message.extra_headers["Message-ID"] = f"<post-{mail.pk}-{mail.created:%Y%m%d%H%M%S}@bildungskommune>"
    message.extra_headers |= mail.kopfzeilen
    if mail.html:
        message.attach_alternative(rahmen.inlined(mail.html), "text/html")
    if mail.anhang:
        message.attach(mail.anhang_name, bytes(mail.anhang), mail.anhang_art)
    return message


def _failed(mail: Mail, error: Exception, now: datetime) -> None:
    why = judge(error)
    is_final = why.is_final(mail.attempts)
    _mine(mail).update(
        status=Status.GESCHEITERT if is_final else Status.WARTET,
        next_attempt=now if is_final else now + BACK_OFF[mail.attempts - 1],
        fehler="" if mail.is_last else why.satz[:500],
    )
    if is_final and mail.is_last:
        Mail.objects.filter(pk=mail.pk).delete()
    logger.warning(
        "mail %s was not sent, attempt %s%s: %s",
        mail.pk,
        mail.attempts,
        ", given up" if is_final else "",
        _trace(error),
    )


def _trace(error: Exception) -> str:
    """Name the exception and where it came from; its words may hold what the mail says, so they stay out of the log."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {Path(place.filename).name}:{place.lineno}"


def retry(mail: Mail) -> bool:
    """Queue a mail anew that was given up or rests after a failure, any other is left. Returns whether it was."""
    taken = (
        Mail.objects.filter(pk=mail.pk).failed().update(status=Status.WARTET, attempts=0, next_attempt=timezone.now())
    )
    if taken:
        transaction.on_commit(lambda: ring(mail.pk))
    return bool(taken)


def sweep(*, now: datetime | None = None) -> int:
    """Ring again for what stayed behind; a mail over which the worker died each time is given up. Returns how many."""
    now = now or timezone.now()
    stale = Mail.objects.filter(status=Status.LAEUFT, next_attempt__lte=now)
    stale.filter(attempts__gte=CUT_OFF.tries).update(status=Status.GESCHEITERT, next_attempt=now, fehler=CUT_OFF.satz)
    stale.filter(attempts__lt=CUT_OFF.tries).update(status=Status.WARTET)
    Mail.objects.filter(status=Status.GESCHEITERT, anlass=LOESCHUNG).delete()
    waiting = list(Mail.objects.due(now).order_by("next_attempt").values_list("pk", flat=True)[:AT_ONCE])
    for pk in waiting:
        ring(pk)
    return len(waiting)
