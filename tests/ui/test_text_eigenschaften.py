"""Whatever an author types: no text breaks out of its page, no word gets lost."""

import re

import lxml.html
from hypothesis import example, given
from hypothesis import strategies as st

from bildungskommune.text import UM, excerpt, plain, render

# What people paste to see what happens, and what Markdown itself is made of.
PIECES = st.sampled_from(
    [
        *("<script>", "</script>", "<img src=x onerror=alert(1)>", "<!--", "-->", "<a href='javascript:x'>", "&lt;"),
        *("[hier](", "](", ")", "javascript:alert(1)", "java\tscript:x", "&#106;avascript:x", "data:text/html,x"),
        *("vbscript:x", "//boese.example", "https://kreis.example/a", "mailto:a@b.example", "<javascript:x>", "/weg/"),
        *("<https://kreis.example>", '"titel"', "'", "*", "**", "_", "__", "`", "~~", "\\", "![", "- ", "1. ", "\n"),
        *("\n\n", "    ", "> ", "# ", "---", "|", "\u202e", "\u00ad", "\ufeff", "\x00", "\x0b", "&#0;", "&nbsp;"),
        *("a | b\n--|-:\n", "| ", "|-"),
    ]
)
MARKDOWN = st.lists(PIECES | st.text(max_size=12), max_size=14).map("".join)
WORDS = st.lists(st.text(st.characters(categories=("Lu", "Ll")), min_size=1, max_size=12), min_size=1, max_size=60)

ALLOWED = {"p": set(), "br": set(), "ul": set(), "ol": {"start"}, "li": set(), "em": set(), "strong": set()}
ALLOWED |= {"a": {"href", "title"}}
ALLOWED |= {"div": {"class", "role", "aria-label", "tabindex"}, "table": {"class"}, "thead": set(), "tbody": set()}
ALLOWED |= {"tr": set(), "th": {"scope", "class"}, "td": {"class"}}
TARGET = re.compile(r"(https?://|mailto:|tel:|/(?!/)|#)", re.IGNORECASE)


def elements(html: str) -> list[lxml.html.HtmlElement]:
    return list(lxml.html.fragment_fromstring(html, create_parent="main").iterdescendants())


@given(MARKDOWN)
@example("[x](javascript&colon;alert(1))")
@example("<javascript:alert(1)>")
@example('[x](/y "\\" onmouseover=alert(1)")')
@example('| "><script> | *b* |\n|:-:|--:|\n| <img src=x> | 1 |')
def test_only_the_few_elements_of_the_subset_come_out(markdown: str) -> None:
    for element in elements(render(markdown)):
        assert set(element.keys()) <= ALLOWED[str(element.tag)]


@given(MARKDOWN)
@example("[x](JAVASCRIPT:alert(1))")
@example("[x](/\\boese.example)")
@example("[x](/\t/boese.example)")
def test_links_lead_to_the_web_a_mail_a_phone_or_this_portal(markdown: str) -> None:
    for element in elements(render(markdown)):
        if element.tag == "a":
            href = str(element.get("href"))
            assert TARGET.match(href), href
            # A browser takes a backslash for a slash, and drops tabs and breaks.
            assert not re.match(r"/[\t\r\n]*[/\\]", href), href


@given(MARKDOWN)
def test_bare_words_are_one_line(markdown: str) -> None:
    words = plain(markdown)

    assert words == " ".join(words.split())


@given(WORDS)
def test_plain_words_come_through_as_typed(words: list[str]) -> None:
    text = " ".join(words)

    assert plain(text) == text
    assert lxml.html.fragment_fromstring(render(text), create_parent="main").text_content().strip() == text


@given(WORDS, st.data())
def test_excerpt_is_a_piece_of_the_text_that_holds_the_word(words: list[str], data: st.DataObject) -> None:
    word = data.draw(st.sampled_from(words))
    text = " ".join(words)

    piece = excerpt(word, text).removeprefix("… ").removesuffix(" …")

    assert piece in text
    assert word.casefold() in piece.casefold()
    assert len(piece) <= 2 * UM + 40


@given(WORDS)
def test_excerpt_cuts_between_words(words: list[str]) -> None:
    piece = excerpt(words[-1], " ".join(words)).removeprefix("… ").removesuffix(" …")

    assert set(piece.split()) <= set(words)


def test_excerpt_finds_its_word_behind_letters_that_grow_when_folded() -> None:
    text = "Straße Fußweg Schloß " * 60 + "Nadel " + "Ende " * 60

    assert "Nadel" in excerpt("nadel", text)
    assert "Fußweg" in excerpt("FUSSWEG", "Ein Fußweg")


@given(MARKDOWN, st.text(max_size=20))
def test_excerpt_never_fails(markdown: str, words: str) -> None:
    assert "\n" not in excerpt(words, markdown)
