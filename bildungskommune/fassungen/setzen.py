"""What a print is made of, with what, and what comes of it: each form of a Fassung as bytes. Nothing is stored here."""

import hashlib
import json
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from bildungskommune.fassungen import ebuch, satz
from bildungskommune.fassungen.anlagen import anlagen_zu
from bildungskommune.fassungen.docx import docx
from bildungskommune.fassungen.inhalt import print_context
from bildungskommune.fassungen.models import Fassung
from bildungskommune.fassungen.registry import definition
from bildungskommune.ui.zeiten import datum

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Stoff:
    """What is set: the same Fassung in the same state, the same HTML and the same data."""

    fassung: Fassung
    context: dict[str, Any]
    html: str
    anlagen: Sequence[satz.Anlage]

    @property
    def key(self) -> str:
        """Return the SHA-256 over all that decides about the bytes of any form."""
        tools = json.dumps(_werkzeug(), sort_keys=True)
        return hashlib.sha256(f"{satz.schluessel(self.html, self.anlagen)} {tools}".encode()).hexdigest()

    @property
    def werkzeug(self) -> dict[str, dict[str, str]]:
        """Return with what each form is made now, and of which HTML."""
        html = hashlib.sha256(self.html.encode()).hexdigest()[:12]
        return {form: {**own, "html": html} for form, own in _werkzeug().items()}


@cache
def _werkzeug() -> dict[str, dict[str, str]]:
    templates = satz.checksum((settings.BASE_DIR / "templates" / "druck").glob("*.html"))
    packed = {"vorlagen": templates, "zlib": zlib.ZLIB_RUNTIME_VERSION}
    return {
        "pdf": {**satz.werkzeug(), **packed},
        "gross": {**satz.werkzeug(), **packed},
        "epub": {"ebuch": satz.checksum((HERE / "ebuch").glob("*.*")), **packed},
        "docx": {"docx": satz.checksum((HERE / "docx").glob("*.py")), **packed},
    }


def stoff(fassung: Fassung) -> Stoff:
    """Return what the print of a Fassung is made of, as it stands now. Raises lesen.Unreadable."""
    context = print_context(fassung)
    html = satz.html_fuer(definition(fassung.definition).template, context)
    return Stoff(fassung, context, html, anlagen_zu(fassung))


@dataclass(frozen=True)
class Werk:
    """One form of a Fassung, made but not stored."""

    inhalt: bytes
    seiten: int = 0
    """0 for what has no pages."""


def formen(what: Stoff, progress: Callable[[int], None] | None = None) -> dict[str, Werk]:
    """Return the file of each form, "pdf" first. Raises satz.SatzFehler.

    `progress` hears the pages of the PDF and after them those of the large print.
    """
    pdf = _print(what, progress)
    gross = _print(what, progress and (lambda seite: progress(pdf.seiten + seite)), gross=True)
    return {"pdf": pdf, "gross": gross, "epub": Werk(_book(what)), "docx": Werk(docx(what.html))}


def _print(what: Stoff, progress: Callable[[int], None] | None, *, gross: bool = False) -> Werk:
    """Return the PDF after a look at its marks. In large print it says the same, from the same HTML."""
    druckwerk = satz.print_pdf(
        what.html, title=what.fassung.titel, attachments=what.anlagen, progress=progress, gross=gross
    )
    if findings := satz.pruefen(druckwerk.pdf, what.html):
        wort = "Der Großdruck" if gross else "Das PDF"
        raise satz.SatzFehler(f"{wort} hat die Prüfung nicht bestanden: " + "; ".join(findings[:5]))
    return Werk(druckwerk.pdf, druckwerk.seiten)


def _book(what: Stoff) -> bytes:
    """Return the EPUB of a Fassung: what its print says, without what only paper needs."""
    fassung, context = what.fassung, what.context
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
