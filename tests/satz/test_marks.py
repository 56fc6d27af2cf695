"""What the HTML of a print says of its tags, read back from the structure tree."""

from io import BytesIO

import pikepdf
import pytest
from django.template.loader import render_to_string

from bildungskommune.fassungen import satz
from bildungskommune.fassungen.satz.check_tree import Element, Elemente
from bildungskommune.text import render
from tests.satz.lesen import anzahl, drucke, elemente, words_on
from tests.satz.muster import kontext
from tests.satz.muster_doku import KARTEN
from tests.satz.muster_leitbild import abschnitt, leitbild

VERZEICHNIS = [
    {"ebene": 1, "nr": "1", "titel": "Oben", "anker": "leitsatz-1"},
    {"ebene": 2, "nr": "", "titel": "Darunter", "anker": "leitsatz-1"},
    {"ebene": 3, "nr": "", "titel": "Noch tiefer", "anker": "leitsatz-1"},
    {"ebene": 1, "nr": "2", "titel": "Wieder oben", "anker": "leitsatz-1"},
]
NOTEN = [{"nr": "1", "text": "Die erste."}, {"nr": "2", "text": "Ohne Zeichen im Text."}]


def leitbild_mit(text: str) -> bytes:
    inhalt = {**leitbild(), "abschnitte": [abschnitt("1", "Bildung", text, fussnoten=NOTEN)]}
    html = satz.html_fuer("druck/leitbild.html", {**kontext(inhalt), "verzeichnis": VERZEICHNIS})
    return satz.print_pdf(html, title="Probe").pdf


def shape(element: Element) -> object:
    below = [shape(kid) for kid in element.kinder if kid.art != "/Span"]
    return {element.art: below} if below else element.art


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return leitbild_mit("Im Ehrenamt.¹ Auf 5 m² und [dort¹](https://x.example/).¹")


def test_contents_are_a_toc_whose_deeper_entries_hang_below_the_higher(pdf: bytes) -> None:
    link = {"/Reference": ["/Link"]}
    deepest = {"/TOCI": [link, link]}
    deeper = {"/TOCI": [link, link, {"/TOC": [deepest]}]}

    with pikepdf.open(BytesIO(pdf)) as datei:
        (toc,) = [e for e in Elemente(datei).alle if e.art == "/TOC" and e.eltern and e.eltern.art == "/Sect"]

    assert shape(toc) == {
        "/TOC": [
            {"/TOCI": ["/Lbl", link, link, {"/TOC": [deeper]}]},
            {"/TOCI": ["/Lbl", link, link]},
        ]
    }


def test_each_note_has_an_id_by_which_it_is_found(pdf: bytes) -> None:
    with elemente(pdf, "/Note") as noten:
        assert [str(note.ID) for note in noten] == ["leitsatz-1-fussnote-1", "leitsatz-1-fussnote-2"]
    with pikepdf.open(BytesIO(pdf)) as datei:
        names = datei.Root.StructTreeRoot.IDTree.Names
        assert [str(names[place]) for place in (0, 2)] == ["leitsatz-1-fussnote-1", "leitsatz-1-fussnote-2"]
        assert names[1].S == "/Note"


def test_mark_in_the_text_leads_to_its_note_and_the_note_back(pdf: bytes) -> None:
    with pikepdf.open(BytesIO(pdf)) as datei:
        links = [
            (str(link.Dest), str(link.Contents))
            for page in datei.pages
            for link in page.get("/Annots", [])
            if "fussnote" in str(link.get("/Dest", ""))
        ]

    assert links == [
        ("leitsatz-1-fussnote-1", "Fußnote 1"),
        ("leitsatz-1-fussnote-1", "Fußnote 1"),
        ("leitsatz-1-zu-fussnote-1", "Zurück zum Text von Fußnote 1"),
    ]
    assert satz.pruefen(pdf) == []


def test_ornament_is_written_but_not_read_aloud() -> None:
    pdf = drucke('<p>Eins <span aria-hidden="true">·</span> zwei</p>')

    with pikepdf.open(BytesIO(pdf)) as datei:
        (page,) = datei.pages
        marks = [
            befehl.operands[1]
            for befehl in pikepdf.parse_content_stream(page, "BDC")
            if befehl.operands[1].get("/Type") == "/Layout"
        ]
        assert "·" in words_on(page)
    assert len(marks) == 1
    assert anzahl(pdf)["/P"] == 1
    assert satz.pruefen(pdf) == []


def test_link_with_a_bold_word_is_one_link() -> None:
    pdf = drucke('<p id="a">Ein <a href="#a">Verweis mit <strong>fettem</strong> Wort</a>.</p>')

    with pikepdf.open(BytesIO(pdf)) as datei:
        assert [str(link.Contents) for link in datei.pages[0].Annots] == ["Zum Abschnitt: Verweis mit fettem Wort"]
    assert satz.pruefen(pdf) == []


def test_link_of_an_author_without_words_is_left_out() -> None:
    pdf = drucke(render("Ein [](https://x.example/) Wort, [dort](https://x.example/)."))

    with pikepdf.open(BytesIO(pdf)) as datei:
        assert [str(link.Contents) for link in datei.pages[0].Annots] == ["Zur Webseite: dort"]
    assert satz.pruefen(pdf) == []


def test_link_over_three_lines_is_read_as_one() -> None:
    pdf = drucke(f'<p id="a">Ein <a href="#a">{"Verweis " * 30}</a> zum Absatz.</p>')

    with pikepdf.open(BytesIO(pdf)) as datei:
        (link,) = [e for e in Elemente(datei).alle if e.art == "/Link"]
        annots = list(datei.pages[0].Annots)
        owners = datei.Root.StructTreeRoot.ParentTree.Nums
        assert link.verweise == [annot.objgen for annot in annots]
        assert {owners[2 * int(annot.StructParent) + 1].objgen for annot in annots} == {link.objekt.objgen}
        assert {owners[1][mcid].objgen for _, mcid in link.mcids} == {link.objekt.objgen}
        assert [mcid for _, mcid in link.mcids] == sorted(mcid for _, mcid in link.mcids)
    assert len(annots) == len(link.mcids) >= 3
    assert satz.pruefen(pdf) == []


def test_drawn_thread_between_card_and_answer_is_no_column() -> None:
    karten = render_to_string("druck/_karten.html", {"beitraege": KARTEN})

    with pikepdf.open(BytesIO(drucke(karten))) as datei:
        rows = [len(element.kinder) for element in Elemente(datei).alle if element.art == "/TR"]
    assert rows == [2] * (len(KARTEN) + 1)


def test_nothing_empty_is_read_aloud() -> None:
    pdf = drucke("<p>Wort <em> </em> </p><p> <em> </em> </p>")

    with pikepdf.open(BytesIO(pdf)) as datei:
        (paragraph,) = [e for e in Elemente(datei).alle if e.art == "/P"]
    assert [kid.art for kid in paragraph.walk()] == ["/P", "/Span"]
    assert satz.pruefen(pdf) == []
