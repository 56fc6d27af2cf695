"""The reference validator, veraPDF, finds no fault in anything the portal prints."""

import os
from pathlib import Path

import pikepdf
import pytest

from bildungskommune.beispiel import laden
from bildungskommune.fassungen import satz
from bildungskommune.fassungen.models import Druckauftrag
from script import verapdf
from tests.satz.beispieldrucke import print_all
from tests.satz.lesen import drucke
from tests.satz.muster import kontext
from tests.satz.stufen import STUFEN
from tests.satz.zerrissen import ZERRISSEN


@pytest.fixture(scope="module", autouse=True)
def _there() -> None:
    """Skip where neither Java nor Maven can be had, but never in continuous integration."""
    try:
        verapdf.prepare()
    except verapdf.Unavailable as reason:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(reason))


def failures(folder: Path) -> dict[str, object]:
    """Return what veraPDF finds wrong, by file and flavour; every file is looked at in both."""
    files = sorted(folder.glob("*.pdf"))
    found = verapdf.validate(files)
    assert [(one.file, one.flavour) for one in found] == [(str(f), fl) for f in files for fl in verapdf.FLAVOURS]
    # None was passed over: the smallest print, two words on a table sign, has 902 assertions in ua1.
    assert all(one.assertions > 500 for one in found)
    return {f"{Path(one.file).name} {one.flavour}": one.failures for one in found if not one.compliant}


def test_each_stage_and_torn_things_conform_to_both_standards(tmp_path: Path) -> None:
    for template, entwurf in [*((one, False) for one in STUFEN), ("druck/leitbild.html", True)]:
        inhalt = STUFEN[template]()
        html = satz.html_fuer(template, kontext(inhalt, entwurf=entwurf))
        pdf = satz.print_pdf(html, title=inhalt["titel"]).pdf
        (tmp_path / f"{inhalt['art']}-{entwurf}.pdf").write_bytes(pdf)
        gross = satz.print_pdf(html, title=inhalt["titel"], gross=True).pdf
        (tmp_path / f"{inhalt['art']}-{entwurf}-gross.pdf").write_bytes(gross)
    (tmp_path / "zerrissen.pdf").write_bytes(drucke(ZERRISSEN))

    assert failures(tmp_path) == {}


@pytest.mark.django_db
def test_each_print_of_the_sample_conforms_to_both_standards(tmp_path: Path) -> None:
    laden.load()
    print_all(tmp_path)

    of_texts = Druckauftrag.objects.exclude(fassung__art="leichte_sprache")
    pages = dict(of_texts.values_list("fassung__definition", "seiten"))
    assert pages["leitbild"] <= 15
    assert pages["konzept"] <= 30
    assert pages["massnahmenplan"] <= 52, "forty Steckbriefe, a page each but for some long ones"

    assert len(list(tmp_path.glob("*.pdf"))) == 37
    assert failures(tmp_path) == {}


def test_a_print_without_its_marks_is_refused(tmp_path: Path) -> None:
    good = tmp_path / "good.pdf"
    good.write_bytes(drucke("<p>Text</p>"))
    with pikepdf.open(good) as datei:
        del datei.Root["/MarkInfo"]
        datei.save(tmp_path / "bad.pdf")

    found = verapdf.validate([tmp_path / "bad.pdf", good], ["ua1"])

    assert [one.compliant for one in found] == [False, True]
    assert [fault["rule"] for fault in found[0].failures] == ["6.2-1"]
