"""The reference validator, veraPDF, finds no fault in anything the portal prints."""

import os
from pathlib import Path

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse

from bildungskommune.beispiel import laden
from bildungskommune.drucksachen import setzen
from bildungskommune.drucksachen.models import Drucksache
from bildungskommune.fassungen import druck, satz
from bildungskommune.fassungen.models import Druckauftrag
from massnahmen.models import Massnahme
from script import verapdf
from tests.factories import make_konto
from tests.satz.lesen import drucke
from tests.satz.muster import kontext
from tests.satz.stufen import STUFEN
from tests.satz.zerrissen import ZERRISSEN
from workshops.models import Workshop
from workshops.models.enums import AnmeldungStatus


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
    assert all(one.assertions > 1000 for one in found)
    return {f"{Path(one.file).name} {one.flavour}": one.failures for one in found if not one.compliant}


def test_each_stage_and_torn_things_conform_to_both_standards(tmp_path: Path) -> None:
    for template, entwurf in [*((one, False) for one in STUFEN), ("druck/leitbild.html", True)]:
        inhalt = STUFEN[template]()
        html = satz.html_fuer(template, kontext(inhalt, entwurf=entwurf))
        pdf = satz.print_pdf(html, title=inhalt["titel"]).pdf
        (tmp_path / f"{inhalt['art']}-{entwurf}.pdf").write_bytes(pdf)
    (tmp_path / "zerrissen.pdf").write_bytes(drucke(ZERRISSEN))

    assert failures(tmp_path) == {}


@pytest.mark.django_db
def test_each_print_of_the_sample_conforms_to_both_standards(tmp_path: Path) -> None:
    laden.load()
    for auftrag in Druckauftrag.objects.all():
        assert druck.print_order(auftrag.pk)
        auftrag.refresh_from_db()
        with auftrag.pdf.open("rb") as file:
            (tmp_path / f"{auftrag.fassung.definition}-{auftrag.pk}.pdf").write_bytes(file.read())

    _print_on_demand(tmp_path)

    assert len(list(tmp_path.iterdir())) == 10
    assert failures(tmp_path) == {}


def _print_on_demand(folder: Path) -> None:
    client = Client()
    client.force_login(make_konto())
    workshop = Workshop.objects.filter(anmeldungen__status=AnmeldungStatus.TEILGENOMMEN).distinct().first()
    massnahme = Massnahme.objects.filter(oeffentlich=True).first()
    assert workshop
    assert massnahme
    client.get(reverse("massnahme-pdf", args=(massnahme.kennung,)))
    client.get(reverse("v-anwesenheit-pdf", args=(workshop.pk,)))
    client.get(reverse("v-anwesenheit-bescheinigungen", args=(workshop.pk,)))
    for drucksache in Drucksache.objects.all():
        assert setzen.work(drucksache.pk)
        drucksache.refresh_from_db()
        with drucksache.pdf.open("rb") as file:
            (folder / f"{drucksache.muster}.pdf").write_bytes(file.read())


def test_a_print_without_its_marks_is_refused(tmp_path: Path) -> None:
    good = tmp_path / "good.pdf"
    good.write_bytes(drucke("<p>Text</p>"))
    with pikepdf.open(good) as datei:
        del datei.Root["/MarkInfo"]
        datei.save(tmp_path / "bad.pdf")

    found = verapdf.validate([tmp_path / "bad.pdf", good], ["ua1"])

    assert [one.compliant for one in found] == [False, True]
    assert [fault["rule"] for fault in found[0].failures] == ["6.2-1"]
