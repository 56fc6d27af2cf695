"""The list as a sheet. Cells that a spreadsheet would take for a formula are made plain text."""

import csv
from collections.abc import Iterable, Iterator
from io import BytesIO, StringIO

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from bildungskommune.text import plain
from massnahmen import worte
from massnahmen.listen import newest_of
from massnahmen.models import Massnahme

KOPF = (
    "Nr.",
    "Titel",
    "Kurzbeschreibung",
    "Stand",
    "Stichtag",
    "Grund",
    "Federführung",
    "Horizont",
    "Zeitraum",
    "Priorität",
    "Gesamtkosten in Euro",
    "davon gesichert in Euro",
    "Kosten im Wortlaut",
    "öffentlich",
)
BREITEN = (8, 50, 60, 16, 12, 40, 36, 16, 26, 12, 16, 16, 30, 12)
FORMEL = ("=", "+", "-", "@", "\t", "\r", "\n")
Zelle = str | int | float | None
BOM = "\ufeff"


def guarded(value: str) -> str:
    """Return the text with an apostrophe before what a spreadsheet would run as a formula (OWASP, CSV injection)."""
    value = ILLEGAL_CHARACTERS_RE.sub("", value)
    return f"'{value}" if value.lstrip().startswith(FORMEL) or value.startswith(FORMEL) else value


def rows(massnahmen: Iterable[Massnahme]) -> Iterator[list[Zelle]]:
    """Yield one line a measure; expects `listen.with_newest_report`."""
    for massnahme in massnahmen:
        newest = newest_of(massnahme)
        line: list[Zelle] = [
            massnahme.nr,
            massnahme.titel,
            plain(massnahme.kurzbeschreibung),
            massnahme.get_status_display(),
            newest.stichtag.isoformat() if newest else "",
            plain(newest.hindernisse) if newest else "",
            str(massnahme.federfuehrung or ""),
            massnahme.get_horizont_display(),
            worte.zeitraum(massnahme) or massnahme.zeitraum_original,
            massnahme.get_prioritaet_display(),
            worte.number(massnahme.kosten_gesamt),
            worte.number(massnahme.kosten_gesichert),
            massnahme.kosten_original,
            "ja" if massnahme.oeffentlich else "nein",
        ]
        yield [guarded(cell) if isinstance(cell, str) else cell for cell in line]


def as_csv(massnahmen: Iterable[Massnahme]) -> bytes:
    """Return UTF-8 with semicolons, as German Excel opens it."""
    out = StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(KOPF)
    writer.writerows(rows(massnahmen))
    return (BOM + out.getvalue()).encode()


def as_xlsx(massnahmen: Iterable[Massnahme]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Maßnahmen"
    sheet.append(KOPF)
    for line in rows(massnahmen):
        sheet.append(line)
    for number, width in enumerate(BREITEN, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
        sheet.cell(row=1, column=number).font = Font(bold=True)
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = sheet.dimensions
    out = BytesIO()
    book.save(out)
    return out.getvalue()
