import csv
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from massnahmen.tabelle.spalten import spalten
from tests.dateien import content
from tests.factories import make_konto, make_massnahme, make_sachstand, make_stelle
from tests.massnahmen.builders import days_ago

pytestmark = pytest.mark.django_db

KOPF = [spalte.kopf for spalte in spalten() if spalte.wert is not None]


def download(art: str, **filters: str) -> bytes:
    client = Client()
    client.force_login(make_konto())
    response = client.get(reverse("v-massnahme-list"), {"als": art, **filters})
    assert f'.{art}"' in response["Content-Disposition"]
    return content(response)


def test_csv_opens_in_german_excel_with_all_umlauts():
    massnahme = make_massnahme(
        nr="-1",
        titel='=cmd|" /C calc"!A0; Müller',
        kurzbeschreibung="Ein *Bus*.",
        federfuehrung=make_stelle(name="@Amt"),
        zustaendigkeit_original="Amt, gemeinsam mit den Gemeinden",
        kosten_gesamt=Decimal(100),
        status="verzoegert",
        oeffentliche_angaben=["kosten"],
    )
    make_sachstand(massnahme, stichtag=days_ago(3), status="verzoegert", hindernisse="+Regen")

    data = download("csv").decode("utf-8-sig")

    head, line = csv.reader(StringIO(data), delimiter=";")
    assert head == KOPF
    assert {name: cell for name, cell in zip(head, line, strict=True) if cell} == {
        "Nr.": "'-1",
        "Titel": '\'=cmd|" /C calc"!A0; Müller',
        "Kurzbeschreibung": "Ein *Bus*.",
        "Stand": "verzögert",
        "Sachstand vom": days_ago(3).isoformat(),
        "Was ist geschehen?": "Läuft.",
        "Grund": "'+Regen",
        "Zuständig": "'@Amt",
        "Zuständigkeit im Wortlaut": "Amt, gemeinsam mit den Gemeinden",
        "Gesamtkosten in Euro": "100",
        "Davon öffentlich": "Kosten",
        "öffentlich": "ja",
        "Beispieltext": "nein",
        "Kennung": massnahme.kennung,
    }


def test_xlsx_holds_text_and_numbers_but_no_formula():
    make_massnahme(titel="=1+1", kosten_gesamt=Decimal("12.50"), kosten_original="Seite\x0b2")

    sheet = load_workbook(BytesIO(download("xlsx")))["Maßnahmen"]

    assert [cell.value for cell in sheet[1]] == KOPF
    assert (sheet["B2"].value, sheet["B2"].data_type) == ("'=1+1", "s")
    row = dict(zip(KOPF, [cell.value for cell in sheet[2]], strict=True))
    assert (row["Gesamtkosten in Euro"], row["Kosten im Wortlaut"]) == (12.5, "Seite2")


def test_export_needs_the_same_queries_for_one_and_thirty():
    make_sachstand(make_massnahme(federfuehrung=make_stelle()))
    with CaptureQueriesContext(connection) as one:
        download("csv")
    for _ in range(29):
        make_sachstand(make_massnahme(federfuehrung=make_stelle()))
    with CaptureQueriesContext(connection) as thirty:
        assert download("csv").count(b"\r\n") == 31

    assert len(thirty) == len(one)


def test_file_holds_only_what_the_filter_shows_in_its_order():
    make_massnahme(titel="Anders", status="vorschlag", oeffentliche_angaben=[])
    for titel in ("Zug", "Bus"):
        make_massnahme(titel=titel, status="umgesetzt", oeffentliche_angaben=[])

    lines = download("csv", stand="umgesetzt", sortierung="titel").decode("utf-8-sig").splitlines()

    assert [line.split(";")[1] for line in lines[1:]] == ["Bus", "Zug"]
