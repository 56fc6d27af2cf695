"""The queue of mails. `enqueue` writes a row within the caller's transaction and rings the worker after it."""

import logging
import smtplib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import css_inline
from celery import current_app
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import F, Q
from django.template.loader import render_to_string
from django.utils import timezone
from kombu.exceptions import OperationalError

from bildungskommune.post.models import Mail

logger = logging.getLogger(__name__)

MAX_ATTEMPTS = 6
STALE = timedelta(minutes=10)
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
) -> Mail:
    """Queue a mail from templates/mail/<template>.txt and .html; the same `schluessel` never makes a second one."""
    text = render_to_string(f"mail/{template}.txt", dict(kontext))
    html = css_inline.inline(render_to_string(f"mail/{template}.html", {**kontext, "betreff": betreff}))
    return _write(Mail(an=an, betreff=betreff, text=text, html=html, anlass=anlass, schluessel=schluessel), anhang)


def enqueue_text(*, an: str, betreff: str, text: str, anlass: str) -> Mail:
    return _write(Mail(an=an, betreff=betreff, text=text, anlass=anlass), None)


def _write(mail: Mail, anhang: Anhang | None) -> Mail:
    if mail.schluessel and (known := Mail.objects.filter(schluessel=mail.schluessel).first()):
        return known
    if anhang is not None:
        mail.anhang_name, mail.anhang_art, mail.anhang = anhang.name, anhang.art, anhang.inhalt
    mail.save()
    transaction.on_commit(lambda: ring(mail.pk))
    return mail


def ring(mail_pk: int) -> None:
    """Wake the worker. Without a broker the sweep finds the row, so a silent bell is only noted."""
    try:
        current_app.send_task(TASK, args=(mail_pk,), queue="post", retry=False)
    except (OperationalError, OSError):
        logger.warning("broker is away, mail %s waits for the sweep", mail_pk)


def send(mail_pk: int, *, now: datetime | None = None) -> bool:
    """Send one mail if it is still waiting. Returns whether this call sent it."""
    now = now or timezone.now()
    claimed = (
        Mail.objects.filter(pk=mail_pk)
        .due(now)
        .update(status=Mail.Status.LAEUFT, attempts=F("attempts") + 1, next_attempt=now + STALE)
    )
    if not claimed:
        return False
    mail = Mail.objects.get(pk=mail_pk)
    try:
        _message(mail).send()
    except (smtplib.SMTPException, OSError) as error:
        _failed(mail, error, now)
        return False
    Mail.objects.filter(pk=mail.pk).update(status=Mail.Status.GESENDET, sent=now, fehler="")
    return True


def _message(mail: Mail) -> EmailMultiAlternatives:
    message = EmailMultiAlternatives(subject=mail.betreff, body=mail.text, to=[mail.an])
    message.extra_headers["Message-ID"] = f"<post-{mail.pk}-{mail.created:%Y%m%d%H%M%S}@bildungskommune>"
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    if mail.anhang:
        message.attach(mail.anhang_name, bytes(mail.anhang).decode(), mail.anhang_art)
    return message


def _failed(mail: Mail, error: Exception, now: datetime) -> None:
    given_up = mail.attempts >= MAX_ATTEMPTS
    Mail.objects.filter(pk=mail.pk).update(
        status=Mail.Status.GESCHEITERT if given_up else Mail.Status.WARTET,
        next_attempt=now + timedelta(minutes=2**mail.attempts),
        fehler=f"{type(error).__name__}: {error}"[:500],
    )
    logger.warning("mail %s was not sent, attempt %s: %s", mail.pk, mail.attempts, type(error).__name__)


def retry(mail: Mail) -> None:
    """Queue a mail again that was given up."""
    Mail.objects.filter(pk=mail.pk, status=Mail.Status.GESCHEITERT).update(
        status=Mail.Status.WARTET, attempts=0, next_attempt=timezone.now()
    )
    transaction.on_commit(lambda: ring(mail.pk))


def sweep(*, now: datetime | None = None) -> int:
    """Ring again for every mail that stayed behind; returns how many."""
    now = now or timezone.now()
    Mail.objects.filter(status=Mail.Status.LAEUFT, next_attempt__lte=now).update(status=Mail.Status.WARTET)
    waiting = list(Mail.objects.due(now).values_list("pk", flat=True)[:500])
    for pk in waiting:
        ring(pk)
    return len(waiting)


def forget(*, now: datetime | None = None) -> int:
    """Delete mails 90 days after they were sent or given up; returns how many."""
    limit = (now or timezone.now()) - FRIST
    sent = Q(status=Mail.Status.GESENDET, sent__lt=limit)
    given_up = Q(status=Mail.Status.GESCHEITERT, next_attempt__lt=limit)
    deleted, _ = Mail.objects.filter(sent | given_up).delete()
    return deleted
