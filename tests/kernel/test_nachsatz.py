"""A frozen text that is set once more gives the same bytes, or it is told whether layout or text differ, and why."""

import hashlib
import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from bildungskommune.fassungen import auftraege, druck, satz, setzen
from bildungskommune.fassungen.models import Ausdruck, Fassung
from tests.kernel.bauen import make_published

pytestmark = pytest.mark.django_db


def set_anew() -> tuple[str, bool]:
    """Return what the command says, and whether it fails."""
    out = StringIO()
    try:
        call_command("fassungen_pruefen", "--neu-setzen", stdout=out)
    except CommandError:
        return out.getvalue(), True
    return out.getvalue(), False


def print_of_yesterday(fassung: Fassung, old: str, new: str, **werkzeug: str) -> str:
    """Keep a PDF of the Fassung as another version of the portal would have set it; return the name of the file."""
    order = auftraege.claim(fassung.auftrag.pk)
    assert order is not None
    stoff = setzen.stoff(order.fassung)
    html = stoff.html.replace(old, new)
    assert html != stoff.html
    pdf = satz.print_pdf(html, title=fassung.titel, attachments=stoff.anlagen).pdf
    name = default_storage.save(f"fassungen/{fassung.pk}.pdf", ContentFile(pdf))
    with_what = {**stoff.werkzeug["pdf"], **werkzeug}
    datei = auftraege.Datei(name, hashlib.sha256(pdf).hexdigest(), len(pdf), with_what)
    assert auftraege.finish(order, key="gestern", pdf=datei, seiten=1)
    return name


def stored() -> dict[str, bytes]:
    root = Path(default_storage.path(""))
    return {path.name: path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_same_bytes_come_of_a_fassung_again_and_a_print_knows_with_what_it_was_made() -> None:
    fassung = make_published()
    assert druck.print_order(fassung.auftrag.pk)
    files, prints = stored(), list(Ausdruck.objects.values())

    said, failed = set_anew()

    assert "Neu gesetzt: Dateien 4. Dieselben Bytes 4, anders gesetzt, derselbe Text 0, anderer Text 0" in said
    assert not failed
    assert (stored(), list(Ausdruck.objects.values())) == (files, prints)
    tools = {one.form: set(one.werkzeug) for one in Ausdruck.objects.all()}
    assert {"weasyprint", "pydyf", "pango", "schriften", "stile", "vorlagen", "html"} <= tools["pdf"]
    assert [{"ebuch", "html"} <= tools["epub"], {"docx", "html"} <= tools["docx"]] == [True, True]


def test_other_layout_is_told_apart_from_another_text_with_the_tools_that_changed() -> None:
    wider, other = make_published(titel="Weiter gesetzt"), make_published(titel="Anders gesagt")
    margin = "<style>p, h1, h2 { margin-left: 9cm; font-size: 30pt }</style></head>"
    print_of_yesterday(wider, "</head>", margin, weasyprint="69.0")
    print_of_yesterday(other, "in jedem Alter", "in keinem Alter", vorlagen="0123456789ab")

    said, failed = set_anew()

    layout, text = (next(line for line in said.splitlines() if title in line) for title in ("Weiter", "Anders gesagt"))
    assert "anders gesetzt, derselbe Text (WeasyPrint 69.0 → " in layout
    assert "anderer Text (dort „" in text
    assert "keinemAlter" in text
    assert "Vorlagen 0123456789ab → " in text
    assert failed


def test_file_that_is_gone_or_was_exchanged_cannot_be_compared() -> None:
    fassung = make_published()
    name = print_of_yesterday(fassung, "in jedem Alter", "in keinem Alter")
    Path(default_storage.path(name)).write_bytes(b"%PDF-1.7")
    assert "stimmt nicht mit ihrer Prüfsumme überein" in set_anew()[0]

    default_storage.delete(name)
    said, failed = set_anew()

    assert [f"Die Datei {name} fehlt" in said, failed] == [True, True]


def test_other_code_for_word_processors_makes_another_print(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    stoff = setzen.stoff(make_published())
    before = stoff.key
    shutil.copytree(setzen.HERE, tmp_path / "fassungen")
    with (tmp_path / "fassungen" / "docx" / "text.py").open("a") as code:
        code.write("# Anders.")

    monkeypatch.setattr(setzen, "HERE", tmp_path / "fassungen")
    setzen._werkzeug.cache_clear()
    after = stoff.key
    monkeypatch.undo()
    setzen._werkzeug.cache_clear()

    assert after != before
    assert stoff.key == before
