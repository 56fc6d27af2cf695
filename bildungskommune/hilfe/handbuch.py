"""The handbook of the folder `docs/handbuch`, as pages of the portal.

It is read once: it comes with the code and does not change while the portal runs.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from urllib.parse import urldefrag

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token
from PIL import Image

INHALT = "README"
"""The file that lists the chapters."""
GLOSSAR = "glossar"
_NO_WORD = re.compile(r"[^\w\- ]")


@dataclass(frozen=True)
class Kapitel:
    name: str
    titel: str
    html: SafeString
    abschnitte: tuple[tuple[str, str], ...]
    """Anchor and words of each heading below the title."""


def _folder() -> Path:
    return Path(settings.BASE_DIR) / "docs" / "handbuch"


@cache
def chapters() -> Mapping[str, Kapitel]:
    """Return all chapters by name in the order of their list, which is one of them; the glossary comes last."""
    listed = (_folder() / f"{INHALT}.md").read_text(encoding="utf-8")
    files = sorted(_folder().glob("*.md"), key=lambda file: listed.find(f"({file.name})"))
    files.append(_folder().parent / f"{GLOSSAR}.md")
    names = {file.stem for file in files}
    return {file.stem: _read(file, names) for file in files}


def address(name: str) -> str:
    """Return where the chapter stands in the portal."""
    return reverse("v-hilfe") if name == INHALT else reverse("v-hilfe-kapitel", args=(name,))


def anchor(words: str) -> str:
    """Return the anchor of a heading, as links in the handbook name it."""
    return _NO_WORD.sub("", words.lower()).replace(" ", "-")


def _read(file: Path, names: set[str]) -> Kapitel:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = parser.parse(file.read_text(encoding="utf-8"))
    headings = list(_headings(tokens))
    titel = headings[0][1].content
    for opening, inline in headings:
        opening.attrSet("id", anchor(inline.content))
    for token in tokens:
        token.children = list(_leading(token.children, names)) if token.children else token.children
    html: str = parser.renderer.render(tokens[3:], parser.options, {})
    below = tuple((anchor(inline.content), inline.content) for opening, inline in headings if opening.tag == "h2")
    return Kapitel(file.stem, titel, mark_safe(html), below)  # noqa: S308 - a file of this project, its HTML escaped


def _headings(tokens: list[Token]) -> Iterator[tuple[Token, Token]]:
    """Yield the opening of each heading with its words; the first one is the title."""
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open":
            yield opening, inline


def _leading(tokens: list[Token], names: set[str]) -> Iterator[Token]:
    """Turn links between files into links between pages; what is for developers stays as words, without a link."""
    is_open = True
    for token in tokens:
        if token.type == "link_open":
            is_open = _lead(token, names)
        elif token.type == "image":
            _show(token)
        if is_open or token.type not in {"link_open", "link_close"}:
            yield token


def _show(image: Token) -> None:
    """Give a picture its address in the portal and its size, so that nothing jumps when it comes."""
    name = str(image.attrGet("src")).rpartition("static/")[2]
    with Image.open(Path(settings.BASE_DIR) / "static" / name) as picture:
        width, height = picture.size
    image.attrs |= {"src": static(name), "width": width, "height": height, "loading": "lazy"}


def _lead(link: Token, names: set[str]) -> bool:
    """Give a link its address in the portal. Returns whether it has one."""
    target, fragment = urldefrag(str(link.attrGet("href")))
    if target and ":" not in target:
        name = Path(target).stem
        if name not in names:
            return False
        link.attrSet("href", address(name) + (f"#{fragment}" if fragment else ""))
    return True
