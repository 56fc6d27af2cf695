"""Read a PDF back: its structure tree as plain words."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

import pikepdf

from bildungskommune.fassungen import satz
from bildungskommune.fassungen.pdftext import written_on
from bildungskommune.fassungen.satz.check_tree import Elemente
from bildungskommune.fassungen.satz.tables import Tafel

SEITE = (
    '<!doctype html><html lang="de"><head><title>Probe</title></head>'
    '<body data-kopf="Kopf" data-fuss="Fuß"><h1>Probe</h1>{}</body></html>'
)


def drucke(koerper: str) -> bytes:
    return satz.print_pdf(SEITE.format(koerper), title="Probe").pdf


@contextmanager
def elemente(pdf: bytes, art: str) -> Iterator[list[pikepdf.Object]]:
    """Give all elements of a kind, as long as the file is open."""
    with pikepdf.open(BytesIO(pdf)) as datei:
        yield [element.objekt for element in Elemente(datei).alle if element.art == art]


def anzahl(pdf: bytes) -> Counter[str]:
    with pikepdf.open(BytesIO(pdf)) as datei:
        return Counter(element.art for element in Elemente(datei).alle)


def heard(pdf: bytes) -> list[Tafel]:
    """Return the tables of a PDF as its tree holds them."""
    with pikepdf.open(BytesIO(pdf)) as datei:
        found = [Counter(e.art for e in table.walk()) for table in Elemente(datei).alle if table.art == "/Table"]
    return [Tafel(arten["/TR"], arten["/TH"]) for arten in found]


def written_in(pdf: bytes) -> str:
    """Return what is written on the pages and in the attached files, without spaces: those are not set as letters."""
    with pikepdf.open(BytesIO(pdf)) as document:
        pages = "".join(words_on(page) for page in document.pages)
        files = b"".join(one.get_file().read_bytes() for one in document.attachments.values())
    return "".join((pages + files.decode("utf-8", "replace")).split())


def words_on(page: pikepdf.Page) -> str:
    return "".join(words for _, words in written_on(page))
