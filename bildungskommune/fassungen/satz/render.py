"""Set HTML as a PDF that is PDF/A-3a and PDF/UA-1 at once."""

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC
from functools import cache

from weasyprint import CSS, HTML, Attachment
from weasyprint.document import Document
from weasyprint.text.fonts import FontConfiguration

from bildungskommune.fassungen.satz import assets, page_references
from bildungskommune.fassungen.satz.fetcher import Abholer
from bildungskommune.fassungen.satz.finisher import Nachlauf
from bildungskommune.fassungen.satz.fonts import printable, printable_characters
from bildungskommune.fassungen.satz.parts import Anlage, Druckwerk, SatzFehler
from bildungskommune.fassungen.satz.progress import listening

VARIANTE = "pdf/a-3a"
_PROBE = (
    '<!doctype html><html lang="de"><head><title>Probe</title></head><body data-kopf="" data-fuss="">'
    "<h1>Bildungskommune</h1><p>Donaudampfschifffahrtsgesellschaft <em>im</em> <strong>Takt</strong></p></body></html>"
)


@dataclass(frozen=True)
class _Werkzeug:
    """What every print shares; reading it takes longer than setting ten pages."""

    schriften: FontConfiguration
    stile: list[CSS]
    abholer: Abholer


def print_pdf(
    html: str,
    *,
    title: str,
    attachments: Sequence[Anlage] = (),
    progress: Callable[[int], None] | None = None,
) -> Druckwerk:
    """Return the finished PDF; `progress` hears each page number and may raise to cancel.

    The same input gives the same bytes. Raises SatzFehler with a German sentence.
    """
    werkzeug = _tools()
    with listening(progress or _silent):
        document = _lay_out(printable(html), werkzeug)
        document.metadata.title = title
        anlagen = [_attachment(anlage, werkzeug.abholer) for anlage in attachments]
        with warnings.catch_warnings():
            # WeasyPrint never closes its colour profile.
            warnings.filterwarnings("ignore", message="unclosed file .*sRGB2014", category=ResourceWarning)
            pdf = document.write_pdf(finisher=Nachlauf(attachments), pdf_variant=VARIANTE, attachments=anlagen)
    return Druckwerk(pdf=pdf, seiten=len(document.pages))


def _silent(seite: int) -> None:
    """Hear nothing: nobody waits for this print."""


def warm_up() -> None:
    """Load fonts, style sheets and hyphenation in the worker parent, before its children fork."""
    print_pdf(_PROBE, title="Probe")


@cache
def _tools() -> _Werkzeug:
    page_references.install()
    printable_characters()
    fehlend = [ort for ort, datei in assets.table().items() if not datei.is_file()]
    if fehlend:
        raise SatzFehler(f"Dem Druck fehlt eine Datei: {fehlend[0]}.")
    abholer, schriften = Abholer(), FontConfiguration()
    stile = [CSS(url=ort, url_fetcher=abholer, font_config=schriften) for ort in assets.style_sheets()]
    return _Werkzeug(schriften, stile, abholer)


def _lay_out(html: str, werkzeug: _Werkzeug) -> Document:
    quelle = HTML(string=html, base_url=assets.address(""), url_fetcher=werkzeug.abholer)
    document: Document = quelle.render(
        font_config=werkzeug.schriften,
        stylesheets=werkzeug.stile,
        pdf_variant=VARIANTE,
        presentational_hints=False,
    )
    return document


def _attachment(anlage: Anlage, abholer: Abholer) -> Attachment:
    erstellt = anlage.erstellt.astimezone(UTC)
    return Attachment(
        string=anlage.inhalt,
        name=anlage.name,
        description=anlage.beschreibung,
        created=erstellt,
        modified=erstellt,
        relationship="Data",
        url_fetcher=abholer,
        base_url=assets.address(""),
    )
