"""The print job: claim the row, set the PDF, check it, put it in place with one update."""

import logging
from datetime import datetime, timedelta

from celery import current_app
from django.core.files.base import ContentFile
from django.db.models import F
from django.utils import timezone
from kombu.exceptions import OperationalError

from bildungskommune.fassungen import satz
from bildungskommune.fassungen.anlagen import anlagen_zu
from bildungskommune.fassungen.inhalt import print_context
from bildungskommune.fassungen.models import Druckauftrag
from bildungskommune.fassungen.registry import definition

logger = logging.getLogger(__name__)

TASK = "bildungskommune.fassungen.tasks.drucken"
STALE = timedelta(minutes=2)
MAX_ATTEMPTS = 3
Status = Druckauftrag.Status


def ring(auftrag_pk: int) -> None:
    """Wake the worker. Without a broker the sweep finds the row, so a silent bell is only noted."""
    try:
        current_app.send_task(TASK, args=(auftrag_pk,), queue="pdf", retry=False)
    except (OperationalError, OSError):
        logger.warning("broker is away, print order %s waits for the sweep", auftrag_pk)


def is_over_without_pdf(auftrag: Druckauftrag) -> bool:
    """Say whether nobody works on the order any more and there is no file: it failed, or the file is gone."""
    if auftrag.status in {Status.GESCHEITERT, Status.ABGEBROCHEN}:
        return True
    return auftrag.status == Status.FERTIG and not _file_is_there(auftrag)


def _file_is_there(auftrag: Druckauftrag) -> bool:
    return bool(auftrag.pdf.name) and auftrag.pdf.storage.exists(str(auftrag.pdf.name))


def reset(auftrag: Druckauftrag) -> None:
    """Put a failed order back in the queue."""
    Druckauftrag.objects.filter(pk=auftrag.pk).update(
        status=Status.WARTET, attempts=0, fehler="", seite=0, heartbeat=timezone.now()
    )


def claim(auftrag_pk: int, now: datetime | None = None) -> Druckauftrag | None:
    """Take the order if nobody else has it; returns None when it is done or in other hands."""
    taken = Druckauftrag.objects.filter(pk=auftrag_pk, status=Status.WARTET).update(
        status=Status.LAEUFT, attempts=F("attempts") + 1, heartbeat=now or timezone.now(), fehler="", seite=0
    )
    if not taken:
        return None
    return Druckauftrag.objects.select_related("fassung").get(pk=auftrag_pk)


def print_order(auftrag_pk: int) -> bool:
    """Print one order. Returns whether this call finished it; safe to run twice or never."""
    auftrag = claim(auftrag_pk)
    if auftrag is None:
        return False
    try:
        _set(auftrag)
    except satz.SatzFehler as error:
        _fail(auftrag, error.grund)
        return False
    except OSError as error:
        _fail(auftrag, f"Die Datei ließ sich nicht speichern ({error.strerror or 'Ein- und Ausgabefehler'}).")
        return False
    except Exception:
        _fail(auftrag, "Beim Satz ist ein unerwarteter Fehler aufgetreten. Er steht im Protokoll des Dienstes.")
        raise
    return True


def _set(auftrag: Druckauftrag) -> None:
    fassung = auftrag.fassung
    what = definition(fassung.definition)
    html = satz.html_fuer(what.template, print_context(fassung))
    anlagen = anlagen_zu(fassung)
    key = satz.schluessel(html, anlagen)
    if (known := _known(key)) is not None:
        _finish(auftrag, key=key, name=str(known.pdf.name), seiten=known.seiten, groesse=known.groesse)
        return
    druckwerk = satz.print_pdf(html, title=fassung.titel, attachments=anlagen, progress=Lebenszeichen(auftrag.pk))
    findings = satz.pruefen(druckwerk.pdf)
    if findings:
        raise satz.SatzFehler("Das PDF hat die Prüfung nicht bestanden: " + "; ".join(findings[:5]))
    name = auftrag.pdf.storage.save(f"fassungen/{key}.pdf", ContentFile(druckwerk.pdf))
    _finish(auftrag, key=key, name=name, seiten=druckwerk.seiten, groesse=len(druckwerk.pdf))


def _known(key: str) -> Druckauftrag | None:
    """Return a finished order for the same print, whose file is still there."""
    known = Druckauftrag.objects.filter(schluessel=key, status=Status.FERTIG).first()
    return known if known and _file_is_there(known) else None


def _finish(auftrag: Druckauftrag, *, key: str, name: str, seiten: int, groesse: int) -> None:
    Druckauftrag.objects.filter(pk=auftrag.pk, status=Status.LAEUFT).update(
        status=Status.FERTIG,
        schluessel=key,
        pdf=name,
        seiten=seiten,
        seite=seiten,
        groesse=groesse,
        finished=timezone.now(),
    )


def _fail(auftrag: Druckauftrag, grund: str) -> None:
    Druckauftrag.objects.filter(pk=auftrag.pk, status=Status.LAEUFT).update(
        status=Status.GESCHEITERT, fehler=grund, finished=timezone.now()
    )
    logger.error("print order %s failed: %s", auftrag.pk, grund)


class Lebenszeichen:
    """Writes the page in work at most once a second, which is also the heartbeat."""

    def __init__(self, auftrag_pk: int) -> None:
        self.auftrag_pk = auftrag_pk
        self.last = timezone.now()

    def __call__(self, seite: int) -> None:
        now = timezone.now()
        if now - self.last >= timedelta(seconds=1):
            self.last = now
            Druckauftrag.objects.filter(pk=self.auftrag_pk).update(seite=seite, heartbeat=now)


def sweep(*, now: datetime | None = None) -> int:
    """Ring again for what stayed behind; a worker that died thrice over an order fails it. Returns how many rang."""
    now = now or timezone.now()
    stale = Druckauftrag.objects.filter(status=Status.LAEUFT, heartbeat__lt=now - STALE)
    stale.filter(attempts__gte=MAX_ATTEMPTS).update(
        status=Status.GESCHEITERT,
        finished=now,
        fehler="Der Druckdienst ist beim Setzen dreimal abgebrochen. Bitte versuchen Sie es erneut.",
    )
    stale.filter(attempts__lt=MAX_ATTEMPTS).update(status=Status.WARTET)
    waiting = list(Druckauftrag.objects.filter(status=Status.WARTET).values_list("pk", flat=True)[:200])
    for pk in waiting:
        ring(pk)
    return len(waiting)
