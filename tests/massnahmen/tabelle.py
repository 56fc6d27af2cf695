"""Tables of measures as somebody holds them: read in by the page, out by the list."""

import csv
from collections.abc import Sequence
from io import BytesIO, StringIO
from typing import Any

import lxml.html
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from tests.dateien import content

Reihe = Sequence[Any]


def as_xlsx(rows: Sequence[Reihe]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for nr, row in enumerate(rows, 1):
        for at, value in enumerate(row, 1):
            cell = sheet.cell(nr, at, value)
            if isinstance(value, str):
                cell.data_type = "s"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def as_csv(rows: Sequence[Reihe]) -> bytes:
    text = StringIO()
    csv.writer(text, delimiter=";").writerows(rows)
    return text.getvalue().encode()


def send(office: Client, data: bytes, name: str = "plan.xlsx") -> Any:
    """Return the preview of a file."""
    return office.post(reverse("v-massnahme-einlesen"), {"datei": SimpleUploadedFile(name, data)})


def fields(page: str, form: str = ".block form") -> dict[str, str]:
    found: Any = lxml.html.fromstring(page).cssselect(form)
    return {str(key): str(value) for key, value in found[0].form_values()} if found else {}


def take(office: Client, data: bytes, name: str = "plan.xlsx", **changes: str) -> str:
    """Read a file in as somebody does who agrees with the preview; returns the page after it."""
    preview = send(office, data, name)
    sent = {**fields(preview.content.decode()), **changes}
    return office.post(reverse("v-massnahme-einlesen"), {**sent, "einlesen": "1"}, follow=True).content.decode()


def exported(office: Client, art: str = "xlsx", **filters: str) -> bytes:
    return content(office.get(reverse("v-massnahme-list"), {"als": art, **filters}))


def rows_of(data: bytes) -> list[list[Any]]:
    """Return the cells of a workbook, its head first."""
    return [[cell.value for cell in row] for row in load_workbook(BytesIO(data)).worksheets[0].iter_rows()]
