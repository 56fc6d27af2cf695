"""Set frozen texts once more and compare: the same bytes, another layout, or another text. No file is changed."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from itertools import takewhile
from xml.etree import ElementTree as ET
from zipfile import ZipFile

from django.core.files.storage import default_storage
from django.db import models

from bildungskommune.ablage import grund
from bildungskommune.fassungen import auftraege, pdftext, satz, setzen
from bildungskommune.fassungen.lesen import Unreadable
from bildungskommune.fassungen.models import Ausdruck, Druckauftrag, Fassung

FORMEN = ("pdf", *auftraege.WEITERE)
WORTE = {
    "html": "Text mit Vorlage",
    "vorlagen": "Vorlagen",
    "stile": "Druckstile",
    "schriften": "Schriften",
    "satz": "Satz des Portals",
    "ebuch": "E-Book des Portals",
    "docx": "DOCX des Portals",
    "weasyprint": "WeasyPrint",
}
"""How people call what a print was made with; packages keep their names."""
UMGEBUNG = 40
"""So many letters are shown from where two texts part."""
_NICHT_GELESEN = re.compile(r"[\s\-\u00ad\u2010]+")
"""Spaces, and hyphens: at the end of a line they come and go with the layout."""


class Ergebnis(models.TextChoices):
    GLEICH = "gleich", "dieselben Bytes"
    SATZ = "satz", "anders gesetzt, derselbe Text"
    TEXT = "text", "anderer Text"
    FEHLER = "fehler", "nicht zu vergleichen"


@dataclass(frozen=True)
class Vergleich:
    """One file beside what comes of its Fassung today."""

    fassung: Fassung
    form: str
    ergebnis: Ergebnis
    befund: str = ""
    """Why, in words; empty when the bytes are the same."""

    def __str__(self) -> str:
        befund = f" ({self.befund})" if self.befund else ""
        return f"{self.fassung}, {Ausdruck.Form(self.form).label}: {self.ergebnis.label}{befund}"


def compare_all() -> Iterator[Vergleich]:
    """Yield a comparison for each file that is shown, Fassung by Fassung; one of them at a time is in memory."""
    orders = Druckauftrag.objects.filter(status=Druckauftrag.Status.FERTIG).order_by("fassung_id")
    for pk in orders.values_list("pk", flat=True):
        auftrag = orders.select_related("fassung").get(pk=pk)
        yield from _compare(auftrag)


def _compare(auftrag: Druckauftrag) -> Iterator[Vergleich]:
    fassung = auftrag.fassung
    named = {form: str(getattr(auftrag, form)) for form in FORMEN if getattr(auftrag, form)}
    try:
        stoff = setzen.stoff(fassung)
        made = setzen.formen(stoff)
    except Unreadable as error:
        befund = f"Der Inhalt lässt sich nicht lesen: {error.stelle}"
    except satz.SatzFehler as error:
        befund = error.grund
    else:
        for form, name in named.items():
            yield Vergleich(fassung, form, *_beside(name, form, made[form].inhalt, stoff.werkzeug[form]))
        return
    for form in named:
        yield Vergleich(fassung, form, Ergebnis.FEHLER, befund)


def _beside(name: str, form: str, now: bytes, werkzeug: Mapping[str, str]) -> tuple[Ergebnis, str]:
    """Compare a stored file with what was just made."""
    print_ = Ausdruck.objects.filter(pdf=name).order_by("pk").first()
    try:
        with default_storage.open(name, "rb") as file:
            before = file.read()
    except FileNotFoundError:
        return Ergebnis.FEHLER, f"Die Datei {name} fehlt"
    except OSError as error:
        return Ergebnis.FEHLER, f"Die Datei {name} ließ sich nicht lesen: {grund(error)}"
    if print_ is None or hashlib.sha256(before).hexdigest() != print_.sha256:
        return Ergebnis.FEHLER, f"Die Datei {name} stimmt nicht mit ihrer Prüfsumme überein"
    if before == now:
        return Ergebnis.GLEICH, ""
    why = drift(print_.werkzeug, werkzeug)
    parted = part(text(form, before), text(form, now))
    if parted:
        return Ergebnis.TEXT, f"{parted}; {why}"
    return Ergebnis.SATZ, why


def drift(before: Mapping[str, str], now: Mapping[str, str]) -> str:
    """Say in words what of the tools has changed since a print."""
    if not before:
        return "womit gesetzt wurde, ist nicht vermerkt"
    changed = [
        f"{WORTE.get(key, key)} {before.get(key, 'ohne')} → {now.get(key, 'ohne')}"
        for key in sorted({*before, *now})
        if before.get(key) != now.get(key)
    ]
    return ", ".join(changed) or "an den Werkzeugen hat sich nichts geändert"


def text(form: str, content: bytes) -> str:
    """Return what a file says, without all that follows its layout."""
    said = pdftext.text(content) if form in {"pdf", "gross"} else "".join(_said(content))
    return _NICHT_GELESEN.sub("", said)


def _said(content: bytes) -> Iterator[str]:
    """Yield the words of the XML in an EPUB or a DOCX, file by file."""
    with ZipFile(BytesIO(content)) as archive:
        for name in sorted(archive.namelist()):
            if name.endswith((".xhtml", ".xml")):
                yield from ET.fromstring(archive.read(name)).itertext()  # noqa: S314 - our own file, its sum agrees


def part(before: str, now: str) -> str:
    """Show where two texts part; empty when they are the same."""
    if before == now:
        return ""
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(before, now, strict=False)))
    start = max(0, same - UMGEBUNG // 4)
    return f"dort „{before[start : same + UMGEBUNG]}“, heute „{now[start : same + UMGEBUNG]}“"
