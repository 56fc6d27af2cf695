"""Texts of the authors: a small part of Markdown, everything else is shown as typed.

Paragraphs, line breaks, lists, tables, emphasis, strong and links. HTML is escaped, headings,
images and code do not exist, so no text can break out of the page it stands in.
"""

import re
from collections.abc import Iterable, Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

UM = 90
_ERLAUBTE_ZIELE = re.compile(r"(?:https?://|mailto:|tel:|/(?!/)|#)", re.IGNORECASE)


class _Markdown(MarkdownIt):
    def validateLink(self, url: str) -> bool:
        """Allow addresses of the web, mail, phone and this portal; the rest stays plain text."""
        return bool(_ERLAUBTE_ZIELE.match(url))


def _parser() -> MarkdownIt:
    parser = _Markdown("zero", {"html": False, "breaks": True, "linkify": False})
    return parser.enable(["list", "table", "newline", "escape", "emphasis", "link", "autolink", "entity"])


_PARSER = _parser()


def render(markdown: str, anchors: Sequence[str] = ()) -> SafeString:
    """Return the text as HTML; safe because the parser escapes all HTML in it.

    `anchors` become the ids of its paragraphs, lists and tables, in their order.
    """
    tokens = _PARSER.parse(markdown)
    for token, anchor in zip(_opening(tokens), anchors, strict=False):
        token.attrSet("id", anchor)
    html: str = _PARSER.renderer.render(list(_with_tables(tokens)), _PARSER.options, {})
    return mark_safe(html)  # noqa: S308


def _with_tables(tokens: Sequence[Token]) -> Iterable[Token]:
    """Yield the tokens; each table stands in a box of its own that scrolls where the page is narrow."""
    for place, token in enumerate(tokens):
        if token.type == "table_open":
            anchor = format_html(' id="{}"', token.attrs.pop("id")) if "id" in token.attrs else ""
            box = '<div{} class="rollbar" role="group" aria-label="Tabelle: {}" tabindex="0">\n'
            yield Token("html_block", "", 0, content=format_html(box, anchor, _heads(tokens[place:])))
            token.attrSet("class", "tafel")
        elif token.type in {"th_open", "td_open"}:
            # The side comes as a style, which no page of ours takes.
            side = token.attrs.pop("style", "")
            token.attrs.update({"scope": "col"} if token.tag == "th" else {})
            token.attrs.update({"class": "zahl"} if side == "text-align:right" else {})
        yield token
        if token.type == "table_close":
            yield Token("html_block", "", 0, content="</div>\n")


def _heads(tokens: Iterable[Token]) -> str:
    """Return the words of the first row, by which a table is told from another."""
    heads: list[str] = []
    for token in tokens:
        if token.type == "thead_close":
            break
        if token.type == "inline":
            heads.append(" ".join("".join(_words([token])).split()))
    return ", ".join(filter(None, heads))


def blocks(markdown: str) -> list[str]:
    """Return the source of each paragraph, list and table, without the empty lines between them."""
    lines = markdown.split("\n")
    return ["\n".join(lines[start:end]).strip() for start, end in _places(markdown)]


def with_block(markdown: str, place: int, words: str) -> str:
    """Return the text with other words in place of one block; what stands around it stays as it is typed."""
    start, end = _places(markdown)[place]
    lines = markdown.split("\n")
    behind = lines[end:]
    gap = [""] if behind and behind[0].strip() else []
    return "\n".join([*lines[:start], words.strip("\n"), *gap, *behind])


def _places(markdown: str) -> list[list[int]]:
    """Return the first line of each block and the line behind it."""
    return [token.map for token in _opening(_PARSER.parse(markdown)) if token.map]


def _opening(tokens: Iterable[Token]) -> Iterable[Token]:
    """Yield the token with which each block of the outermost level begins."""
    return (token for token in tokens if token.level == 0 and token.nesting == 1)


def plain(markdown: str) -> str:
    """Return the bare words, for summaries, titles and search."""
    words = "".join(_words(_PARSER.parse(markdown)))
    return re.sub(r"\s+", " ", words).strip()


def in_lines(markdown: str) -> str:
    """Return the words as they are read: each break, entry and row on a line, the address behind a link."""
    lines: list[str] = []
    entries: list[str] = []
    row: list[str] | None = None
    for token in _PARSER.parse(markdown):
        if token.type == "list_item_open":
            entries.append(f"{token.info}{token.markup} " if token.info else "– ")
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close":
            lines.append((entries.pop() if entries else "") + " | ".join(row or []))
            row = None
        elif token.type == "inline" and row is not None:
            row.append(_with_addresses(token.children or []))
        elif token.type == "inline":
            lines.append((entries.pop() if entries else "") + _with_addresses(token.children or []))
    return "\n".join(lines)


def _with_addresses(tokens: Iterable[Token]) -> str:
    words, address = "", ""
    for token in tokens:
        if token.type == "link_open":
            address = str(token.attrs["href"])
        elif token.type == "link_close":
            words += "" if words.endswith(address) else f" ({address})"
        else:
            words += "\n" if token.type.endswith("break") else token.content
    return words


def counted(anzahl: int, einzahl: str, mehrzahl: str) -> str:
    """Return number and word: "1 Tag", "3 Tage"."""
    return f"{anzahl} {einzahl if anzahl == 1 else mehrzahl}"


def excerpt(words: str, markdown: str) -> str:
    """Return whole words around the first word found, else the beginning of the text."""
    text = plain(markdown)
    first = (words.casefold().split() or [""])[0]
    place = _place(text, first)
    start = text.rfind(" ", 0, place - UM) + 1 if place > UM else 0
    end = text.find(" ", place + UM)
    before = "… " if start else ""
    after = " …" if end != -1 else ""
    return f"{before}{text[start : end if after else None]}{after}"


def _place(text: str, folded_word: str) -> int:
    """Return where the word begins, else 0. Folding makes two letters of one: ß becomes ss."""
    found = text.casefold().find(folded_word)
    if found <= 0:
        return 0
    behind = 0
    for place, letter in enumerate(text):
        behind += len(letter.casefold())
        if behind > found:
            return place
    return 0


def _words(tokens: Iterable[Token]) -> Iterable[str]:
    for token in tokens:
        if token.type == "text":
            yield token.content
        elif token.type in {"softbreak", "hardbreak"} or token.type.endswith("_close"):
            yield " " if token.block or token.type.endswith("break") else ""
        if token.children:
            yield from _words(token.children)
