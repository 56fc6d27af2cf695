"""The print job: claim the row, set the PDF, check it, put it in place with one update. Only the worker does this."""

import hashlib
from datetime import timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from bildungskommune.fassungen import auftraege, satz
from bildungskommune.fassungen.anlagen import anlagen_zu
from bildungskommune.fassungen.inhalt import print_context
from bildungskommune.fassungen.lesen import Unreadable
from bildungskommune.fassungen.models import Druckauftrag
from bildungskommune.fassungen.registry import definition


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
    what = definition(fassung.definition)
    html = satz.html_fuer(what.template, print_context(fassung))
    anlagen = anlagen_zu(fassung)
    key = satz.schluessel(html, anlagen)
    if (known := auftraege.known(key)) is not None:
        auftraege.finish(
            auftrag,
            key=key,
            name=str(known.pdf.name),
            sha256=_checksum(known),
            seiten=known.seiten,
            groesse=known.groesse,
        )
        return
    druckwerk = satz.print_pdf(html, title=fassung.titel, attachments=anlagen, progress=Lebenszeichen(auftrag))
    findings = satz.pruefen(druckwerk.pdf)
    if findings:
        raise satz.SatzFehler("Das PDF hat die Prüfung nicht bestanden: " + "; ".join(findings[:5]))
    name = auftrag.pdf.storage.save(f"fassungen/{key}.pdf", ContentFile(druckwerk.pdf))
    sha256 = hashlib.sha256(druckwerk.pdf).hexdigest()
    done = auftraege.finish(
        auftrag, key=key, name=name, sha256=sha256, seiten=druckwerk.seiten, groesse=len(druckwerk.pdf)
    )
    if not done:
        # Ordered anew meanwhile: the file of nobody may hold a name that was taken out.
        auftrag.pdf.storage.delete(name)


def _checksum(auftrag: Druckauftrag) -> str:
    with auftrag.pdf.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


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
