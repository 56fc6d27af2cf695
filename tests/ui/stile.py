"""Reading the style sheets of the house and what the pages name of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import tinycss2
from cssselect import SelectorError
from django.conf import settings

from bildungskommune.ui.buendel import BUENDEL

BASE = Path(settings.BASE_DIR)
STILE = BASE / "static" / "css"
SHEETS = sorted(STILE.rglob("*.css"))
TOKENS = STILE / "tokens.css"
DRUCK = [sheet for sheet in SHEETS if sheet.parent.name in {"druck", "gross"}]
APPS = ("bildungskommune", "workshops", "leitbild", "konzept", "massnahmen")

CLASS = re.compile(r"\.(-?[a-zA-Z_][\w-]*)")
QUOTED = re.compile(r'"([^"\n]*)"|[\'`]([^\'`\n]*)[\'`]')
ATTRIBUTE = re.compile(r'class="((?:[^"{]|\{\{.*?\}\}|\{%.*?%\})*)"', re.DOTALL)
BLOCK = re.compile(r"\{% block (?:hauptklasse|koerper) %\}(.*?)\{% endblock", re.DOTALL)
FIELD = re.compile(r'"class" "([^"]*)"')


@dataclass(frozen=True)
class Rule:
    sheet: Path
    media: str
    selectors: tuple[str, ...]
    declarations: tuple[Any, ...]
    line: int

    def __str__(self) -> str:
        return f"{self.sheet.relative_to(STILE)}:{self.line} {', '.join(self.selectors)}"


def nodes(sheet: Path) -> list[Any]:
    css = sheet.read_text(encoding="utf-8")
    return list(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True))


def prelude(node: Any) -> str:
    return str(tinycss2.serialize(node.prelude)).strip()


def keyword(node: Any) -> str:
    """Return the name of an at-rule, of any other rule "rule"."""
    return str(node.lower_at_keyword) if node.type == "at-rule" else "rule"


def rules(sheet: Path) -> list[Rule]:
    """Return every rule of a sheet, those in layers and media queries, too, but not what stands in @page."""
    return list(_rules(sheet, nodes(sheet), ""))


def _rules(sheet: Path, found: list[Any], media: str) -> Iterator[Rule]:
    for node in found:
        if node.type == "qualified-rule":
            parts = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
            selectors = tuple(re.split(r",\s*(?![^()]*\))", prelude(node)))
            yield Rule(sheet, media, selectors, tuple(parts), node.source_line)
        elif keyword(node) in {"layer", "media"} and node.content is not None:
            inner = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
            yield from _rules(sheet, inner, media + prelude(node))


def order() -> list[str]:
    """Return the names of the layers as tokens.css puts them in order."""
    return [name.strip() for name in prelude(nodes(TOKENS)[0]).split(",")]


def classes(selector: str) -> set[str]:
    return set(CLASS.findall(re.sub(r'"[^"]*"', "", selector)))


def styled() -> set[str]:
    """Return each class that a rule of ours names."""
    return {name for sheet in SHEETS for rule in rules(sheet) for part in rule.selectors for name in classes(part)}


def templates() -> list[str]:
    files = sorted((BASE / "templates").rglob("*.html"))
    return [file.read_text(encoding="utf-8") for file in files if "mail" not in file.parts]


def sources() -> Iterator[str]:
    """Yield what may name a class: attributes of templates, and words in quotes of scripts and modules.

    In a module a plain word counts on a line about classes only: `pult` may be an address, too.
    """
    for text in templates():
        for pattern in (ATTRIBUTE, BLOCK, FIELD):
            yield from pattern.findall(text)
    for script in (BASE / "static" / "js").glob("*.js"):
        yield from _quoted(script.read_text(encoding="utf-8"))
    for module in (file for app in APPS for file in (BASE / app).rglob("*.py")):
        for line in module.read_text(encoding="utf-8").splitlines():
            about = "class" in line or "klasse" in line
            yield from (word for word in _quoted(line) if about or "-" in word)


def _quoted(text: str) -> Iterator[str]:
    yield from (one or other for one, other in QUOTED.findall(text))


def missing_sheets(page: Any) -> list[str]:
    """Return each selector that meets an element of the page, whose sheet the page does not load."""
    loaded = _loaded(page)
    there = {word for names in page.xpath("//@class") for word in names.split()}
    return [
        f"{sheet.stem} for {selector}"
        for sheet in SHEETS
        if sheet not in DRUCK and sheet.stem not in loaded
        for selector, named in _selectors(sheet)
        if named <= there and _meets(page, selector)
    ]


def _loaded(page: Any) -> set[str]:
    """Return the names of the sheets that a page loads, those in its bundles, too."""
    linked = [link.removeprefix("/static/") for link in page.xpath("//link[@rel='stylesheet']/@href")]
    return {Path(part).stem for link in linked for part in BUENDEL.get(link, (link,))}


@cache
def _selectors(sheet: Path) -> list[tuple[str, set[str]]]:
    """Return each selector of a sheet that names a class, with its classes."""
    found = sorted({selector for rule in rules(sheet) for selector in rule.selectors})
    return [(selector, named) for selector in found if (named := classes(selector))]


def _meets(page: Any, selector: str) -> bool:
    try:
        return bool(page.cssselect(re.sub(r"::?[a-z-]+(?:\([^)]*\))?$", "", selector)))
    except SelectorError:
        return True
