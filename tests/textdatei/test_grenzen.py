"""Files that mean harm or are none: a sentence, and nothing is fetched, unpacked without end, believed."""

import json
import socket
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from bildungskommune.textdatei import Unlesbar, modell, of_one_line, paket, read, word
from tests.textdatei.bauen import docx, h, lies, p, packed, run, tbl, tc, tr

DOKUMENT = docx(p("Text"))


def with_part(name: str, content: str) -> bytes:
    """Return a DOCX in which one part is another."""
    with ZipFile(BytesIO(DOKUMENT)) as archive:
        files = {one: archive.read(one).decode() for one in archive.namelist()}
    return packed({**files, name: content})


def body(inside: str, head: str = "") -> str:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return f'{head}<w:document xmlns:w="{space}"><w:body>{inside}</w:body></w:document>'


@pytest.mark.parametrize(
    "content",
    [b"", b"PK", b"%PDF-1.7", packed({"x.txt": "y"}), packed({"_rels/.rels": "<a"}), packed({"content.xml": "<a/>"})],
)
def test_what_is_no_text_is_refused(content: bytes) -> None:
    with pytest.raises(Unlesbar):
        lies(content)


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE x [<!ENTITY e "' + "a" * 100 + '"><!ENTITY f "&e;&e;&e;&e;&e;">]>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
        "<!DOCTYPE x>",
    ],
)
def test_document_type_is_refused(head: str) -> None:
    for inside in ("<w:p><w:r><w:t>&e;</w:t></w:r></w:p>", "<w:p/>"):
        with pytest.raises(Unlesbar):
            lies(with_part("word/document.xml", body(inside, head)))


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object) -> None:
        raise AssertionError("fetched")

    monkeypatch.setattr(socket, "socket", refuse)
    links = {"bild": "http://127.0.0.1:9/bild", "rId1": "file:///etc/hostname"}
    inside = p("Text") + p('<w:r><w:drawing><a:blip r:link="bild"/></w:drawing></w:r>', "dahinter")

    datei = lies(docx(inside + '<w:altChunk r:id="rId1"/>', links=links))

    assert [one.was for one in datei.verluste] == ["Bild", "Eingebettete Datei"]
    assert datei.teile[0].text == "Text\n\ndahinter"


@pytest.mark.parametrize("ziel", ["javascript:alert(1)", "file:///etc/hostname", "//boese.example", "https://a b"])
def test_link_that_leads_nowhere_of_ours_is_text(ziel: str) -> None:
    linked = f'<w:hyperlink r:id="l">{run("hier")}</w:hyperlink>'

    datei = lies(docx(p(linked), links={"l": ziel}))

    assert datei.teile[0].text == "hier"
    assert [(one.was, one.text) for one in datei.verluste] == [("Link, der nicht ins Netz führt", ziel)]


def test_parts_are_unpacked_within_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        archive.writestr("content.xml", "<a>" + "0" * (paket.MOST_UNPACKED + 1) + "</a>")
    with pytest.raises(Unlesbar, match="entpackt zu groß"):
        lies(target.getvalue())

    monkeypatch.setattr(paket, "MOST_ENTRIES", 3)
    with pytest.raises(Unlesbar, match="entpackt zu groß"):
        lies(DOKUMENT)


def test_file_is_not_read_beyond_its_size() -> None:
    with pytest.raises(Unlesbar, match="20 MB"):
        read(BytesIO(DOKUMENT), paket.MOST_BYTES + 1)


def test_number_of_paragraphs_and_headings_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word, "MOST_BLOCKS", 5)
    with pytest.raises(Unlesbar, match="Absätze"):
        lies(docx(p("x") * 6))
    monkeypatch.setattr("bildungskommune.textdatei.aufbau.MOST_PARTS", 3)
    with pytest.raises(Unlesbar, match="Überschriften"):
        lies(docx(h(1, "x") * 4))
    monkeypatch.setattr("bildungskommune.textdatei.lesen.MOST_LETTERS", 20)
    with pytest.raises(Unlesbar, match="zu lang"):
        lies(docx(p("x")))


def test_table_is_as_wide_as_a_page_can_show() -> None:
    with pytest.raises(Unlesbar, match="60 Spalten"):
        lies(docx(tbl(tr(*["x"] * 61), tr("y"))))
    (teil,) = lies(docx(tbl(tr(tc(p("x"), '<w:gridSpan w:val="999999999"/>'), "y"), tr("z")))).teile
    assert teil.text.startswith("| x | y |\n")


@pytest.mark.parametrize(
    "deep", ["<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>", "<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>"]
)
def test_deep_nesting_is_refused(deep: str) -> None:
    inside = "<w:p/>"
    for _ in range(110):
        inside = deep.format(inside)
    with pytest.raises(Unlesbar):
        lies(with_part("word/document.xml", body(inside)))


@pytest.mark.parametrize("value", ["", "x", "-3", "99999999999999999999", "²"])
def test_numbers_of_the_file_that_mean_nothing(value: str) -> None:
    numbering = (
        f'<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="{value}"/><w:numFmt w:val="upperRoman"/>'
        '<w:lvlText w:val="%1"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/>'
        f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{value}"/></w:lvlOverride></w:num>'
    )
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    place = f'<w:numPr><w:ilvl w:val="{value}"/><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="{value}"/>'
    with ZipFile(BytesIO(docx(p(run("x", f'<w:sz w:val="{value}"/>'), more=place)))) as archive:
        files = {one: archive.read(one).decode() for one in archive.namelist()}
    files["word/numbering.xml"] = f'<w:numbering xmlns:w="{space}">{numbering}</w:numbering>'

    assert "x" in lies(packed(files)).teile[0].text


def test_document_that_a_form_carried_comes_back_whole_or_not_at_all() -> None:
    datei = lies(docx(p("Titel", style="Titel") + h(1, "1 Eins") + p("Text")))
    line = datei.in_one_line()

    assert of_one_line(line) == datei
    data = json.loads(line)
    changed: list[object] = [
        {**data, "teile": [{**data["teile"][0], "ebene": "1"}]},
        {**data, "teile": [{**data["teile"][0], "text": ["x"]}]},
        {**data, "teile": [{**data["teile"][0], "noten": [{"nr": 1, "text": "x"}]}]},
        {**data, "teile": [{**data["teile"][0], "fremd": ""}]},
        {**data, "verluste": [{}]},
        {**data, "teile": data["teile"] * (modell.MOST_PARTS + 1)},
        {},
        [],
    ]
    for wrong in changed:
        with pytest.raises(Unlesbar):
            of_one_line(json.dumps(wrong))
    with pytest.raises(Unlesbar):
        of_one_line("{" * 100_000)
