"""Lists as files for the office: CSV and Excel, both safe to open."""

import csv
import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

FORMULA_START = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A cell that begins so would be run as a formula by a spreadsheet (OWASP, CSV injection)."""
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# Excel allows no control characters in a cell.
_CONTROL = dict.fromkeys([*range(9), 11, 12, *range(14, 32)])
Zelle = str | int | float | None
Zeile = Sequence[Zelle]


def harmless(value: Zelle) -> Zelle:
    """Return numbers as they are, and texts so that no spreadsheet takes them for a formula."""
    if not isinstance(value, str):
        return value
    text = value.translate(_CONTROL)
    return f"'{text}" if text.lstrip(" \u00a0").startswith(FORMULA_START) else text


def as_csv(head: Zeile, rows: Iterable[Zeile]) -> bytes:
    """Return CSV as German Excel opens it: semicolons, and a mark that says UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([harmless(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(title: str, head: Zeile, rows: Iterable[Zeile], *, breiten: Sequence[int] = ()) -> bytes:
    """Return a workbook with one sheet: bold frozen head, columns as wide as `breiten` in characters."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = _sheet_name(title)
    sheet.append([str(value) for value in head])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for row in rows:
        sheet.append([harmless(value) for value in row])
    sheet.freeze_panes = "A2"
    for number, width in enumerate(breiten, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _sheet_name(title: str) -> str:
    return "".join(letter for letter in title if letter not in "[]:*?/\\'")[:31].strip() or "Liste"
