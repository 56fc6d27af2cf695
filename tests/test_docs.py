"""The documents keep their promises: settings, links, commands, words on buttons, retention."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import get_commands

from bildungskommune.akte.datei import parse
from bildungskommune.akte.einlesen import einlesen
from bildungskommune.env import REQUIRED

ROOT = Path(__file__).parent.parent
HANDBUCH = ROOT / "docs" / "handbuch"
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
READS_SETTING = re.compile(r'env\.\w+\(\s*"([A-Z_]+)"')
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

    documented = {row[0].strip("` ") for row in table_rows(ROOT / "README.md") if re.fullmatch(r"`[A-Z_]+`", row[0])}

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
