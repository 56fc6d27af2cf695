"""Read a PDF back: its structure tree as plain words."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

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


def written_in(pdf: bytes) -> str:
    """Return what is written on the pages and in the attached files, without spaces: those are not set as letters."""
    with pikepdf.open(BytesIO(pdf)) as document:
        pages = "".join(written_on(page) for page in document.pages)
        files = b"".join(one.get_file().read_bytes() for one in document.attachments.values())
    return "".join((pages + files.decode("utf-8", "replace")).split())


def written_on(page: pikepdf.Page) -> str:
    words, letters = "", {}
    for instruction in pikepdf.parse_content_stream(page):
        operands, operator = instruction.operands, str(instruction.operator)
        if operator == "Tf":
            letters = letters_of(page.resources.Font[str(operands[0])])
        elif operator in {"Tj", "TJ"}:
            parts = operands[0] if operator == "TJ" else operands
            glyphs = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
            words += "".join(letters.get(glyphs[at : at + 2], "") for at in range(0, len(glyphs), 2))
    return words


def letters_of(font: Any) -> dict[bytes, str]:
    """Return which letters each glyph stands for."""
    found: dict[bytes, str] = {}
    for instruction in pikepdf.parse_content_stream(font.ToUnicode):
        if str(instruction.operator) == "endbfchar":
            pairs = [bytes(one) for one in instruction.operands]
            found |= {glyph: word.decode("utf-16-be") for glyph, word in zip(pairs[::2], pairs[1::2], strict=True)}
    return found
