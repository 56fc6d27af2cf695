"""Each mend that the finisher makes, read back from the file."""

from io import BytesIO

import pikepdf

from bildungskommune.fassungen import satz
from tests.satz.lesen import anzahl, drucke, elemente
from tests.satz.zerrissen import KOPF, WORTE, zeilen


def test_table_over_pages_is_one_table_with_one_head() -> None:
    pdf = drucke(f"<table>{KOPF}{zeilen(150)}</table><p>Danach</p>")

    found = anzahl(pdf)

    assert (found["/Table"], found["/THead"], found["/TBody"], found["/TR"]) == (1, 1, 1, 151)
    assert satz.pruefen(pdf) == []


def test_row_higher_than_a_page_keeps_its_cells() -> None:
    pdf = drucke(f"<table>{KOPF}{zeilen(3, hoehe=400)}</table>")

    found = anzahl(pdf)

    assert (found["/TR"], found["/TH"], found["/TD"]) == (4, 5, 3)
    assert satz.pruefen(pdf) == []


def test_two_tables_stay_two() -> None:
    tabelle = f"<table>{KOPF}{zeilen(60)}</table>"

    assert anzahl(drucke(tabelle + "<p>Dazwischen</p>" + tabelle))["/Table"] == 2


def test_paragraph_over_pages_is_one_paragraph() -> None:
    assert anzahl(drucke(f"<section><div><p>{WORTE * 600}</p></div></section>"))["/P"] == 1


def test_lists_over_pages_are_one_list_with_bodies() -> None:
    punkte = f"<li>{WORTE * 30}</li>" * 30
    absaetze = f"<li><p>{WORTE * 30}</p></li>" * 30

    pdf = drucke(f"<ul>{punkte}</ul><ol>{absaetze}</ol><ul style='list-style: none'>{punkte}</ul>")

    found = anzahl(pdf)
    assert (found["/L"], found["/LI"], found["/LBody"]) == (3, 90, 90)
    assert satz.pruefen(pdf) == []


def test_columns_beside_each_other_go_on_over_pages_and_what_follows_stays_whole() -> None:
    liste = "<ul>" + f"<li>{WORTE * 12}</li>" * 30 + "</ul>"
    spalte = '<div style="float: left; width: 45%">'
    spalten = f"<section><div>{spalte}{liste}</div>{spalte}{liste}</div><div style='clear: both'></div></div></section>"

    pdf = drucke(f"{spalten}<h2>Danach</h2><table>{KOPF}{zeilen(90)}</table>")

    found = anzahl(pdf)
    assert (found["/L"], found["/LI"], found["/Table"], found["/TR"]) == (2, 60, 1, 91)
    assert satz.pruefen(pdf) == []


def test_header_cells_have_scope_and_no_ids() -> None:
    pdf = drucke(f"<table>{KOPF}{zeilen(2)}</table>")

    with elemente(pdf, "/TH") as koepfe:
        assert [str(kopf.A.Scope) for kopf in koepfe] == ["/Column", "/Column", "/Row", "/Row"]
        assert not any("/ID" in kopf for kopf in koepfe)


def test_running_heads_are_artifacts() -> None:
    pdf = drucke("<p>Text</p>")

    with pikepdf.open(BytesIO(pdf)) as datei:
        befehle = pikepdf.parse_content_stream(datei.pages[0], "BDC")
        artefakte = [b for b in befehle if str(b.operands[0]) == "/Artifact"]
    assert len(artefakte) >= 2


def test_links_say_where_they_lead() -> None:
    pdf = drucke('<p id="a"><a href="#a">Absatz eins</a> <a href="https://x.example/">dort</a></p>')

    with pikepdf.open(BytesIO(pdf)) as datei:
        worte = [str(verweis.Contents) for verweis in datei.pages[0].Annots]
    assert worte == ["Zum Abschnitt: Absatz eins", "Zur Webseite: dort"]


def test_heading_with_a_block_inside_stays_one_heading() -> None:
    pdf = drucke("<h2><span style='display: block'>1</span> Titel</h2>")

    assert anzahl(pdf)["/H2"] == 1
    assert satz.pruefen(pdf) == []


def test_figure_box_lies_on_the_page_in_points() -> None:
    pdf = drucke("<svg width='100mm' height='20mm' viewBox='0 0 10 2'><title>Strich</title><path d='M0 0H9'/></svg>")

    with elemente(pdf, "/Figure") as (bild,):
        links, unten, rechts, oben = [float(wert) for wert in bild.A.BBox]
    assert 0 < links < rechts < 596
    assert 0 < unten < oben < 842
    assert abs((rechts - links) - 283.5) < 1
