"""The style sheets of the house: in layers, colours in tokens alone, each class in use, each page with its sheets."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
import tinycss2
from django.contrib.staticfiles.finders import find
from django.test import Client
from pytest_django.fixtures import Settings
from tinycss2.color4 import parse_color

from bildungskommune.ui.buendel import BUENDEL, put_together
from bildungskommune.ui.kern_auswahl import select_rules
from tests.factories import make_konto
from tests.ui.stile import (
    ATTRIBUTE,
    DRUCK,
    SHEETS,
    STILE,
    TOKENS,
    keyword,
    nodes,
    order,
    prelude,
    rules,
    sources,
    styled,
    templates,
)

# Classes that no rule names, and what they are for.
HOOKS = {"thema__leer": "karten.js takes the sentence away when the first card arrives"}
NAMELESS = re.compile(r"[\w-]*\{\{.*?\}\}[\w-]*|\{%.*?%\}", re.DOTALL)
STEM = re.compile(r"[\w-]+(?:--|__|-)(?=\{)")


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: str(sheet.relative_to(STILE)))
def test_sheet_lies_in_one_layer(sheet: Path) -> None:
    outside = {keyword(node) for node in nodes(sheet)}
    layers = [prelude(node) for node in nodes(sheet) if keyword(node) == "layer" and node.content is not None]

    assert outside <= {"layer", "page", "font-face"}
    assert len(layers) == 1 or outside == {"font-face"}
    assert set(layers) <= set(order())


def test_layers_of_kern_have_their_place() -> None:
    built = re.findall(r"@layer ([\w-]+)", select_rules("h1{top:0} .kern-btn{top:0}"))

    assert [name for name in order() if name.startswith("kern")] == built


def test_colours_stand_in_tokens_alone() -> None:
    found = [
        f"{rule}: {colour}"
        for sheet in SHEETS
        if sheet != TOKENS
        for rule in rules(sheet)
        for declaration in rule.declarations
        for colour in _colours(declaration.value)
    ]

    assert found == []


def _colours(tokens: Iterable[Any]) -> Iterator[str]:
    for token in tokens:
        text = tinycss2.serialize([token])
        if token.type in {"ident", "hash", "function"} and parse_color(token) is not None:
            if text not in {"transparent", "currentcolor"}:
                yield text
        elif token.type == "function":
            yield from _colours(token.arguments)


def test_colours_in_the_margin_of_the_pdf_are_those_of_tokens() -> None:
    margin = re.findall(r"color: (#\w+);", (STILE / "druck" / "seite.css").read_text(encoding="utf-8"))
    ink = re.findall(r"--tinte(?:-2)?: (#\w+);", TOKENS.read_text(encoding="utf-8"))

    assert set(margin) == set(ink[:2])


def test_more_than_two_declarations_stand_one_a_line() -> None:
    crowded = [
        str(rule)
        for sheet in SHEETS
        for rule in rules(sheet)
        if len(rule.declarations) > 2
        and len({rule.line} | {part.source_line for part in rule.declarations}) <= len(rule.declarations)
    ]

    assert crowded == []


def test_selectors_have_one_rule_in_their_sheet() -> None:
    count = Counter((sheet.name, rule.media, rule.selectors) for sheet in SHEETS for rule in rules(sheet))

    assert [where for where, times in count.items() if times > 1] == []


def test_every_class_of_the_styles_is_used() -> None:
    named = list(sources())
    words = {word for text in named for word in re.findall(r"[\w-]+", text)}
    stems = tuple({stem for text in named for stem in STEM.findall(text)})

    assert sorted(name for name in styled() if name not in words and not name.startswith(stems)) == []


def test_every_class_of_the_pages_has_a_rule() -> None:
    found = [NAMELESS.sub(" ", attribute) for text in templates() for attribute in ATTRIBUTE.findall(text)]
    used = {word for attribute in found for word in attribute.split() if not word.startswith("kern-")}

    assert sorted(used - styled()) == sorted(HOOKS)


def test_every_sheet_is_linked_and_every_link_leads_to_one() -> None:
    linked = {name for text in templates() for name in re.findall(r'"css/([\w/-]+\.css)"', text)}
    bundled = [part.removeprefix("css/") for parts in BUENDEL.values() for part in parts if part.startswith("css/")]

    assert linked | set(bundled) == {str(sheet.relative_to(STILE)) for sheet in SHEETS if sheet not in DRUCK}
    assert len(bundled) == len(set(bundled))


def test_a_page_loads_one_sheet_and_the_desk_two(client: Client, db: None) -> None:
    reader = client.get("/").content.decode()
    client.force_login(make_konto("stabsstelle"))
    desk = client.get("/verwaltung/").content.decode()

    links = [re.findall(r'<link rel="stylesheet" href="/static/([\w/.-]+)"', page) for page in (reader, desk)]

    assert links == [["buendel/portal.css"], ["buendel/portal.css", "buendel/verwaltung.css"]]


def test_bundle_holds_every_rule_in_its_order_and_finds_its_fonts() -> None:
    text = put_together("buendel/portal.css").read_text(encoding="utf-8")

    at = [text.index(sheet.read_text(encoding="utf-8")[:200]) for sheet in (TOKENS, STILE / "base.css")]
    assert at == sorted(at)
    assert text.startswith(TOKENS.read_text(encoding="utf-8"))
    assert "@media print {" in text
    fonts = re.findall(r'url\("(\.\./schriften/[\w-]+\.woff2)"', text)
    assert len(fonts) == 5
    assert all(find(font.removeprefix("../")) for font in fonts)


def test_bundle_is_put_together_anew_when_a_sheet_changes(tmp_path: Path, settings: Settings) -> None:
    settings.VAR_DIR = tmp_path
    first = put_together("buendel/verwaltung.css")
    first.write_text("alt", encoding="utf-8")

    assert find("buendel/verwaltung.css") == str(first)
    assert "vkopf" in first.read_text(encoding="utf-8")


def test_the_order_of_layers_is_read_first() -> None:
    first = {re.findall(r'"((?:css|schriften)/[\w/-]+\.css)"', text)[0] for text in templates() if "kern.css" in text}

    assert first | {BUENDEL["buendel/portal.css"][0]} == {"css/tokens.css"}


def test_block_has_one_home_among_the_sheets_of_the_screen() -> None:
    homes: dict[str, set[str]] = {}
    for sheet in (one for one in SHEETS if one.parent.name == "components"):
        for selector in (one for rule in rules(sheet) for one in rule.selectors):
            if own := re.fullmatch(r"\.([a-z0-9-]+)__[\w-]+", selector):
                homes.setdefault(own[1], set()).add(sheet.stem)

    assert {block: where for block, where in homes.items() if len(where) > 1} == {}
    assert len(homes) > 30
