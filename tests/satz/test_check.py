"""The check finds what is broken on purpose."""

from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest
from weasyprint import HTML

from bildungskommune.fassungen import satz
from tests.satz.lesen import drucke

TABELLE = (
    '<h2>Tafel</h2><table><thead><tr><th scope="col">A</th><th scope="col">B</th></tr></thead>'
    '<tbody><tr><th scope="row">1</th><td>x</td></tr></tbody></table>'
    '<p id="a"><a href="#a">Verweis</a></p><p id="n" data-tag="Note">Fußnote</p>'
)


def broken(change: Callable[[pikepdf.Pdf], None]) -> list[str]:
    ziel = BytesIO()
    with pikepdf.open(BytesIO(drucke(TABELLE))) as datei:
        change(datei)
        datei.save(ziel)
    return satz.pruefen(ziel.getvalue())


def first(datei: pikepdf.Pdf, art: str) -> pikepdf.Object:
    return next(o for o in datei.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == art)


def _drop(schluessel: str) -> Callable[[pikepdf.Pdf], None]:
    return lambda datei: datei.Root.__delitem__(schluessel)


def _wide_row(datei: pikepdf.Pdf) -> None:
    first(datei, "/TD").A.ColSpan = 2


def _skip_level(datei: pikepdf.Pdf) -> None:
    first(datei, "/H2").S = pikepdf.Name("/H4")


def _script(datei: pikepdf.Pdf) -> None:
    datei.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name("/JavaScript"), JS="app.alert(1)")


def _unmarked_text(datei: pikepdf.Pdf) -> None:
    datei.pages[0].contents_add(b"BT (frei) Tj ET")


def _no_scope(datei: pikepdf.Pdf) -> None:
    del first(datei, "/TH").A["/Scope"]


def _no_contents(datei: pikepdf.Pdf) -> None:
    del datei.pages[0].Annots[0]["/Contents"]


def _no_unicode(datei: pikepdf.Pdf) -> None:
    font = next(o for o in datei.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Subtype") == "/Type0")
    del font["/ToUnicode"]


def _other_title(datei: pikepdf.Pdf) -> None:
    datei.docinfo["/Title"] = "Anders"


def _nameless_note(datei: pikepdf.Pdf) -> None:
    del first(datei, "/Note")["/ID"]


def _stray_entry(datei: pikepdf.Pdf) -> None:
    first(datei, "/P").S = pikepdf.Name("/TOCI")


def _lose_paragraph(datei: pikepdf.Pdf) -> None:
    first(datei, "/P")["/K"] = pikepdf.Array()


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        (_drop("/Lang"), "Die Sprache des Dokuments fehlt."),
        (_drop("/MarkInfo"), "Das Dokument ist nicht als getaggt ausgewiesen."),
        (_drop("/ViewerPreferences"), "Der Titel wird nicht in der Fensterleiste gezeigt."),
        (_drop("/PageLabels"), "Die Seiten haben keine Bezeichnungen."),
        (_drop("/OutputIntents"), "Das Farbprofil der Ausgabe fehlt."),
        (_drop("/Outlines"), "Die Lesezeichen stimmen nicht mit den Überschriften überein."),
        (_drop("/StructTreeRoot"), "Das Dokument hat keine Struktur (Tags)."),
        (_wide_row, "Eine Tabelle hat ungleich lange Zeilen."),
        (_skip_level, "Die Überschriften überspringen eine Ebene."),
        (_script, "Unerlaubter Eintrag /OpenAction im Dokument."),
        (_unmarked_text, "Seite 1: Text ohne Auszeichnung."),
        (_no_scope, "Eine Kopfzelle sagt nicht, für welche Zeile oder Spalte sie steht."),
        (_no_contents, "Seite 1: Ein Verweis hat keine Beschreibung."),
        (_other_title, "Der Titel fehlt oder stimmt in Info und XMP nicht überein."),
        (_nameless_note, "Eine Fußnote hat keine eigene Kennung."),
        (_stray_entry, "Eine Zeile des Inhaltsverzeichnisses liegt außerhalb des Verzeichnisses."),
        (_lose_paragraph, "Ein Absatz, eine Überschrift oder ein Verweis ist leer."),
        (_lose_paragraph, "Seite 1: Inhalt außerhalb der Struktur."),
    ],
)
def test_broken_file_is_found(change: Callable[[pikepdf.Pdf], None], finding: str) -> None:
    assert finding in broken(change)


def test_font_without_unicode_is_found() -> None:
    assert any("Zuordnung zu Zeichen" in fund for fund in broken(_no_unicode))


def test_untouched_file_has_no_findings() -> None:
    assert broken(lambda datei: None) == []


@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_bare_weasyprint_does_not_pass() -> None:
    html = "<html lang=de><title>x</title><h1>x</h1><table>" + "<tr><th>a<td>b" * 120 + "</table>"

    funde = satz.pruefen(HTML(string=html).write_pdf(pdf_variant="pdf/a-3a"))

    assert "Eine Tabelle ist am Seitenwechsel zerrissen." in funde
    assert "In den Metadaten fehlt: PDF/UA-1." in funde
