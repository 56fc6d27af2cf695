"""Whatever stands in a document is in a part or in the list of losses, and is shown as it was typed."""

import re
from collections import Counter
from io import BytesIO
from unicodedata import normalize
from xml.sax.saxutils import escape
from zipfile import ZipFile

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bildungskommune.fassungen.docx import docx as written
from bildungskommune.text import in_lines, plain, render
from bildungskommune.textdatei import Datei, joined
from bildungskommune.textdatei.markdown import Stueck, is_link, paragraph, words
from tests.textdatei.bauen import box, comment, dele, docx, field, h, ins, li, lies, note, p, picture, run, tbl, tc, tr

SIGNS = "*_[]()<>|&;\\-+#`~!:. 1ä„“^="
WORD = st.text(st.sampled_from(SIGNS) | st.characters(categories=("Lu", "Ll", "Nd")), min_size=1, max_size=12)
LINE = st.lists(WORD, min_size=1, max_size=5).map(" ".join).filter(lambda text: bool(text.strip()))
PIECES = st.lists(st.builds(Stueck, LINE, st.booleans(), st.booleans()), min_size=1, max_size=5)


def paragraphs(text: str) -> st.SearchStrategy[str]:
    """Return every way in which a text may stand in a document."""
    forms = ("b", "i", "vanish", "caps", 'u w:val="single"', 'vertAlign w:val="superscript"')
    one = run(text)
    return st.sampled_from(
        [
            *(p(one), h(1, one), h(2, one), li(1, one), li(2, one, 1), li(3, one), p(one, style="Titel")),
            *(p(run(text, f"<w:{form}/>")) for form in forms),
            *(p(ins(text)), p(dele("weg"), one), p(box(p(one)), "x"), p(picture("y"), one)),
            *(p(one, note(1)), h(1, one, note(1)), p(one, note(1, "endnote")), p(one, comment(1))),
            *(tbl(tr(tc(p(one)), "b")), tbl(tr(tc(p(one) + p("c")), "d"), head=False), tbl(tr(tc(p(one))))),
            *(p(one, style="Verzeichnis1"), p(field("TOC", one)), p(field('HYPERLINK "https://x.example"', one))),
            p(f"<m:oMath><m:r><m:t>{escape(text)}</m:t></m:r></m:oMath>", "Formel"),
        ]
    )


DOCUMENT = st.lists(LINE.flatmap(paragraphs), min_size=1, max_size=8).map("".join)
PARTS = ("document", "footnotes", "endnotes", "comments", "header", "footer")


def letters(text: str) -> Counter[str]:
    return Counter("".join(normalize("NFKC", text).split()))


def said(datei: Datei) -> str:
    teile = " ".join(
        " ".join([teil.worte, in_lines(teil.text), *(note.text for note in teil.noten)]) for teil in datei.teile
    )
    lost = " ".join(one.text for one in datei.verluste)
    return f"{datei.titel} {datei.untertitel} {teile} {lost}"


@given(DOCUMENT)
@settings(max_examples=150, deadline=None)
def test_nothing_is_dropped_silently(body: str) -> None:
    content = docx(
        body + p("Schluss"),
        footnotes={1: "Note *eins*"},
        endnotes={1: "Ende <zwei>"},
        comments={1: "Kommentar [drei]"},
        header="Oben",
        footer="Unten",
    )
    with ZipFile(BytesIO(content)) as archive:
        source = "".join(archive.read(f"word/{part}.xml").decode() for part in PARTS)
    source = re.sub(r"<mc:Fallback>.*?</mc:Fallback>", "", source)
    here = "".join(re.findall(r"<(?:w:t|w:delText|m:t)(?: [^>]*)?>([^<]*)<", source))
    for name, sign in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        here = here.replace(name, sign)
    unused = {"footnote": "Note *eins*", "endnote": "Ende <zwei>", "comment": "Kommentar [drei]"}
    spoken = said(lies(content)) + "".join(text for kind, text in unused.items() if f"<w:{kind}Reference" not in body)

    assert letters(here) - letters(spoken) == Counter()


@given(PIECES)
@settings(deadline=None)
def test_a_paragraph_is_shown_as_it_was_typed(pieces: list[Stueck]) -> None:
    assert plain(paragraph(pieces)) == words(pieces)


@given(st.text(max_size=30))
def test_link_of_the_file_is_one_of_ours_or_none(ziel: str) -> None:
    html = render(paragraph([Stueck("Wort", ziel=ziel)]))

    assert ("<a " in html) <= is_link(ziel)


def test_docx_of_html_reads_back_as_the_text_it_was_made_of() -> None:
    markdown = (
        "Wir *lernen* **gemeinsam**\nund [weit](https://kreis.example/a).\n\n- Kita\n  - Krippe\n- Schule\n\n"
        "3. drei\n4. vier\n\n| Jahr | Ziel \\| Zahl |\n|---|---|\n| 2027 | 12 |\n\n5 \\* 3 ist \\_fünfzehn\\_"
    )
    html = f"<html><body><h1>T</h1><h2>Wege</h2>{render(markdown)}</body></html>"

    assert lies(written(html)).teile[0].text == markdown


WORT = st.text(
    st.sampled_from("*_[]()<>|&;\\-+#`~!:. 1ä„“^=²") | st.characters(categories=("Lu", "Ll")), min_size=1, max_size=10
)
SATZ = st.lists(WORT, min_size=1, max_size=6).map(" ".join)
TEXTE = st.lists(
    st.one_of(
        SATZ,
        SATZ.map(lambda text: f"**{text}**"),
        SATZ.map(lambda text: f"Weg [{text}](https://x.example/a) *und* mehr"),
        st.lists(SATZ, min_size=1, max_size=4).map(lambda items: "\n".join(f"- {one}" for one in items)),
        st.lists(SATZ, min_size=1, max_size=4).map(
            lambda items: "\n".join(f"{nr}. {one}" for nr, one in enumerate(items, 3))
        ),
        st.lists(SATZ, min_size=2, max_size=2).map(lambda cells: f"| A | B |\n|---|---|\n| {cells[0]} | {cells[1]} |"),
    ),
    min_size=1,
    max_size=5,
).map("\n\n".join)


@given(TEXTE)
@example("- a\n\nb")
@example("a\n| b |\n|-|")
@settings(deadline=None)
def test_text_that_went_out_as_a_file_comes_in_with_every_letter(markdown: str) -> None:
    html = f"<html><body><h1>T</h1><h2>Wege</h2>{render(markdown)}</body></html>"

    datei = lies(written(html))

    (teil,) = joined(datei.teile).values()
    assert plain(teil.text) == plain(markdown)
    assert {one.was.partition(":")[0] for one in datei.verluste} <= {"Fußzeile", "Kasten"}
