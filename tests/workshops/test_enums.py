"""Each state stands once, in models/enums.py; everybody else says it by its name."""

import ast
from pathlib import Path

import pytest

from workshops.models.enums import (
    EXPECTED,
    HOLDS_SEAT,
    REACHED,
    TICKED,
    AnmeldungStatus,
    BeitragStatus,
    ReihenStatus,
    WorkshopStatus,
)

ROOT = Path(__file__).parent.parent.parent
SOURCES = [
    path
    for path in sorted((ROOT / "workshops").rglob("*.py"))
    if "migrations" not in path.parts and path.name != "enums.py"
]
STATES = {*AnmeldungStatus.values, *BeitragStatus.values, *ReihenStatus.values, *WorkshopStatus.values}
S = AnmeldungStatus


def _literals(node: ast.AST) -> list[str]:
    return [one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and one.value in STATES]


def _spelt_out(tree: ast.Module) -> list[str]:
    """Return the states that a filter, a lookup or a comparison with `status` spells out."""
    found: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and (node.arg or "").removesuffix("__in").endswith("status"):
            found += _literals(node.value)
        if isinstance(node, ast.Compare) and getattr(node.left, "attr", "") == "status":
            found += [word for side in node.comparators for word in _literals(side)]
    return found


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_state_is_spelt_out(path: Path):
    assert _spelt_out(ast.parse(path.read_text())) == []


def test_seats_are_held_by_all_but_those_who_wait_or_cancelled():
    assert set(AnmeldungStatus) - HOLDS_SEAT == {S.WARTELISTE, S.STORNIERT}


def test_sets_of_states_fit_together():
    assert (EXPECTED | TICKED) < HOLDS_SEAT
    assert not EXPECTED & TICKED
    assert EXPECTED | {S.EINGEGANGEN, S.WARTELISTE} == REACHED
