"""What goes in comes out: bytes, pages, attachments, refusals."""

import json
import logging
import re
from datetime import UTC, datetime
from io import BytesIO

import pikepdf
import pytest

from bildungskommune.fassungen import satz
from bildungskommune.fassungen.satz import progress
from tests.satz.lesen import SEITE, drucke
from tests.satz.muster import kontext
from tests.satz.muster_leitbild import leitbild

ANLAGE = satz.Anlage("inhalt.json", "Inhalt", b'{"a": 1}', "application/json", datetime(2026, 5, 28, tzinfo=UTC))


def test_same_input_gives_the_same_bytes() -> None:
    html = satz.html_fuer("druck/leitbild.html", kontext(leitbild()))

    first = satz.print_pdf(html, title="Leitbild", attachments=[ANLAGE])
    second = satz.print_pdf(html, title="Leitbild", attachments=[ANLAGE])

    assert first == second


def test_worker_that_is_told_to_end_within_a_picture_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    def told_to_end(*args: object) -> None:
        raise SystemExit(15)

    monkeypatch.setattr("weasyprint.svg.SVG.draw", told_to_end)
    picture = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/%3E"

    with pytest.raises(SystemExit):
        drucke(f'<p><img alt="Knoten" src="{picture}"></p>')


def test_key_changes_with_html_and_attachment_only() -> None:
    other = satz.Anlage("inhalt.json", "Inhalt", b'{"a": 2}', "application/json", ANLAGE.erstellt)

    keys = {satz.schluessel("<p>", [ANLAGE]), satz.schluessel("<b>", [ANLAGE]), satz.schluessel("<p>", [other])}

    assert len(keys) == 3
    assert satz.schluessel("<p>", [ANLAGE]) in keys


def test_snapshot_travels_inside_to_the_letter() -> None:
    inhalt = json.dumps(leitbild(), ensure_ascii=False).encode()
    anlage = satz.Anlage("leitbild.json", "Inhalt der Fassung", inhalt, "application/json", ANLAGE.erstellt)

    pdf = satz.print_pdf(SEITE.format(""), title="Probe", attachments=[ANLAGE, anlage]).pdf

    with pikepdf.open(BytesIO(pdf)) as datei:
        assert datei.attachments["leitbild.json"].get_file().read_bytes() == inhalt
        assert [str(ziel.AFRelationship) for ziel in datei.Root.AF] == ["/Data", "/Data"]
    assert satz.pruefen(pdf) == []


def test_progress_hears_each_page_once() -> None:
    seiten: list[int] = []

    druck = satz.print_pdf(SEITE.format("<p class=neue-seite>Text</p>" * 4), title="Probe", progress=seiten.append)

    assert seiten == [1, 2, 3, 4, 5][: druck.seiten]
    assert druck.seiten >= 4


def test_progress_may_cancel() -> None:
    class Cancelled(Exception):
        pass

    def cancel(seite: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        satz.print_pdf(SEITE.format(""), title="Probe", progress=cancel)


def test_page_budget_stops_the_render(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "SEITEN_HOECHSTENS", 2)

    with pytest.raises(satz.SatzFehler, match="länger als 2 Seiten"):
        drucke("<p class=neue-seite>Text</p>" * 5)


@pytest.mark.parametrize(
    "koerper",
    [
        '<img src="file:///etc/passwd" alt="Bild">',
        '<img src="https://fremd.example/bild.png" alt="Bild">',
        '<img src="satz:///../settings.py" alt="Bild">',
        '<link rel="attachment" href="file:///etc/passwd">',
        '<img src="data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22/%3E">',
        '<a href="#nirgends">Verweis</a>',
    ],
)
def test_what_is_not_ours_or_not_accessible_fails_the_job(koerper: str) -> None:
    with pytest.raises(satz.SatzFehler):
        drucke(koerper)


def test_missing_language_fails_the_job() -> None:
    with pytest.raises(satz.SatzFehler):
        satz.print_pdf("<!doctype html><html><head><title>x</title></head><body>x</body></html>", title="x")


def test_logger_is_as_before_after_a_failed_job() -> None:
    vorher = logging.getLogger("weasyprint").handlers[:]

    with pytest.raises(satz.SatzFehler):
        drucke('<img src="file:///etc/passwd" alt="Bild">')

    assert logging.getLogger("weasyprint").handlers == vorher
    assert satz.pruefen(drucke("")) == []


def test_characters_without_glyph_are_named() -> None:
    pdf = drucke("<p>Ein Bus 🚌🏽 nach Łódź, Привет, 漢字 und e\u0301.</p>")

    assert satz.pruefen(pdf) == []
    assert satz.print_pdf(SEITE.format("<p>Bus [Emoji]</p>"), title="P") == satz.print_pdf(
        SEITE.format("<p>Bus 🚌</p>"), title="P"
    )


def test_links_of_the_portal_become_absolute() -> None:
    html = satz.html_fuer("druck/leitbild.html", kontext(leitbild()))

    ziele = set(re.findall(r'href="([^"]+)"', html))

    assert "https://bildung.example/stelle/" in ziele
    assert {ziel for ziel in ziele if ziel.startswith("/")} == set()
