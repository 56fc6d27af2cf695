"""All tables of the HTML come onto paper with their heads, and the check sees when not."""

from io import BytesIO

import pikepdf
import pytest
from weasyprint import HTML

from bildungskommune.fassungen import satz
from bildungskommune.fassungen.satz import tables
from bildungskommune.fassungen.satz.check_tree import Elemente
from bildungskommune.fassungen.satz.tables import Tafel, tables_of
from tests.satz.lesen import SEITE, drucke, heard, words_on
from tests.satz.zerrissen import KOPF, zeilen

HOEHER_ALS_DIE_SEITE = (
    f'<table class="tafel neue-seite">{KOPF}<tbody><tr><th scope="row">1</th><td>'
    + "Wort<br>" * 51
    + "</td></tr></tbody></table>"
)


def test_table_without_a_row_is_nothing_to_lose() -> None:
    koerper = '<table class="merkmale"><colgroup><col></colgroup><tbody></tbody></table><p>Text</p>'

    assert satz.pruefen(drucke(koerper), SEITE.format(koerper)) == []


def test_list_of_contents_and_ornament_are_no_rows() -> None:
    html = f'<table data-tag="TOC">{KOPF}</table><table>{KOPF}<tr aria-hidden="true"><td></tr></table><tr>'

    assert tables_of(html) == [Tafel(1, 2)]


def test_row_that_fills_a_page_breaks_below_the_head_of_its_table() -> None:
    pdf = drucke(HOEHER_ALS_DIE_SEITE)

    assert heard(pdf) == [Tafel(2, 3)]
    with pikepdf.open(BytesIO(pdf)) as datei:
        assert "".join(words_on(datei.pages[1]).split()).startswith("AB1Wort")


def test_check_names_the_table_that_lost_its_head() -> None:
    koerper = f"<table>{KOPF}{zeilen(2)}</table>"
    ziel = BytesIO()
    with pikepdf.open(BytesIO(drucke(koerper))) as datei:
        table = next(e for e in Elemente(datei).alle if e.art == "/Table")
        del table.objekt.K[0]
        datei.save(ziel)

    findings = satz.pruefen(ziel.getvalue(), SEITE.format(koerper))

    assert "Seite 1: Von einer Tabelle stehen im PDF 2 statt 3 Zeilen und 2 statt 4 Kopfzellen." in findings
    assert satz.pruefen(drucke(koerper), SEITE.format(koerper * 2)) == ["Im PDF stehen 1 statt 2 Tabellen."]


@pytest.mark.parametrize(("marks", "lost"), [("", True), (' data-tag="TOC"', False)])
def test_list_of_contents_may_go_without_its_head(marks: str, lost: bool) -> None:
    table = f"<table{marks}><thead><tr><th>Seite</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>"
    document = HTML(string=f"<style>thead {{ display: none }}</style>{table}").render()

    assert tables.begins_without_head(page._page_box for page in document.pages) is lost
