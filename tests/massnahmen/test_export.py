import csv
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from massnahmen.export import KOPF, as_csv, as_xlsx
from massnahmen.listen import with_newest_report
from massnahmen.models import Massnahme
from tests.factories import make_massnahme, make_sachstand, make_stelle
from tests.massnahmen.builders import days_ago

pytestmark = pytest.mark.django_db


def test_csv_opens_in_german_excel_with_all_umlauts():
    massnahme = make_massnahme(
        nr="-1",
        titel='=cmd|" /C calc"!A0; Müller',
        kurzbeschreibung="Ein *Bus*.",
        federfuehrung=make_stelle(name="@Amt"),
        kosten_gesamt=Decimal(100),
        status="verzoegert",
    )
    make_sachstand(massnahme, stichtag=days_ago(3), status="verzoegert", hindernisse="+Regen")

    data = as_csv(with_newest_report(Massnahme.objects.all())).decode("utf-8-sig")

    head, line = csv.reader(StringIO(data), delimiter=";")
    assert tuple(head) == KOPF
    assert line == [
        "'-1",
        '\'=cmd|" /C calc"!A0; Müller',
        "Ein Bus.",
        "verzögert",
        days_ago(3).isoformat(),
        "'+Regen",
        "'@Amt",
        "",
        "",
        "",
        "100",
        "",
        "",
        "ja",
    ]


def test_xlsx_holds_text_and_numbers_but_no_formula():
    make_massnahme(titel="=1+1", kosten_gesamt=Decimal("12.50"), kosten_original="Seite\x0b2")

    sheet = load_workbook(BytesIO(as_xlsx(with_newest_report(Massnahme.objects.all()))))["Maßnahmen"]

    assert [cell.value for cell in sheet[1]] == list(KOPF)
    assert (sheet["B2"].value, sheet["B2"].data_type) == ("'=1+1", "s")
    assert (sheet["K2"].value, sheet["M2"].value) == (12.5, "Seite2")


def test_export_needs_the_same_queries_for_one_and_thirty(django_assert_num_queries):
    make_massnahme()
    with django_assert_num_queries(2):
        as_csv(with_newest_report(Massnahme.objects.all()))
    for _ in range(29):
        make_sachstand(make_massnahme(federfuehrung=make_stelle()))

    with django_assert_num_queries(2):
        as_csv(with_newest_report(Massnahme.objects.all()))
