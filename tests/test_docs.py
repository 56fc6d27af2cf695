"""The documents keep their promises: settings, links, commands, words on buttons, retention."""

import re
import subprocess
import tomllib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.apps import apps
from django.core.management import get_commands

from bildungskommune.akte.datei import parse
from bildungskommune.akte.einlesen import einlesen
from bildungskommune.env import REQUIRED
from bildungskommune.hilfe import handbuch
from bildungskommune.wegweiser import chapter_for

ROOT = Path(__file__).parent.parent
HANDBUCH = ROOT / "docs" / "handbuch"
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
NAMED_TEST = re.compile(r"\[`(test_\w+)`\]\(\.\./(tests/[\w/]+\.py)\)")
NAMED_FILE = re.compile(r"`(\w[\w.-]*/[\w./-]+|\.?\w[\w.-]*\.(?:py|yml|json|lock|txt)|\.dockerignore)`")
READS_SETTING = re.compile(r'env\.\w+\(\s*"([A-Z][A-Z0-9_]+)"')
RETENTION = re.compile(r"Retention: (.+?)\.?\s*$", re.DOTALL)
# Folders of machines this was written or tested on, and notes to oneself.
FORBIDDEN = re.compile(r"(?<![\w.])/(?:work|root|home|tmp/\w)[/\w]*|\bTODO\b|\bFIXME\b|\bXXX\b")


def documents() -> list[Path]:
    """Every Markdown file of the repository, tracked or about to be."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.md"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\n")
    return [ROOT / name for name in listed if name and (ROOT / name).exists()]


def anchors(path: Path) -> set[str]:
    """The addresses of a document's headings, as forges make them."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", path.read_text()), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def broken_links(path: Path) -> Iterator[str]:
    for target in LINK.findall(FENCE.sub("", path.read_text())):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        found = (path.parent / name) if name else path
        if not found.exists() or (anchor and anchor not in anchors(found)):
            yield target


def table_rows(path: Path) -> list[list[str]]:
    lines = [line for line in path.read_text().splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


def on_screen() -> str:
    """Every text that a page may show, templates and source, without regard to capitals."""
    folders = ("templates", "bildungskommune", "workshops", "leitbild", "konzept", "massnahmen")
    files = [path for name in folders for end in ("html", "py") for path in (ROOT / name).rglob(f"*.{end}")]
    return " ".join("\n".join(path.read_text() for path in files).lower().split())


@pytest.mark.parametrize("path", documents(), ids=lambda path: str(path.relative_to(ROOT)))
def test_document_has_no_broken_link_and_no_word_about_a_machine(path: Path) -> None:
    assert list(broken_links(path)) == []
    assert FORBIDDEN.findall(path.read_text()) == []


def test_every_setting_is_in_the_readme() -> None:
    sources = [ROOT / "bildungskommune" / name for name in ("settings.py", "env.py")]
    read = {name for source in sources for name in READS_SETTING.findall(source.read_text())} | set(REQUIRED)

    documented = {
        row[0].strip("` ") for row in table_rows(ROOT / "README.md") if re.fullmatch(r"`[A-Z][A-Z0-9_]+`", row[0])
    }

    assert documented == read


def test_commands_in_the_documents_exist() -> None:
    texts = "\n".join(path.read_text() for path in documents())
    named = set(re.findall(r"manage\.py ([a-z_]+)", texts))
    scripts = set(re.findall(r"(?<![\w./])((?:script|\.ci)/[a-z]+)\b(?![./])", texts))

    assert sorted(named - set(get_commands())) == []
    assert sorted(name for name in scripts if not (ROOT / name).is_file()) == []


def test_map_of_the_code_names_every_part_of_the_kernel() -> None:
    parts = {path.parent.name for path in (ROOT / "bildungskommune").glob("*/__init__.py")}

    listed = re.search(r"^  (akteure .+)$", (ROOT / "README.md").read_text(), re.MULTILINE)

    assert listed is not None
    assert sorted(listed[1].split()) == sorted(parts)


def test_pictures_are_small() -> None:
    pictures = list((ROOT / "docs" / "bilder").iterdir())

    assert [path.name for path in pictures if path.stat().st_size > 200_000] == []


def test_buttons_in_the_handbook_are_on_the_screen() -> None:
    screen = on_screen()

    named = {word for path in HANDBUCH.glob("*.md") for word in re.findall(r"\*\*(.+?)\*\*", path.read_text())}

    assert sorted(word for word in named if word.rstrip(".").lower() not in screen) == []


def test_every_page_of_the_desk_leads_to_its_chapter() -> None:
    desk = {name for name in addresses_of_the_desk() if name not in {"v-hilfe", "v-hilfe-kapitel"}}

    assert sorted(name for name in desk if chapter_for(name) not in handbuch.chapters()) == []


def addresses_of_the_desk() -> set[str]:
    lines = (ROOT / "tests" / "zugriff.txt").read_text().splitlines()[1:]
    return {name for name in (line.split()[0] for line in lines) if name.startswith(("v-", "pult", "konto"))}


def test_every_chapter_is_reached_from_a_page() -> None:
    reached = {chapter_for(name) for name in addresses_of_the_desk()}

    assert set(handbuch.chapters()) - reached - {handbuch.INHALT, handbuch.GLOSSAR, "publikationen"} == set()


def test_handbook_lists_all_its_pages() -> None:
    listed = set(LINK.findall((HANDBUCH / "README.md").read_text()))

    assert sorted(path.name for path in HANDBUCH.glob("*.md") if path.name not in listed | {"README.md"}) == []


def test_retention_on_the_privacy_page_is_what_the_models_declare() -> None:
    declared = {}
    for model in apps.get_models():
        found = RETENTION.search(model.__doc__ or "")
        if found:
            declared[f"`{model._meta.app_label}.{model.__name__}`"] = " ".join(found[1].split())

    written = {row[1]: row[2] for row in table_rows(ROOT / "docs" / "privacy.md") if row[1].startswith("`")}

    assert written == declared


@pytest.mark.django_db
def test_example_of_a_verfahrensakte_can_be_read() -> None:
    text = (ROOT / "docs" / "verfahrensakte.md").read_text()
    example = re.search(r"^```yaml\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)

    assert example is not None
    assert einlesen(parse(example[1])).neu["massnahmen"] == 1
    assert einlesen(parse(example[1])).changes == 0


def test_security_names_files_and_tests_that_exist() -> None:
    text = (ROOT / "docs" / "security.md").read_text()
    files, tests = set(NAMED_FILE.findall(text)), set(NAMED_TEST.findall(text))

    assert sorted(name for name in files if not (ROOT / name).exists()) == []
    assert sorted(test for test, path in tests if f"def {test}(" not in (ROOT / path).read_text()) == []
    assert text.count("`test_") == len(NAMED_TEST.findall(text))
    assert min(len(files), len(tests)) > 30


def test_security_counts_what_it_lists() -> None:
    text = (ROOT / "docs" / "security.md").read_text()
    rows = [row for row in table_rows(ROOT / "docs" / "security.md") if re.fullmatch(r"\d+\.\d+\.\d+", row[0])]
    said = re.search(r"Of (\d+) requirements (\d+) are held,\s(\d+) are\sopen,\s(\d+) concern", " ".join(text.split()))

    assert said is not None
    total, held, still_open, absent = map(int, said.groups())
    assert [row[3] for row in rows].count("held") == held
    assert [row[3] for row in rows].count("**open**") == still_open
    assert len({row[0] for row in rows}) == len(rows) == total - absent
    not_here = " ".join(re.findall(r"^Not here: (.+?)$\n\n", text, re.MULTILINE | re.DOTALL))
    assert len(re.findall(r"\d+\.\d+\.\d+", not_here)) == absent


def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]  # type: ignore[no-any-return]


def test_publiccode_says_what_the_standard_asks_for() -> None:
    code = yaml.safe_load((ROOT / "publiccode.yaml").read_text())
    german = code["description"]["de"]

    asked = {"name", "url", "platforms", "developmentStatus", "softwareType", "legal", "maintenance", "localisation"}
    assert asked - set(code) == set()
    assert (code["publiccodeYmlVersion"], code["developmentStatus"], code["softwareType"]) == (
        "0.4",
        "beta",
        "standalone/web",
    )
    assert len(german["shortDescription"]) <= 150
    assert 150 <= len(german["longDescription"]) <= 10_000
    assert german["features"]
    assert code["maintenance"]["contacts"]
    assert code["localisation"]["availableLanguages"] == ["de"]


def test_version_and_licence_are_the_same_everywhere() -> None:
    code = yaml.safe_load((ROOT / "publiccode.yaml").read_text())
    releases = re.findall(r"^## \[(\d[^\]]*)\] - (\S+)$", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)

    assert (code["softwareVersion"], code["releaseDate"]) == releases[0]
    assert (project()["version"], project()["license"]) == (releases[0][0], code["legal"]["license"])


def test_hooks_fetch_nothing() -> None:
    text = (ROOT / ".pre-commit-config.yaml").read_text()
    hooks = [hook for repo in yaml.safe_load(text)["repos"] for hook in repo["hooks"]]

    assert {repo["repo"] for repo in yaml.safe_load(text)["repos"]} == {"local"}
    assert "://" not in text
    assert [hook["id"] for hook in hooks if hook["language"] != "system"] == []
    assert [hook["id"] for hook in hooks if not (ROOT / hook["entry"].split()[0]).exists()] == []


def test_desk_kit_has_what_contributing_names() -> None:
    table = (ROOT / "CONTRIBUTING.md").read_text().split("## The desk kit")[1].split("##")[0]
    named = re.findall(r"`([a-z]+)\.(\w+)`", table)

    missing = [
        f"{room}.{name}" for room, name in named if not hasattr(import_module(f"bildungskommune.werkbank.{room}"), name)
    ]

    assert missing == []
    assert len(named) > 10


def test_modules_of_a_stage_that_contributing_names_are_modules_of_some_stage() -> None:
    section = (ROOT / "CONTRIBUTING.md").read_text().split("## Add a stage")[1].split("##")[0]
    stages = ("workshops", "leitbild", "konzept", "massnahmen")

    named = set(re.findall(r"`([a-z]+\.py)`", section))

    assert sorted(name for name in named if not any((ROOT / stage / name).exists() for stage in stages)) == []
