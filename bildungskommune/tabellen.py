"""Lists as files for the office: CSV and Excel, both safe to open, both written row by row."""

import csv
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import IO

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

FORMULA_START = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A cell that begins so would be run as a formula by a spreadsheet (OWASP, CSV injection)."""
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
IN_MEMORY = 2 * 2**20
"""A workbook up to this size in bytes stays in memory, a larger one goes to a temporary file."""
# Excel allows no control characters in a cell, XML no signs that are none.
_CONTROL = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])
Zelle = str | int | float | None
Zeile = Sequence[Zelle]


def harmless(value: Zelle) -> Zelle:
    """Return numbers as they are, and texts so that no spreadsheet takes them for a formula."""
    if not isinstance(value, str):
        return value
    text = value.translate(_CONTROL)
    return f"'{text}" if _looks_like_formula(text) else text


def as_typed(text: str) -> str:
    """Return what `harmless` was given, without signs that no cell holds and blanks around it."""
    plain = text.translate(_CONTROL)
    if plain.startswith("'") and _looks_like_formula(plain[1:]):
        plain = plain[1:]
    return plain.replace("\r\n", "\n").replace("\r", "\n").strip()


def _looks_like_formula(text: str) -> bool:
    """Also what was made harmless once: only so can it be told from what somebody typed."""
    return text.lstrip("' \u00a0").startswith(FORMULA_START)


def wann(moment: datetime | None) -> str:
    """Return a moment as a cell that sorts, "2024-05-30 16:00"; nothing without one."""
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}" if moment else ""


class _Line:
    """Takes what csv.writer writes and hands it on."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> int:
        self.text = text
        return len(text)


def csv_lines(head: Zeile, rows: Iterable[Zeile]) -> Iterator[bytes]:
    """Yield the lines of a CSV as German Excel opens it: semicolons, decimal commas, and a mark that says UTF-8."""
    line = _Line()
    writer = csv.writer(line, delimiter=";", lineterminator="\r\n")
    writer.writerow(head)
    yield line.text.encode("utf-8-sig")
    for row in rows:
        writer.writerow([with_comma(value) if isinstance(value, float) else harmless(value) for value in row])
        yield line.text.encode()


def with_comma(number: float) -> str:
    """Return 12.5 as "12,5" and 3.0 as "3": German Excel takes a point for the end of thousands, or for a day."""
    return f"{int(number)}" if number.is_integer() else f"{number}".replace(".", ",")


def xlsx_file(title: str, head: Zeile, rows: Iterable[Zeile], *, breiten: Sequence[int] = ()) -> IO[bytes]:
    """Return an open workbook with one sheet: bold frozen head, columns as wide as `breiten` in characters."""
    return xlsx_book([(title, head, rows, breiten)])


def xlsx_book(sheets: Iterable[tuple[str, Zeile, Iterable[Zeile], Sequence[int]]]) -> IO[bytes]:
    """Return an open workbook; each sheet has a title, a bold frozen head, rows, and widths of its columns."""
    book = Workbook(write_only=True)
    for title, head, rows, breiten in sheets:
        _write_sheet(book, title, head, rows, breiten)
    out = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the response closes it
    book.save(out)
    out.seek(0)
    return out


def _write_sheet(book: Workbook, title: str, head: Zeile, rows: Iterable[Zeile], breiten: Sequence[int]) -> None:
    sheet = book.create_sheet(_sheet_name(title))
    sheet.freeze_panes = "A2"
    for number, width in enumerate(breiten, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    cells = [WriteOnlyCell(sheet, value=str(value)) for value in head]
    for cell in cells:
        cell.font = Font(bold=True)
    sheet.append(cells)
    for row in rows:
        sheet.append([harmless(value) for value in row])


def _sheet_name(title: str) -> str:
    return "".join(letter for letter in title if letter not in "[]:*?/\\'")[:31].strip() or "Liste"
