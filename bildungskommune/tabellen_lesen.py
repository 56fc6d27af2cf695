"""Tables that offices send: CSV as Excel and others write it, and Excel itself, read as text within fixed limits.

A cell comes as somebody typed it, with the breaks of its lines; what `tabellen` made harmless is taken back.
"""

import base64
import binascii
import csv
import io
import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO, Any
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from bildungskommune.tabellen import as_typed, with_comma
from bildungskommune.ui.zeiten import zahl

MOST_UNPACKED = 40 * 2**20
"""So large may the parts of an Excel file be together, so that no small file fills the memory."""
MOST_COLUMNS = 60
MOST_LETTERS = 32_767
"""So long may a cell be; no more goes into one of Excel."""
MOST_CARRIED = 3 * 2**20
"""So many characters may a table take that a form carries along, packed."""
_SEPARATORS = ";,\t"
KEIN_EXCEL = "Die Datei ist keine lesbare Excel-Datei. Bitte speichern Sie sie noch einmal."
# A part of it may be cut off, no XML (SyntaxError), or not there.
BROKEN = (BadZipFile, InvalidFileException, LookupError, ValueError, OSError, SyntaxError, TypeError, zlib.error)


class Unlesbar(Exception):
    """The file cannot be taken; the text says in German what to do."""


@dataclass(frozen=True)
class Grenzen:
    """So large may a file be, in megabytes, and so many rows may it have."""

    megabyte: int
    zeilen: int
    statt: str
    """What to do with a larger one, as a sentence."""


VOM_AMT = Grenzen(2, 2_000, "Bitte teilen Sie die Tabelle auf.")
"""Lists that an office keeps by hand."""


@dataclass(frozen=True)
class Tabelle:
    """The first row names the columns; every other row is as long as it."""

    kopf: Sequence[str]
    zeilen: Sequence[Sequence[str]]
    nummern: Sequence[int]
    """For each row the one that the table program shows beside it."""

    def in_one_line(self) -> str:
        """Return the table as a form carries it along, packed; `of_one_line` reads it. Raises Unlesbar."""
        rows = json.dumps([self.nummern, self.kopf, *self.zeilen], ensure_ascii=False)
        packed = base64.urlsafe_b64encode(zlib.compress(rows.encode())).decode()
        if len(packed) > MOST_CARRIED:
            raise Unlesbar("In der Tabelle steht zu viel Text. Bitte teilen Sie sie auf.")
        return packed


def read(name: str, content: IO[bytes], size: int, grenzen: Grenzen = VOM_AMT) -> Tabelle:
    """Return the table in a file of this name. Raises Unlesbar."""
    if size > grenzen.megabyte * 2**20:
        raise Unlesbar(f"Die Datei ist größer als {grenzen.megabyte} MB. {grenzen.statt}")
    if name.casefold().endswith(".xlsx"):
        return _table(enumerate(_of_excel(content, grenzen), 1), grenzen)
    if name.casefold().endswith((".csv", ".txt", ".tsv")):
        return of_text(_decoded(content.read()), grenzen)
    raise Unlesbar("Bitte wählen Sie eine Datei, die auf .csv oder .xlsx endet.")


def of_text(text: str, grenzen: Grenzen = VOM_AMT) -> Tabelle:
    """Return the table in a CSV; what separates the columns is what stands most often in the first line."""
    first = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=first.count)
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        return _table(enumerate(rows, 1), grenzen)
    except csv.Error as error:
        raise Unlesbar("Die Datei ist keine lesbare CSV-Tabelle. Bitte speichern Sie sie noch einmal.") from error


def of_one_line(text: str, grenzen: Grenzen = VOM_AMT) -> Tabelle:
    """Return the table that a form carried along. Raises Unlesbar when it was changed on the way."""
    try:
        nummern, *rows = json.loads(_unpacked(text))
        if not all(isinstance(row, list) for row in rows) or len(nummern) != len(rows) - 1:
            raise ValueError
        return _table(zip([1, *map(int, nummern)], rows, strict=True), grenzen)
    except (ValueError, TypeError, zlib.error, binascii.Error) as error:
        raise Unlesbar("Die Tabelle ist unterwegs verloren gegangen.") from error


def _unpacked(text: str) -> bytes:
    unpacking = zlib.decompressobj()
    found = unpacking.decompress(base64.urlsafe_b64decode(text.encode()), MOST_UNPACKED)
    if not unpacking.eof:
        raise ValueError
    return found


def _decoded(content: bytes) -> str:
    """Read UTF-8, with or without its mark, and what Excel writes under Windows."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _of_excel(content: IO[bytes], grenzen: Grenzen) -> Iterator[Sequence[object]]:
    """Yield the rows of the first sheet; of a formula, what it came to when the file was saved."""
    try:
        with ZipFile(content) as parts:
            if sum(part.file_size for part in parts.infolist()) > MOST_UNPACKED:
                raise Unlesbar("Die Excel-Datei ist entpackt zu groß. Bitte speichern Sie die Tabelle als CSV.")
        content.seek(0)
        book = load_workbook(content, read_only=True, data_only=True)
    except BROKEN as error:
        raise Unlesbar(KEIN_EXCEL) from error
    try:
        sheet = book.worksheets[0]
        yield from sheet.iter_rows(values_only=True, max_row=grenzen.zeilen + 2, max_col=MOST_COLUMNS + 1)
    except BROKEN as error:
        raise Unlesbar(KEIN_EXCEL) from error
    finally:
        book.close()


def _table(rows: Iterable[tuple[int, Sequence[Any]]], grenzen: Grenzen) -> Tabelle:
    lines = ((nr, tuple(cell_text(cell) for cell in row)) for nr, row in rows)
    filled = ((nr, line) for nr, line in lines if any(line))
    _, head = next(filled, (1, ()))
    kopf = tuple(" ".join(cell.split()) for cell in _without_end(head))
    if not kopf:
        raise Unlesbar("Die Tabelle ist leer. Ihre erste Zeile muss die Spalten nennen.")
    if len(kopf) > MOST_COLUMNS:
        raise Unlesbar(f"Die Tabelle hat mehr als {MOST_COLUMNS} Spalten. Bitte löschen Sie, was nicht gebraucht wird.")
    zeilen: dict[int, Sequence[str]] = {}
    for nr, line in filled:
        if len(zeilen) == grenzen.zeilen:
            raise Unlesbar(f"Die Tabelle hat mehr als {zahl(grenzen.zeilen)} Zeilen. {grenzen.statt}")
        zeilen[nr] = _checked(nr, kopf, line)
    if not zeilen:
        raise Unlesbar("Unter der ersten Zeile steht nichts. Bitte prüfen Sie die Datei.")
    return Tabelle(kopf, list(zeilen.values()), list(zeilen))


def _checked(nr: int, kopf: Sequence[str], line: Sequence[str]) -> Sequence[str]:
    """Return a row that is as long as the head. Raises Unlesbar for a cell that would have to be cut."""
    cells = (*line, *[""] * len(kopf))[: len(kopf)]
    for head, cell in zip(kopf, cells, strict=True):
        if len(cell) > MOST_LETTERS:
            raise Unlesbar(
                f"In Zeile {nr}, Spalte „{head}“, stehen mehr als 32.767 Zeichen. Bitte kürzen Sie diese Zelle."
            )
    return cells


def _without_end(line: Sequence[str]) -> tuple[str, ...]:
    """Leave out empty columns at the right."""
    filled = max((nr for nr, cell in enumerate(line, 1) if cell), default=0)
    return tuple(line[:filled])


def cell_text(cell: object) -> str:
    """Return a cell as somebody would type it: a day as 2026-08-01, a number with a comma."""
    if isinstance(cell, datetime | date):
        return f"{cell:%Y-%m-%d}"
    if isinstance(cell, float):
        return with_comma(cell)
    return as_typed("" if cell is None else str(cell))
