"""The orders to print as rows: ring, claim, finish, fail, sweep. The web process needs no more; `druck` sets."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import F
from django.utils import timezone

from bildungskommune import klingel
from bildungskommune.fassungen.models import Ausdruck, Druckauftrag, Fassung

logger = logging.getLogger(__name__)

TASK = "bildungskommune.fassungen.tasks.drucken"
STALE = timedelta(seconds=settings.PRINT_SILENCE_SECONDS)
MAX_ATTEMPTS = 3
WEITERE = ("gross", "epub", "docx")
"""The forms of a Fassung beside its PDF, made by the same order."""
ENDUNGEN = {"pdf": ".pdf", "gross": "-grossdruck.pdf", "epub": ".epub", "docx": ".docx"}
ABGEBROCHEN = "Sie können das PDF jederzeit neu setzen lassen."
Status = Druckauftrag.Status


def ring(auftrag_pk: int) -> None:
    klingel.ring(TASK, auftrag_pk, queue="pdf")


def is_over_without_file(auftrag: Druckauftrag) -> bool:
    """Say whether nobody works on the order any more and a file is missing: it failed, or one of its files is gone."""
    if auftrag.status in {Status.GESCHEITERT, Status.ABGEBROCHEN}:
        return True
    return auftrag.status == Status.FERTIG and not _files_are_there(auftrag)


def _files_are_there(auftrag: Druckauftrag) -> bool:
    files = [auftrag.pdf, *(getattr(auftrag, form) for form in WEITERE)]
    return all(bool(file.name) and file.storage.exists(str(file.name)) for file in files)


def reset(auftrag: Druckauftrag) -> None:
    """Put an order back in the queue; whoever works on it works for nothing."""
    Druckauftrag.objects.filter(pk=auftrag.pk).update(
        status=Status.WARTET,
        attempts=0,
        auflage=F("auflage") + 1,
        fehler="",
        seite=0,
        heartbeat=timezone.now(),
    )


def cancel(auftrag: Druckauftrag) -> bool:
    """Call an open order off; whoever works on it stops at the next page. Returns whether it was still open."""
    return bool(
        Druckauftrag.objects.open()
        .filter(pk=auftrag.pk)
        .update(status=Status.ABGEBROCHEN, fehler=ABGEBROCHEN, finished=timezone.now())
    )


def start_anew(fassung: Fassung) -> None:
    """Put the order of a Fassung back in the queue and show its file no more, because the file must go."""
    for auftrag in Druckauftrag.objects.filter(fassung=fassung):
        reset(auftrag)
        Druckauftrag.objects.filter(pk=auftrag.pk).update(schluessel="", seiten=0, finished=None, **_files(None, {}))
        transaction.on_commit(partial(ring, auftrag.pk))


def claim(auftrag_pk: int, now: datetime | None = None) -> Druckauftrag | None:
    """Take the order if nobody else has it; returns None when it is done or in other hands."""
    taken = Druckauftrag.objects.filter(pk=auftrag_pk, status=Status.WARTET).update(
        status=Status.LAEUFT, attempts=F("attempts") + 1, heartbeat=now or timezone.now(), fehler="", seite=0
    )
    if not taken:
        return None
    return Druckauftrag.objects.select_related("fassung").get(pk=auftrag_pk)


def known(key: str) -> Druckauftrag | None:
    """Return a finished order for the same print, whose files are still there."""
    known = Druckauftrag.objects.filter(schluessel=key, status=Status.FERTIG).first()
    return known if known and _files_are_there(known) else None


def is_mine(auftrag: Druckauftrag, seite: int) -> bool:
    """Note the page in work, which is also the sign of life; returns whether the order still is this worker's."""
    return bool(_mine(auftrag).update(seite=seite, heartbeat=timezone.now()))


def _mine(auftrag: Druckauftrag) -> models.QuerySet[Druckauftrag]:
    """Return the row while it is in work and was not given anew."""
    return Druckauftrag.objects.filter(pk=auftrag.pk, status=Status.LAEUFT, auflage=auftrag.auflage)


@dataclass(frozen=True)
class Datei:
    """A file that lies in the store."""

    name: str
    sha256: str
    groesse: int
    """In bytes."""
    werkzeug: Mapping[str, str] = field(default_factory=dict)
    """With what it was made (`setzen.werkzeug`)."""
    seiten: int = 0
    """0 when it has as many as the PDF, or none of its own."""


def finish(
    auftrag: Druckauftrag, *, key: str, pdf: Datei, seiten: int, weitere: Mapping[str, Datei] | None = None
) -> bool:
    """Put the files in place with one update and keep their checksums, unless the order was given anew meanwhile.

    `weitere` are those of other forms: "gross", "epub", "docx".

    Returns whether it did.
    """
    now = timezone.now()
    with transaction.atomic():
        done = _mine(auftrag).update(
            status=Status.FERTIG,
            schluessel=key,
            **_files(pdf, weitere or {}),
            seiten=seiten,
            seite=seiten,
            finished=now,
        )
        if done:
            Ausdruck.objects.bulk_create(
                Ausdruck(
                    fassung=auftrag.fassung,
                    form=form,
                    bezeichnung=auftrag.fassung.bezeichnung,
                    stand=auftrag.fassung.status,
                    pdf=datei.name,
                    sha256=datei.sha256,
                    seiten=datei.seiten or seiten,
                    groesse=datei.groesse,
                    werkzeug=dict(datei.werkzeug),
                    created=now,
                )
                for form, datei in {**(weitere or {}), "pdf": pdf}.items()
            )
    return bool(done)


def _files(pdf: Datei | None, weitere: Mapping[str, Datei]) -> dict[str, Any]:
    """Return the columns of all files; of a form that is missing, that there is none."""
    columns: dict[str, Any] = {"pdf": pdf.name if pdf else "", "groesse": pdf.groesse if pdf else 0}
    for form in WEITERE:
        datei = weitere.get(form)
        columns |= {form: datei.name if datei else "", f"{form}_groesse": datei.groesse if datei else 0}
    return columns


def fail(auftrag: Druckauftrag, grund: str) -> None:
    _mine(auftrag).update(status=Status.GESCHEITERT, fehler=grund, finished=timezone.now())
    logger.error("print order %s failed: %s", auftrag.pk, grund)


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
    waiting = list(Druckauftrag.objects.filter(status=Status.WARTET).order_by("pk").values_list("pk", flat=True)[:200])
    for pk in waiting:
        ring(pk)
    return len(waiting)
