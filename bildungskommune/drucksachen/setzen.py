"""Set one print: claim the row, set the PDF, check it, put it in place. Only the worker does this."""

from django.core.files.base import ContentFile
from django.utils import timezone

from bildungskommune.ablage import grund
from bildungskommune.drucksachen import auftraege
from bildungskommune.drucksachen.models import HERAUSGEBER, Drucksache
from bildungskommune.drucksachen.muster import Muster, UnknownMuster, find
from bildungskommune.fassungen import satz
from bildungskommune.foerderung import druck
from bildungskommune.lebenszeichen import Lebenszeichen, Ueberholt

UNERWARTET = "Beim Satz ist ein unerwarteter Fehler aufgetreten. Er steht im Protokoll des Dienstes."


def work(pk: int) -> bool:
    """Set one print. Returns whether this call finished it; safe to run twice or never."""
    drucksache = auftraege.claim(pk)
    if drucksache is None:
        return False
    try:
        return _set(drucksache)
    except Ueberholt:
        return False
    except satz.SatzFehler as error:
        auftraege.fail(drucksache, error.grund)
    except UnknownMuster:
        auftraege.fail(drucksache, "So etwas druckt das Portal nicht mehr.")
    except OSError as error:
        auftraege.fail(drucksache, f"Die Datei ließ sich nicht speichern ({grund(error)}).")
    except Exception:
        auftraege.fail(drucksache, UNERWARTET)
        raise
    return False


def _set(drucksache: Drucksache) -> bool:
    kind = find(drucksache.muster)
    html = satz.html_fuer(kind.template, _context(drucksache, kind))
    druckwerk = satz.print_pdf(
        html, title=drucksache.titel, progress=Lebenszeichen(lambda _: auftraege.is_mine(drucksache))
    )
    if findings := satz.pruefen(druckwerk.pdf, html):
        raise satz.SatzFehler("Das PDF hat die Prüfung nicht bestanden: " + "; ".join(findings[:5]))
    storage = drucksache.pdf.storage
    name = storage.save(f"drucksachen/{drucksache.schluessel}.pdf", ContentFile(druckwerk.pdf))
    done = auftraege.finish(drucksache, name=name, seiten=druckwerk.seiten)
    if not done:
        storage.delete(name)
    return done


def _context(drucksache: Drucksache, kind: Muster) -> dict[str, object]:
    """Return what the template is given. It has no Fassung, but the same frame asks for its address."""
    herausgeber = drucksache.inhalt[HERAUSGEBER]
    return {
        "titel": drucksache.titel,
        "inhalt": kind.read(drucksache.inhalt),
        "kommune": herausgeber["kommune"],
        "foerderhinweis": herausgeber["foerderhinweis"],
        **druck.context(herausgeber["foerderzeichen"], herausgeber["kommune"]["farbe"]),
        "fassung": {"link": drucksache.inhalt["link"]},
        "stand": timezone.localtime(drucksache.created),
    }
