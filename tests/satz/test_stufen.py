"""The four stages as they are printed, read back from the PDF."""

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.conf import settings

from bildungskommune.fassungen import satz
from tests.satz.lesen import elemente
from tests.satz.muster import kontext
from tests.satz.muster_plan import massnahme, massnahmenplan
from tests.satz.stufen import STUFEN

STILE = sorted((Path(settings.BASE_DIR) / "static" / "css" / "druck").glob("*.css"))


def gedruckt(template: str, inhalt: dict[str, Any], **angaben: Any) -> satz.Druckwerk:
    return satz.print_pdf(satz.html_fuer(template, kontext(inhalt, **angaben)), title=inhalt["titel"])


def outline(pdf: bytes) -> list[str]:
    with pikepdf.open(BytesIO(pdf)) as datei, datei.open_outline() as gliederung:
        (deckblatt,) = gliederung.root
        return [punkt.title.replace("\u00a0", " ") for punkt in deckblatt.children]


@pytest.mark.parametrize("template", STUFEN)
@pytest.mark.parametrize("entwurf", [False, True])
def test_stage_has_no_findings(template: str, entwurf: bool) -> None:
    druck = gedruckt(template, STUFEN[template](), entwurf=entwurf)

    assert satz.pruefen(druck.pdf) == []


@pytest.mark.parametrize("template", STUFEN)
def test_every_entry_of_the_contents_is_a_heading(template: str) -> None:
    inhalt = STUFEN[template]()
    html = satz.html_fuer(template, kontext(inhalt))

    koepfe = set(re.findall(r'<h[2-6][^>]* id="([^"]+)"', html))

    assert {eintrag["anker"] for eintrag in kontext(inhalt)["verzeichnis"]} <= koepfe


def test_outline_of_the_leitbild_names_its_leitsaetze() -> None:
    pdf = gedruckt("druck/leitbild.html", STUFEN["druck/leitbild.html"]()).pdf

    assert outline(pdf)[:5] == [
        "Inhalt", "Vorwort", "Was wir unter Bildung verstehen",
        "1 Bildung beginnt mit Beziehung.", "2 Kein Weg ist zu weit.",
    ]  # fmt: skip


def test_ordinary_steckbrief_fits_on_one_page() -> None:
    plan = {**massnahmenplan(1), "massnahmen": [massnahme()]}
    two = {**plan, "massnahmen": [massnahme(), massnahme("15")]}

    one_page = gedruckt("druck/massnahmenplan.html", plan).seiten

    assert gedruckt("druck/massnahmenplan.html", two).seiten == one_page + 1


def test_milestones_are_a_figure_with_words() -> None:
    plan = {**massnahmenplan(1), "massnahmen": [massnahme()]}

    pdf = gedruckt("druck/massnahmenplan.html", plan).pdf

    with elemente(pdf, "/Figure") as bilder:
        assert [str(bild.Alt) for bild in bilder] == [
            "QR-Code mit dem festen Link zu dieser Fassung",
            (
                "Zeitstrahl der Meilensteine: 3 von 6 Meilensteinen sind erreicht, "
                "vom 10.\u00a0Dezember\u00a02025 bis zum 30.\u00a0Juni\u00a02027."
            ),
        ]


@pytest.mark.parametrize("stil", STILE, ids=lambda stil: stil.name)
def test_print_css_has_no_costly_layout(stil: Path) -> None:
    text = stil.read_text(encoding="utf-8")

    assert re.findall(r"(?:display:\s*(?:inline-)?(?:flex|grid)|leader\(|columns?:)", text) == []
    assert len(re.findall(r"url\(\"(?!satz:///|data:)", text)) == 0
