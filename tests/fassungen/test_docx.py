"""A Fassung as a DOCX says what its print says, by means that word processors and screen readers understand."""

import re
from base64 import b64decode
from html import unescape
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import Element, fromstring
from zipfile import ZipFile

import pytest

from bildungskommune.fassungen import satz
from bildungskommune.fassungen.docx import docx
from tests.satz.muster import kontext
from tests.satz.stufen import STUFEN

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
TEILE = [
    "[Content_Types].xml",
    "_rels/.rels",
    "docProps/core.xml",
    "word/document.xml",
    "word/_rels/document.xml.rels",
    "word/styles.xml",
    "word/numbering.xml",
    "word/settings.xml",
    "word/header.xml",
    "word/footer.xml",
]
NUR_IM_DRUCK = (
    {"Nr", "Abschnitt", "Seite", "Gewicht"}
    | {"Dieses", "Dokument", "folgt", "PDF", "UA", "3a"}
    | {"der", "diesem", "als", "Datei", "beiliegt"}
)
"""Heads of columns with page numbers and bars, and what the Impressum says of the PDF."""
STUFE_VON = {"Title": 1, "Heading1": 2, "Heading2": 3, "Heading3": 4}
PROBEN = (
    "<script src=http://127.0.0.1:9/a></script>",
    "<img src=file:///etc/hostname>",
    "<svg xmlns='http://www.w3.org/2000/svg'><image href='http://127.0.0.1:9/b'/></svg>",
    "<style>@import url(http://127.0.0.1:9/c);</style>",
    "[x](file:///etc/hostname) [y](javascript:x) ![z](http://127.0.0.1:9/d)",
    '"/><w:altChunk r:id="x"/><w:instrText>INCLUDETEXT "/etc/hostname"</w:instrText>',
    "\x0b\x00\ufffe]]>&amp;<!--",
)


def html_of(template: str, inhalt: dict[str, Any] | None = None, *, entwurf: bool = False) -> str:
    return satz.html_fuer(template, kontext(inhalt or STUFEN[template](), entwurf=entwurf))


def body(content: str) -> str:
    return f"<html><head><title>T</title></head><body>{content}</body></html>"


def parts(file: bytes) -> dict[str, Element]:
    with ZipFile(BytesIO(file)) as archiv:
        assert [name for name in archiv.namelist() if not name.startswith("word/media/")] == TEILE
        return {name: fromstring(archiv.read(name)) for name in TEILE}


def document(html: str) -> Element:
    return parts(docx(html))["word/document.xml"]


def text(element: Element) -> str:
    breaks = {f"{W}br": "\n"}
    return "".join(breaks.get(one.tag, one.text or "") for one in element.iter() if one.tag in {f"{W}t", *breaks})


def paragraphs(root: Element) -> list[tuple[str, str]]:
    """Return style and text of each paragraph that says something."""
    found = [(one.find(f"{W}pPr/{W}pStyle"), text(one)) for one in root.iter(f"{W}p")]
    return [("" if style is None else style.get(f"{W}val", ""), words) for style, words in found if words]


def outside(file: bytes) -> list[tuple[str, str]]:
    """Return kind and address of everything that leads out of the file."""
    found = [one for one in parts(file)["word/_rels/document.xml.rels"] if one.get("TargetMode") == "External"]
    return [(one.get("Type", "").rsplit("/", 1)[1], one.get("Target", "")) for one in found]


@pytest.mark.parametrize("template", STUFEN)
def test_headings_are_those_of_the_print_on_the_same_level(template: str) -> None:
    html = html_of(template)
    printed = [
        (int(level), " ".join(unescape(re.sub("<[^>]+>", "", words)).split()))
        for level, words in re.findall(r"<h([1-6])[^>]*>(.*?)</h\1>", html, re.DOTALL)
    ]

    made = [
        (STUFE_VON[style], " ".join(words.split())) for style, words in paragraphs(document(html)) if style in STUFE_VON
    ]

    assert made == printed
    assert len(made) > 5


@pytest.mark.parametrize("template", STUFEN)
def test_each_word_that_people_wrote_is_in_the_file(template: str) -> None:
    html = html_of(template)
    gone = r"(?s)<head>.*?</head>|<svg.*?</svg>|<p class=\"klein lesehilfe\">.*?</p>"
    printed = set(re.findall(r"\w{2,}", unescape(re.sub("<[^>]+>", " ", re.sub(gone, " ", html)))))

    made = set(re.findall(r"\w{2,}", " ".join(words for _, words in paragraphs(document(html)))))

    assert printed - made <= NUR_IM_DRUCK


@pytest.mark.parametrize("template", STUFEN)
def test_same_content_makes_the_same_bytes_that_say_nothing_of_the_pdf(template: str) -> None:
    html = html_of(template)

    file = docx(html)

    assert file == docx(html_of(template))
    assert [words for _, words in paragraphs(document(html)) if "PDF" in words] == []


@pytest.mark.parametrize("template", STUFEN)
def test_every_reference_in_the_file_leads_somewhere(template: str) -> None:
    made = parts(docx(html_of(template)))
    root = made["word/document.xml"]
    known = {one.get("Id") for one in made["word/_rels/document.xml.rels"]}
    marks = [one.get(f"{W}name") for one in root.iter(f"{W}bookmarkStart")]
    anchors = {one.get(f"{W}anchor") for one in root.iter(f"{W}hyperlink")} - {None}
    styles = {one.get(f"{W}styleId") for one in made["word/styles.xml"].iter(f"{W}style")}
    lists = {one.get(f"{W}numId") for one in made["word/numbering.xml"].iter(f"{W}num")}

    assert {value for one in root.iter() for key, value in one.items() if key.startswith(REL)} <= known
    assert len(marks) == len(set(marks))
    assert anchors
    assert anchors <= set(marks)
    assert {style for style, _ in paragraphs(root)} - {""} <= styles
    assert {one.get(f"{W}val") for one in root.iter(f"{W}numId")} <= lists
    for row in root.iter(f"{W}tbl"):
        grid = len(list(row.iter(f"{W}gridCol")))
        spans = [
            sum(int(span.get(f"{W}val", "1")) for span in one.iter(f"{W}gridSpan"))
            + len([cell for cell in one.iter(f"{W}tc") if cell.find(f"{W}tcPr/{W}gridSpan") is None])
            for one in row.iter(f"{W}tr")
        ]
        assert set(spans) == {grid}


def test_title_author_language_and_day_are_properties_of_the_file() -> None:
    made = parts(docx(html_of("druck/leitbild.html")))

    assert {one.tag.rsplit("}", 1)[1]: one.text for one in made["docProps/core.xml"]} == {
        "title": "Bildungsleitbild, Fassung 3",
        "creator": "Landkreis Börde, Stabsstelle „Bildungskommune“",
        "description": "Beschlussfassung, Stichtag 28.\xa0Mai\xa02026",
        "language": "de-DE",
        "created": "2026-05-28T00:00:00Z",
    }
    assert {one.get(f"{W}val") for one in made["word/styles.xml"].iter(f"{W}lang")} == {"de-DE"}


def test_each_page_says_which_fassung_it_is_and_whether_a_draft() -> None:
    made = parts(docx(html_of("druck/leitbild.html")))
    draft = parts(docx(html_of("druck/leitbild.html", entwurf=True)))

    assert text(made["word/header.xml"]) == "Bildungsleitbild"
    foot = "Fassung 3, Stichtag 28.\xa0Mai\xa02026 · 9b27e40c51aa · BeispieltextSeite 1 von"
    assert text(made["word/footer.xml"]).startswith(foot)
    assert text(draft["word/footer.xml"]).startswith("Entwurf, nicht beschlossen · Fassung 3")


def test_list_is_a_list_and_each_numbered_one_begins_with_one() -> None:
    root = document(body("<ul><li>a<ul><li>b</li></ul></li></ul><ol><li>c</li><li>d</li></ol><ol><li>e</li></ol>"))

    found = [
        (text(one), one.find(f".//{W}ilvl").get(f"{W}val"), one.find(f".//{W}numId").get(f"{W}val"))  # type: ignore[union-attr]
        for one in root.iter(f"{W}p")
    ]

    assert found == [("a", "0", "1"), ("b", "1", "1"), ("c", "0", "2"), ("d", "0", "2"), ("e", "0", "3")]


def test_table_repeats_its_head_and_has_no_column_of_bars_alone() -> None:
    root = document(
        body(
            "<table><thead><tr><th>Thema</th><th>Punkte</th><th>Gewicht</th></tr></thead>"
            "<tbody><tr><th>Wege</th><td>3</td><td><svg><path/></svg></td></tr></tbody></table>"
        )
    )

    rows = list(root.iter(f"{W}tr"))

    assert [one.find(f".//{W}tblHeader") is not None for one in rows] == [True, False]
    assert [[text(cell) for cell in row.iter(f"{W}tc")] for row in rows] == [["Thema", "Punkte"], ["Wege", "3"]]


def test_picture_is_told_by_its_text_alternative() -> None:
    html = body(
        '<p>Vor</p><svg aria-label="3 von 5"><text>3</text></svg><img src="http://127.0.0.1:9/x" alt="Ein Bus">'
    )

    assert [words for _, words in paragraphs(document(html))] == ["Vor", "[Grafik: 3 von 5]", "[Grafik: Ein Bus]"]
    assert outside(docx(html)) == []


def test_only_links_of_web_and_mail_lead_out_of_the_file() -> None:
    wanted = ["https://beispiel.example/a?b=1&c=%22", "http://beispiel.example/", "mailto:a@beispiel.example"]
    bad = ["file:///etc/hostname", "javascript:x", "data:text/html,x", "//host/x", "\\\\host\\x", "#fehlt", "ftp://x/"]
    html = body("".join(f'<p><a href="{one.replace("&", "&amp;")}">x</a></p>' for one in [*wanted, *bad]))

    assert outside(docx(html)) == [("hyperlink", one) for one in wanted]
    assert [words for _, words in paragraphs(document(html))] == ["x"] * 10


def plant(value: Any) -> Any:
    """Write the probes behind each text that is more than one word, wherever it stands."""
    if isinstance(value, dict):
        return {key: plant(one) for key, one in value.items()}
    if isinstance(value, list):
        return [plant(one) for one in value]
    return f"{value} {' '.join(PROBEN)}" if isinstance(value, str) and " " in value else value


@pytest.mark.parametrize("template", STUFEN)
def test_probes_in_every_text_make_the_file_neither_fetch_nor_run_anything(template: str) -> None:
    clean = html_of(template)
    planted = html_of(template, plant(STUFEN[template]()))

    file = docx(planted)

    tags = {one.tag for one in parts(file)["word/document.xml"].iter()}
    assert planted.count("INCLUDETEXT") > 10
    assert tags == {one.tag for one in document(clean).iter()}
    assert {kind for kind, _ in outside(file)} == {"hyperlink"}
    # What is written as a picture becomes a link that people may follow.
    assert {one for _, one in outside(file)} <= {one for _, one in outside(docx(clean))} | {"http://127.0.0.1:9/d"}
    assert "INCLUDETEXT" in text(parts(file)["word/document.xml"])


PUNKT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


def test_photo_stands_in_the_file_with_its_text_alternative() -> None:
    file = docx(f'<body><img src="data:image/png;base64,{PUNKT}" alt="Ein „Punkt“" width="4" height="2"></body>')

    with ZipFile(BytesIO(file)) as archiv:
        assert archiv.read("word/media/bild1.png") == b64decode(PUNKT)
        links = archiv.read("word/_rels/document.xml.rels").decode()
    assert 'Id="bild1"' in links
    assert 'Target="media/bild1.png"' in links
    named = [one.get("descr") for one in parts(file)["word/document.xml"].iter() if one.get("descr")]
    assert named == ["Ein „Punkt“", "Ein „Punkt“"]


@pytest.mark.parametrize(
    "img",
    [
        f'<img src="data:image/png;base64,{PUNKT}" alt="Zeichen">',
        f'<img src="data:image/png;base64,{PUNKT}" alt="Zeichen" width="0" height="2">',
        '<img src="data:image/png;base64,%%%" alt="Zeichen" width="4" height="2">',
        '<img src="https://fremd.example/a.png" alt="Zeichen" width="4" height="2">',
    ],
)
def test_other_picture_is_told_in_words(img: str) -> None:
    file = docx(f"<body><p>{img}</p></body>")

    with ZipFile(BytesIO(file)) as archiv:
        assert archiv.namelist() == TEILE
    assert "[Grafik: Zeichen]" in text(document(f"<body><p>{img}</p></body>"))
