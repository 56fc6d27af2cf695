"""Cut KERN's one big style sheet down to the components this portal uses.

The package ships a single file of 340 KB, mostly grid, utilities and icons. Rules
for classes outside `BAUSTEINE` go, everything without a class stays. What stays lies in two
layers, whose place among ours is named at the top of tokens.css: the rules without a class
below our own for elements, those of the components above them.
"""

import re
from collections.abc import Callable, Iterable

import tinycss2
from tinycss2 import ast

BAUSTEINE = (
    "kern-btn",
    "kern-error",
    "kern-fieldset",
    "kern-form-check",
    "kern-form-input",
    "kern-hint",
    "kern-label",
)
_KLASSE = re.compile(r"\.(kern-[a-z0-9]+(?:-[a-z0-9]+)*)")
_VARIABLE = re.compile(r"var\(\s*(--kern-[a-z0-9-]+)")


def select_rules(css: str) -> str:
    """Return the style sheet in two layers, with the rules of unused components and tokens left out."""
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    elements = "".join(_keep(rules, lambda selector: not _KLASSE.search(selector)))
    components = "".join(_keep(rules, lambda selector: bool(_KLASSE.search(selector))))
    return _drop_unused_tokens(f"@layer kern-elemente {{\n{elements}}}\n@layer kern {{\n{components}}}\n")


def _keep(rules: Iterable[ast.Node], belongs: Callable[[str], bool]) -> Iterable[str]:
    for rule in rules:
        if isinstance(rule, ast.QualifiedRule):
            wanted = _wanted_selectors(tinycss2.serialize(rule.prelude))
            selectors = ",".join(selector for selector in wanted if belongs(selector))
            if selectors:
                yield f"{selectors}{{{_compact(tinycss2.serialize(rule.content))}}}\n"
        elif isinstance(rule, ast.AtRule) and rule.lower_at_keyword == "media":
            inner = "".join(
                _keep(tinycss2.parse_rule_list(rule.content or [], skip_comments=True, skip_whitespace=True), belongs)
            )
            if inner:
                yield f"@media{tinycss2.serialize(rule.prelude)}{{{inner}}}\n"


def _wanted_selectors(prelude: str) -> list[str]:
    return [selector for selector in _split(prelude) if _is_wanted(selector)]


def _split(prelude: str) -> list[str]:
    """Split at the commas outside brackets: `:is(a, b) c, d` gives two selectors."""
    parts, depth, current = [], 0, ""
    for char in _compact(prelude):
        depth += (char in "([") - (char in ")]")
        if char == "," and depth == 0:
            parts.append(current.strip())
            current = ""
        else:
            current += char
    return [*parts, current.strip()]


def _is_wanted(selector: str) -> bool:
    if "data-kern-theme" in selector and not selector.startswith(":is(body"):
        return False
    if selector.startswith((":is(body", ":root", "html", "body:not")):
        return True
    classes = _KLASSE.findall(selector)
    return all(any(c == b or c.startswith(f"{b}-") for b in BAUSTEINE) for c in classes)


def _compact(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)).strip()


def _drop_unused_tokens(css: str) -> str:
    """Leave out custom properties that nothing refers to; repeat, as they refer to each other."""
    before = ""
    while before != css:
        before, css = css, _drop_once(css)
    return re.sub(r"[^{}]+\{\s*\}\n?", "", css)


def _drop_once(css: str) -> str:
    used = set(_VARIABLE.findall(css))

    def keep(found: re.Match[str]) -> str:
        return found[0] if found[1] in used else ""

    return re.sub(r"(--kern-[a-z0-9-]+)\s*:[^;{}]*(?:;|(?=\}))\s*", keep, css)
