"""Lists as files for the office: CSV and Excel, both safe to open."""

import csv
import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook

FORMULA_START = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A cell that begins so would be run as a formula by a spreadsheet (OWASP, CSV injection)."""
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# Excel allows no control characters in a cell.
_CONTROL = dict.fromkeys([*range(9), 11, 12, *range(14, 32)])
Row = Sequence[object]


def harmless(value: object) -> str:
    """Return the value as text that no spreadsheet takes for a formula."""
    text = str(value).translate(_CONTROL)
    return f"'{text}" if text.lstrip(" \u00a0").startswith(FORMULA_START) else text


def as_csv(head: Row, rows: Iterable[Row]) -> bytes:
    """Return CSV as German Excel opens it: semicolons, and a mark that says UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([harmless(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(title: str, head: Row, rows: Iterable[Row]) -> bytes:
    """Return a workbook with one sheet; every cell is text, none a formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_sheet_name(title))
    sheet.append([str(value) for value in head])
    for row in rows:
        sheet.append([harmless(value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _sheet_name(title: str) -> str:
    return "".join(letter for letter in title if letter not in "[]:*?/\\'")[:31].strip() or "Liste"
