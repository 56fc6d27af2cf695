"""Promises about the whole tree: size of modules and functions, clean templates, protected forms, Definitions."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.template.loader import get_template

from bildungskommune.audit.saetze import SONST, sentence
from bildungskommune.fassungen.registry import definitions
from bildungskommune.lifecycle import MitStatus
from bildungskommune.tracing.registry import kanten

ROOT = Path(__file__).parents[1]
PACKAGES = ("bildungskommune", "workshops", "leitbild", "konzept", "massnahmen")
SOURCES = sorted(
    path for package in PACKAGES for path in (ROOT / package).rglob("*.py") if "migrations" not in path.parts
)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
MAX_MODULE, MAX_FUNCTION, MAX_TEMPLATE = 400, 50, 160
MAX_LINE = 140
INLINE = re.compile(
    r"""\sstyle\s*=|\son[a-z]+\s*=|<style|<script(?![^>]*\b(?:src|type="application/json")\b)|\|safe\b"""
)
STAGES = re.compile(r"^\s*(?:from|import)\s+(workshops|leitbild|konzept|massnahmen)\b", re.MULTILINE)

KERNEL = ROOT / "bildungskommune"
STAGE_WORD = re.compile(
    r"workshop|kartenwand|beitr[aä]g|anmeldung|leitbild|leits[aä]tz|konzept|handlungsfeld|strategie"
    r"|ma(?:ss|ß)nahme|sachst[aä]nd|verbleib",
    re.IGNORECASE,
)
# What puts the portal together has to name its apps and their addresses.
COMPOSITION = {"settings.py", "urls.py"}
# Pages, prints and mails that belong to one stage each.
STAGE_PAGES = {"workshops", "leitbild", "konzept", "massnahmen", "druck", "mail"}
# Sentences for people may speak of what the process is about; no code there may.
PROSE = {
    "akte/schema.py",
    "buero/kartei.py",
    "buero/formulare_haus.py",
    "seiten/models.py",
}


def names(paths: list[Path]) -> list[str]:
    return [str(path.relative_to(ROOT)) for path in paths]


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_no_module_is_longer_than_400_lines() -> None:
    long = [path for path in SOURCES if len(path.read_text(encoding="utf-8").splitlines()) > MAX_MODULE]

    assert names(long) == []


def test_no_function_is_longer_than_50_lines() -> None:
    long = [
        f"{path.relative_to(ROOT)}:{node.name}"
        for path in SOURCES
        for node in functions(path)
        if (node.end_lineno or node.lineno) - node.lineno + 1 > MAX_FUNCTION
    ]

    assert long == []


def test_no_function_imports() -> None:
    inside = [
        f"{path.relative_to(ROOT)}:{node.name}"
        for path in SOURCES
        for node in functions(path)
        if any(isinstance(part, ast.Import | ast.ImportFrom) for part in ast.walk(node))
    ]

    assert inside == []


def test_kernel_imports_no_stage() -> None:
    guilty = [
        path
        for path in SOURCES
        if path.is_relative_to(ROOT / "bildungskommune") and STAGES.search(path.read_text(encoding="utf-8"))
    ]

    assert names(guilty) == []


def test_kernel_names_no_stage() -> None:
    guilty = {
        str(path.relative_to(KERNEL)): words
        for path in SOURCES
        if path.is_relative_to(KERNEL) and path.relative_to(KERNEL).as_posix() not in COMPOSITION
        if (words := stage_words(path, prose=path.relative_to(KERNEL).as_posix() in PROSE))
    }

    assert guilty == {}


def test_ui_names_nothing_above_it_even_in_a_string() -> None:
    above = {app.label for app in apps.get_app_configs()} - {"bildungskommune", "ui"}
    told = [
        f"{path.relative_to(ROOT)}: {node.value}"
        for path in sorted((KERNEL / "ui").rglob("*.py"))
        if "migrations" not in path.parts
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.fullmatch(r"\w+\.\w+", node.value)
        if node.value.partition(".")[0] in above
    ]

    assert told == []


def test_pages_of_the_kernel_link_no_page_of_a_stage() -> None:
    link = re.compile(r"""\{%\s*(?:url|menuepunkt|include|extends)\s+["']([^"']+)""")
    guilty = {
        str(path.relative_to(ROOT)): words
        for path in TEMPLATES
        if path.relative_to(ROOT / "templates").parts[0] not in STAGE_PAGES
        if (words := [name for name in link.findall(path.read_text(encoding="utf-8")) if STAGE_WORD.search(name)])
    }

    assert guilty == {}


def test_word_of_a_stage_is_found_wherever_it_stands(tmp_path: Path) -> None:
    source = tmp_path / "module.py"
    source.write_text('"""A Workshop."""\nBEITRAG = apps.get_model("leitbild.Abschnitt")\nTEXT = f"{n} Maßnahmen"\n')

    assert stage_words(source) == ["BEITRAG", "leitbild.Abschnitt", " Maßnahmen"]
    assert stage_words(source, prose=True) == ["BEITRAG", "leitbild.Abschnitt"]


def stage_words(path: Path, *, prose: bool = False) -> list[str]:
    """Return the identifiers and strings that speak of a stage; with `prose` sentences may."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    found = [word for node in ast.walk(tree) if id(node) not in docstrings for word in words_of(node)]
    return [word for word in found if STAGE_WORD.search(word) and not (prose and " " in word)]


def words_of(node: ast.AST) -> Iterator[str]:
    """Yield every name that a node uses, and its text if it is one."""
    names = (getattr(node, field, None) for field in ("id", "attr", "name", "asname", "arg", "module", "value"))
    yield from (name for name in names if isinstance(name, str))


def test_templates_have_no_inline_style_script_or_handler() -> None:
    guilty = [
        path for path in TEMPLATES if INLINE.search(path.read_text(encoding="utf-8")) and "mail" not in path.parts
    ]

    assert names(guilty) == []


def test_templates_are_short() -> None:
    long = [path for path in TEMPLATES if len(path.read_text(encoding="utf-8").splitlines()) > MAX_TEMPLATE]

    assert names(long) == []


def test_no_line_of_a_template_is_longer_than_140_characters() -> None:
    long = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in TEMPLATES
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if len(line) > MAX_LINE and "mail" not in path.parts
    ]

    assert long == []


def test_every_form_that_posts_is_protected_against_a_second_click() -> None:
    posting = re.compile(r"<form[^>]*method=\"post\".*?</form>", re.DOTALL | re.IGNORECASE)
    guilty = [
        path
        for path in TEMPLATES
        for form in posting.findall(path.read_text(encoding="utf-8"))
        if "formschutz" not in form and "allauth" not in path.parts
    ]

    assert names(guilty) == []


def test_every_definition_has_its_template() -> None:
    for what in definitions().values():
        get_template(what.template)
    assert list(definitions()) == ["dokumentation", "leitbild", "konzept", "massnahmenplan", "umsetzungsbericht"]


def test_every_event_of_the_audit_trail_is_told_in_words_of_its_own() -> None:
    calls = [
        call
        for path in SOURCES
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "record" and len(call.args) > 1
    ]
    events = [call.args[1].value for call in calls if isinstance(call.args[1], ast.Constant)]

    assert len(events) > 20
    assert [event for event in events if sentence(str(event)) == SONST] == []


def test_every_edge_joins_two_knots() -> None:
    wanted = (
        "faden_stufe",
        "faden_related",
        "faden_art",
        "faden_titel",
        "faden_datum",
        "faden_stand",
        "ist_oeffentlich",
    )
    ends = {kante.end(side) for kante in kanten() for side in ("woher", "wohin")}

    assert [(end.__name__, name) for end in ends for name in wanted if not hasattr(end, name)] == []


def test_moves_name_only_states_that_exist() -> None:
    for model in apps.get_models():
        if issubclass(model, MitStatus):
            known = set(model.STATUS.values)
            named = set(model.MOVES) | {to for following in model.MOVES.values() for to in following}

            assert named <= known, model


@pytest.mark.parametrize("model", [model for model in apps.get_models() if model.__module__.split(".")[0] in PACKAGES])
def test_model_that_holds_an_address_declares_its_retention(model: type[models.Model]) -> None:
    personal = [
        field.name
        for field in model._meta.get_fields()
        if isinstance(field, models.EmailField) or getattr(field, "name", "") in {"telefon", "autor_name"}
    ]
    exempt = {"Kommune", "Institution"}

    assert not personal or model.__name__ in exempt or "Retention" in (model.__doc__ or ""), personal
