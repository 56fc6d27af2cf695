"""The print job: claim the row, set the PDF, check it, put it in place with one update. Only the worker does this."""

import hashlib
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.db.models.fields.files import FieldFile
from django.utils import timezone

from bildungskommune.fassungen import auftraege, ebuch, satz
from bildungskommune.fassungen.anlagen import anlagen_zu
from bildungskommune.fassungen.auftraege import Datei
from bildungskommune.fassungen.docx import docx
from bildungskommune.fassungen.inhalt import print_context
from bildungskommune.fassungen.lesen import Unreadable
from bildungskommune.fassungen.models import Druckauftrag, Fassung
from bildungskommune.fassungen.registry import definition
from bildungskommune.ui.zeiten import datum


class Ueberholt(Exception):
    """Nobody waits for this print any more: its order was called off, or given anew."""


def print_order(auftrag_pk: int) -> bool:
    """Print one order. Returns whether this call finished it; safe to run twice or never."""
    auftrag = auftraege.claim(auftrag_pk)
    if auftrag is None:
        return False
    try:
        _set(auftrag)
    except Ueberholt:
        return False
    except satz.SatzFehler as error:
        auftraege.fail(auftrag, error.grund)
        return False
    except Unreadable as error:
        auftraege.fail(auftrag, f"Der Inhalt lässt sich nicht lesen ({error.stelle}).")
        return False
    except OSError as error:
        auftraege.fail(auftrag, f"Die Datei ließ sich nicht speichern ({error.strerror or 'Ein- und Ausgabefehler'}).")
        return False
    except Exception:
        auftraege.fail(
            auftrag, "Beim Satz ist ein unerwarteter Fehler aufgetreten. Er steht im Protokoll des Dienstes."
        )
        raise
    return True


def _set(auftrag: Druckauftrag) -> None:
    fassung = auftrag.fassung
    what, context = definition(fassung.definition), print_context(fassung)
    html = satz.html_fuer(what.template, context)
    anlagen = anlagen_zu(fassung)
    key = satz.schluessel(html, anlagen)
    if (known := auftraege.known(key)) is not None:
        weitere = {form: _known(getattr(known, form)) for form in auftraege.WEITERE}
        auftraege.finish(auftrag, key=key, pdf=_known(known.pdf), seiten=known.seiten, weitere=weitere)
        return
    druckwerk = satz.print_pdf(html, title=fassung.titel, attachments=anlagen, progress=Lebenszeichen(auftrag))
    findings = satz.pruefen(druckwerk.pdf)
    if findings:
        raise satz.SatzFehler("Das PDF hat die Prüfung nicht bestanden: " + "; ".join(findings[:5]))
    storage = auftrag.pdf.storage
    pdf = _saved(storage, f"{key}.pdf", druckwerk.pdf)
    weitere = {
        "epub": _saved(storage, f"{key}.epub", book(fassung, context)),
        "docx": _saved(storage, f"{key}.docx", docx(html)),
    }
    if not auftraege.finish(auftrag, key=key, pdf=pdf, seiten=druckwerk.seiten, weitere=weitere):
        # Ordered anew meanwhile: the files of nobody may hold a name that was taken out.
        for datei in (pdf, *weitere.values()):
            storage.delete(datei.name)


def book(fassung: Fassung, context: Mapping[str, Any]) -> bytes:
    """Return the EPUB of a Fassung: what its print says, without what only paper needs."""
    about, kommune = context["fassung"], context["kommune"]
    angaben = ebuch.Angaben(
        titel=f"{fassung.titel}, Fassung {fassung.nummer}",
        kennung=about["link"],
        sprache=fassung.sprache,
        herausgeber=kommune["name"] if isinstance(kommune, dict) else kommune.name,
        beschreibung=f"{fassung.bezeichnung}, Stichtag {datum(fassung.stichtag)}",
        datum=fassung.stichtag,
        geaendert=fassung.eingefroren_am,
    )
    html = satz.html_fuer(definition(fassung.definition).template, {**context, "buch": True})
    return ebuch.make(html, angaben, context["verzeichnis"])


def _saved(storage: Storage, name: str, content: bytes) -> Datei:
    there = storage.save(f"fassungen/{name}", ContentFile(content))
    return Datei(there, hashlib.sha256(content).hexdigest(), len(content))


def _known(file: FieldFile) -> Datei:
    with file.open("rb") as content:
        return Datei(str(file.name), hashlib.file_digest(content, "sha256").hexdigest(), file.size)


class Lebenszeichen:
    """Writes the page in work at most once a second. Raises Ueberholt when the order was called off or given anew."""

    def __init__(self, auftrag: Druckauftrag) -> None:
        self.auftrag = auftrag
        self.last = timezone.now()

    def __call__(self, seite: int) -> None:
        now = timezone.now()
        if now - self.last >= timedelta(seconds=1):
            self.last = now
            if not auftraege.is_mine(self.auftrag, seite):
                raise Ueberholt
