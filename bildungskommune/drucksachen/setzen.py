"""Set one print: claim the row, set the PDF, check it, put it in place. Only the worker does this."""

from datetime import timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from bildungskommune.drucksachen import auftraege
from bildungskommune.drucksachen.models import Drucksache
from bildungskommune.drucksachen.muster import Muster, UnknownMuster, find
from bildungskommune.fassungen import satz
from bildungskommune.seiten.models import Kommune

UNERWARTET = "Beim Satz ist ein unerwarteter Fehler aufgetreten. Er steht im Protokoll des Dienstes."


def work(pk: int) -> bool:
    """Set one print. Returns whether this call finished it; safe to run twice or never."""
    drucksache = auftraege.claim(pk)
    if drucksache is None:
        return False
    try:
        return _set(drucksache)
    except satz.SatzFehler as error:
        auftraege.fail(drucksache, error.grund)
    except UnknownMuster:
        auftraege.fail(drucksache, "So etwas druckt das Portal nicht mehr.")
    except OSError as error:
        reason = error.strerror or "Ein- und Ausgabefehler"
        auftraege.fail(drucksache, f"Die Datei ließ sich nicht speichern ({reason}).")
    except Exception:
        auftraege.fail(drucksache, UNERWARTET)
        raise
    return False


def _set(drucksache: Drucksache) -> bool:
    kind = find(drucksache.muster)
    html = satz.html_fuer(kind.template, _context(drucksache, kind))
    druckwerk = satz.print_pdf(html, title=drucksache.titel, progress=Lebenszeichen(drucksache.pk))
    if findings := satz.pruefen(druckwerk.pdf):
        raise satz.SatzFehler("Das PDF hat die Prüfung nicht bestanden: " + "; ".join(findings[:5]))
    storage = drucksache.pdf.storage
    name = storage.save(f"drucksachen/{drucksache.schluessel}.pdf", ContentFile(druckwerk.pdf))
    done = auftraege.finish(drucksache, name=name, seiten=druckwerk.seiten)
    if not done:
        storage.delete(name)
    return done


def _context(drucksache: Drucksache, kind: Muster) -> dict[str, object]:
    """Return what the template is given. It has no Fassung, but the same frame asks for its address."""
    return {
        "titel": drucksache.titel,
        "inhalt": kind.read(drucksache.inhalt),
        "kommune": Kommune.objects.current(),
        "fassung": {"link": drucksache.inhalt["link"]},
        "stand": timezone.localtime(drucksache.created),
    }


class Lebenszeichen:
    """Writes at most once a second that the worker lives."""

    def __init__(self, pk: int) -> None:
        self.pk = pk
        self.last = timezone.now()

    def __call__(self, seite: int) -> None:
        now = timezone.now()
        if now - self.last >= timedelta(seconds=1):
            self.last = now
            Drucksache.objects.filter(pk=self.pk).update(heartbeat=now)
