"""Read a PDF back: its structure tree as plain words."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

import pikepdf

from bildungskommune.fassungen import satz
from bildungskommune.fassungen.satz.check_tree import Elemente

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
