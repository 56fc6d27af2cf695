"""The fence around the rules: what a report of coverage says about them is read right."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from coverage import Coverage

from script import deckung

ROOT = Path(__file__).parent.parent


def file_of(reached: float, *, lines: tuple[int, ...] = (), ways: tuple[tuple[int, int], ...] = ()) -> dict[str, Any]:
    return {
        "summary": {"percent_covered": reached},
        "missing_lines": list(lines),
        "missing_branches": [list(way) for way in ways],
    }


def report(**files: dict[str, Any]) -> dict[str, Any]:
    """Return a report in which every rule is reached, but for the files named by their place in the list."""
    whole = {name: file_of(100.0) for name in deckung.RULES}
    return {"files": whole | {deckung.RULES[int(place[1:])]: file for place, file in files.items()}}


def run(path: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "script.deckung", str(path)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_every_module_of_rules_exists_and_is_named_once() -> None:
    assert [name for name in deckung.RULES if not (ROOT / name).is_file()] == []
    assert sorted(set(deckung.RULES)) == sorted(deckung.RULES)


def test_report_in_which_all_rules_are_reached_has_no_fault() -> None:
    assert deckung.faults(report()) == []


@pytest.mark.parametrize(("reached", "is_fault"), [(94.99, True), (95.0, False), (95.01, False)])
def test_the_mark_itself_is_enough(reached: float, is_fault: bool) -> None:
    assert bool(deckung.faults(report(r0=file_of(reached)))) is is_fault


def test_fault_names_the_lines_and_the_ways_that_nothing_took() -> None:
    short = file_of(80.0, lines=(12, 13), ways=((11, 12), (20, -18)))

    assert deckung.faults(report(r1=short)) == [
        f"{deckung.RULES[1]}: 80.0 % statt 95 % (Zeilen 12, 13; Zweige 11→12, 20→-18)"
    ]


def test_report_of_lines_alone_says_so_with_a_dash() -> None:
    short = {"summary": {"percent_covered": 50.0}, "missing_lines": []}

    assert deckung.faults(report(r2=short)) == [f"{deckung.RULES[2]}: 50.0 % statt 95 % (Zeilen –; Zweige –)"]


def test_module_that_the_report_does_not_know_is_a_fault() -> None:
    """A module that was renamed must not slip out of the fence."""
    known = report()
    del known["files"][deckung.RULES[3]]

    assert deckung.faults(known) == [f"{deckung.RULES[3]}: steht nicht im Bericht"]


def test_file_that_is_no_rule_may_be_tried_little() -> None:
    known = report()
    known["files"]["workshops/apps.py"] = file_of(0.0)

    assert deckung.faults(known) == []


def test_command_ends_well_when_all_is_reached(tmp_path: Path) -> None:
    path = tmp_path / "bericht.json"
    path.write_text(json.dumps(report()), encoding="utf-8")

    done = run(path)

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"Regeln: {len(deckung.RULES)} Module, jedes zu mindestens 95 % geprüft.\n"


def test_command_fails_and_says_where(tmp_path: Path) -> None:
    path = tmp_path / "bericht.json"
    path.write_text(json.dumps(report(r0=file_of(10.0), r4=file_of(20.0))), encoding="utf-8")

    done = run(path)

    assert done.returncode == 1
    assert done.stdout == ""
    assert [line.partition(":")[0] for line in done.stderr.splitlines()] == [
        deckung.RULES[0],
        deckung.RULES[4],
        "Fehler",
    ]


def test_branches_are_counted_at_all(tmp_path: Path) -> None:
    """The mark is for lines and branches: without `branch` in pyproject.toml it would say much less."""
    (tmp_path / "weiche.py").write_text("import sys\nif len(sys.argv) > 5:\n    print(1)\n", encoding="utf-8")
    command = [sys.executable, "-m", "coverage"]
    config = f"--rcfile={ROOT / 'pyproject.toml'}"
    subprocess.run([*command, "run", config, "--source=.", "weiche.py"], cwd=tmp_path, check=True)
    subprocess.run([*command, "json", config, "-o", "bericht.json"], cwd=tmp_path, check=True, capture_output=True)

    found = json.loads((tmp_path / "bericht.json").read_text(encoding="utf-8"))["files"]["weiche.py"]

    assert found["missing_branches"] == [[2, 3]]


def test_settings_count_the_rules_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "deckung.ini"

    command = [sys.executable, "-m", "script.deckung", "--nur-regeln", str(path)]
    subprocess.run(command, cwd=ROOT, check=True)

    found = Coverage(config_file=str(path))
    assert found.get_option("run:include") == list(deckung.RULES)
    assert found.get_option("run:branch") is True
