"""Set HTML as a PDF that is PDF/A-3a and PDF/UA-1 at once."""

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC
from functools import cache

from weasyprint import CSS, Attachment
from weasyprint.document import Document
from weasyprint.text.fonts import FontConfiguration

from bildungskommune.fassungen.satz import assets, marks, page_references
from bildungskommune.fassungen.satz.browser import Source
from bildungskommune.fassungen.satz.fetcher import Abholer
from bildungskommune.fassungen.satz.finisher import Nachlauf
from bildungskommune.fassungen.satz.fonts import printable, printable_characters
from bildungskommune.fassungen.satz.parts import Anlage, Druckwerk, SatzFehler
from bildungskommune.fassungen.satz.progress import listening
from bildungskommune.fassungen.satz.rest import collector_at_rest
from bildungskommune.fassungen.satz.tables import begins_without_head

VARIANTE = "pdf/a-3a"
_ROWS_BREAK = "tr { break-inside: auto !important }"
_PROBE = (
    '<!doctype html><html lang="de"><head><title>Probe</title></head><body data-kopf="" data-fuss="">'
    "<h1>Bildungskommune</h1><p><em>Im</em> <strong>Takt</strong>"
    f"{' Donaudampfschifffahrtsgesellschaft' * 20}</p></body></html>"
)
"""Long enough for a word to be divided: the dictionary is read with the first one."""


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
    gross: bool = False,
) -> Druckwerk:
    """Return the finished PDF, `gross` in large print; `progress` hears each page number and may raise to cancel.

    The same input gives the same bytes. Raises SatzFehler with a German sentence.
    """
    werkzeug = _tools(gross=gross)
    with collector_at_rest():
        return _print(html, werkzeug, title, attachments, progress or _silent)


def _print(
    html: str, werkzeug: _Werkzeug, title: str, attachments: Sequence[Anlage], progress: Callable[[int], None]
) -> Druckwerk:
    with listening(progress):
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
    for gross in (False, True):
        print_pdf(_PROBE, title="Probe", gross=gross)


@cache
def _tools(*, gross: bool) -> _Werkzeug:
    page_references.install()
    marks.install()
    printable_characters()
    fehlend = [ort for ort, datei in assets.table().items() if not datei.is_file()]
    if fehlend:
        raise SatzFehler(f"Dem Druck fehlt eine Datei: {fehlend[0]}.")
    abholer, schriften = Abholer(), FontConfiguration()
    stile = [CSS(url=ort, url_fetcher=abholer, font_config=schriften) for ort in assets.style_sheets(gross=gross)]
    return _Werkzeug(schriften, stile, abholer)


def _lay_out(html: str, werkzeug: _Werkzeug) -> Document:
    quelle = Source(string=html, base_url=assets.address(""), url_fetcher=werkzeug.abholer)
    document = _render(quelle, werkzeug, werkzeug.stile)
    if begins_without_head(page._page_box for page in document.pages):  # noqa: SLF001
        return _render(quelle, werkzeug, [*werkzeug.stile, CSS(string=_ROWS_BREAK, url_fetcher=werkzeug.abholer)])
    return document


def _render(quelle: Source, werkzeug: _Werkzeug, stile: list[CSS]) -> Document:
    document: Document = quelle.render(
        font_config=werkzeug.schriften,
        stylesheets=stile,
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
