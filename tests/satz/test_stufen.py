"""The four stages as they are printed, read back from the PDF."""

import copy
import re
from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.conf import settings
from django.template.loader import render_to_string

from bildungskommune.fassungen import nachsatz, satz
from bildungskommune.fassungen.satz.check_tree import Elemente
from bildungskommune.fassungen.satz.tables import tables_of
from bildungskommune.fassungen.templatetags import druck
from massnahmen.templatetags import massnahmen as plan
from tests.satz.lesen import SEITE, elemente, heard, words_on
from tests.satz.muster import kontext
from tests.satz.muster_plan import INDIKATOR, massnahme, massnahmenplan
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
def test_stage_has_no_findings_and_all_tables_of_its_html(template: str, entwurf: bool) -> None:
    inhalt = STUFEN[template]()
    html = satz.html_fuer(template, kontext(inhalt, entwurf=entwurf))

    pdf = satz.print_pdf(html, title=inhalt["titel"]).pdf

    assert heard(pdf) == tables_of(html)
    assert satz.pruefen(pdf, html) == []


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
    one = {**massnahmenplan(1), "massnahmen": [massnahme()]}
    two = {**one, "massnahmen": [massnahme(), massnahme("15")]}

    one_page = gedruckt("druck/massnahmenplan.html", one).seiten

    assert gedruckt("druck/massnahmenplan.html", two).seiten == one_page + 1


def test_milestones_are_a_figure_with_words() -> None:
    one = {**massnahmenplan(1), "massnahmen": [massnahme()]}

    pdf = gedruckt("druck/massnahmenplan.html", one).pdf

    with elemente(pdf, "/Figure") as bilder:
        assert [str(bild.Alt) for bild in bilder] == [
            "QR-Code mit dem festen Link zu dieser Fassung",
            (
                "Zeitstrahl der Meilensteine: 3 von 6 Meilensteinen sind erreicht, "
                "vom 10.\u00a0Dezember\u00a02025 bis zum 30.\u00a0Juni\u00a02027."
            ),
        ]


def test_all_texts_being_samples_is_said_once_for_all_at_the_foot_and_on_the_cover() -> None:
    leitbild = STUFEN["druck/leitbild.html"]()
    mixed = copy.deepcopy(leitbild)
    mixed["abschnitte"][0]["beispieltext"] = False
    mixed["abschnitte"][1]["beispieltext"] = True

    once = satz.html_fuer("druck/leitbild.html", kontext(leitbild))
    each = satz.html_fuer("druck/leitbild.html", kontext(mixed))
    book = satz.html_fuer("druck/leitbild.html", {**kontext(leitbild), "buch": True})

    assert "Alle Texte und Zahlen sind Beispieltexte." in once
    assert 'class="beispiel"' not in once
    assert "Beispieltexte" not in each
    assert 'class="beispiel"' in each
    assert 'class="beispiel"' in book, "a book has no foot"


def test_the_opening_page_of_a_field_in_a_draft_says_so() -> None:
    konzept = STUFEN["druck/konzept.html"]()

    pages = {draft: gedruckt("druck/konzept.html", konzept, entwurf=draft).pdf for draft in (True, False)}

    said = {}
    # The opening pages alone have no foot.
    for draft, pdf in pages.items():
        with pikepdf.open(BytesIO(pdf)) as datei:
            said[draft] = [words for page in datei.pages if "Fassung" not in (words := words_on(page))]
    assert said[True]
    assert all("Entwurf,nichtbeschlossen" in "".join(words.split()) for words in said[True])
    assert said[False]
    assert not any("Entwurf" in words for words in said[False])


def test_sources_begin_with_the_kind_that_sums_up_the_others() -> None:
    karten = [{"art": "Karte", "titel": f"Karte {nr}", "grund": "steht so da"} for nr in range(4)]
    thema = {"art": "Thema", "titel": "Wege", "grund": ""}

    shown = druck.knapp([*karten, thema])

    assert [one.get("titel") or one["weitere"] for one in shown] == ["Wege", "Karte 0", "Karte 1", "dazu 2 Karten"]


def test_overview_counts_who_leads_what_and_the_money() -> None:
    some = [
        massnahme("1", federfuehrung="Jugendamt", status_art="gut", kosten={"gesamt": "1000.50", "gesichert": None}),
        massnahme("2", federfuehrung="Bauamt", kosten={"gesamt": 500, "gesichert": 200}),
        massnahme("3", federfuehrung="Jugendamt", kosten={"gesamt": None, "original": "keine"}),
        massnahme("4", federfuehrung=""),
    ]

    assert plan.getan(some) == 1
    assert plan.summe(some[:3], "gesamt") == Decimal("1500.50")
    assert plan.summe(some[2:3], "gesichert") is None
    assert plan.mit_kosten(some[:3]) == 2
    assert [(row.name, row.anzahl, row.getan) for row in plan.nach_stelle(some)] == [
        ("Jugendamt", 2, 1), ("Bauamt", 1, 0), ("noch offen", 1, 0),
    ]  # fmt: skip


def test_overview_names_ten_rows_of_those_who_lead() -> None:
    many = [massnahme(str(nr), federfuehrung=f"Amt {nr:02}") for nr in range(20)]

    rows = plan.nach_stelle(many)

    assert len(rows) == 10
    assert (rows[-1].name, rows[-1].anzahl) == ("11 weitere", 11)


@pytest.mark.parametrize("template", STUFEN)
def test_large_print_says_what_the_print_says(template: str) -> None:
    inhalt = STUFEN[template]()
    html = satz.html_fuer(template, kontext(inhalt))

    ordinary, large = (satz.print_pdf(html, title=inhalt["titel"], gross=gross).pdf for gross in (False, True))

    assert satz.pruefen(large) == []
    said = [text for text in texts(inhalt) if text in nachsatz.text("pdf", ordinary)]
    assert len(said) > 5
    assert [text for text in said if text not in nachsatz.text("gross", large)] == []


def texts(part: Any) -> Iterator[str]:
    """Yield each text of some length in a snapshot, as it is compared."""
    if isinstance(part, str):
        if len(part) > 25:
            yield re.sub(r"[\s-]", "", part)
        return
    for inner in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from texts(inner)


def test_no_type_of_large_print_is_small() -> None:
    css = [
        sheet.read_text(encoding="utf-8") for sheet in (settings.BASE_DIR / "static" / "css" / "gross").glob("*.css")
    ]

    sizes = [int(size) for sheet in css for size in re.findall(r"(?:font: \d+ |font-size: )(\d+)pt", sheet)]

    assert min(sizes) == 12, "the foot of the page; all that is read has at least 16"
    assert sorted(set(sizes))[1] >= 14


@pytest.mark.parametrize("stil", STILE, ids=lambda stil: stil.name)
def test_print_css_has_no_costly_layout(stil: Path) -> None:
    text = stil.read_text(encoding="utf-8")

    assert re.findall(r"(?:display:\s*(?:inline-)?(?:flex|grid)|leader\(|columns?:)", text) == []
    assert len(re.findall(r"url\(\"(?!satz:///|data:)", text)) == 0


def test_values_of_an_indicator_keep_their_head_wherever_on_the_page_they_fall() -> None:
    indikator = {**INDIKATOR, "werte": INDIKATOR["werte"][:1]}
    block = render_to_string("druck/_indikatoren.html", {"m": {"indikatoren": [indikator]}})
    places = range(200, 220, 2)
    pages = "".join(f'<div class="tief-{mm}"></div>{block}' for mm in places)
    styles = "".join(f".tief-{mm} {{ break-before: page; height: {mm}mm }}" for mm in places)
    html = SEITE.replace("{}", pages).replace("<title>", f"<style>{styles}</style><title>")

    with pikepdf.open(BytesIO(satz.print_pdf(html, title="Probe").pdf)) as datei:
        tables = [one for one in Elemente(datei).alle if one.art == "/Table"]

    assert len(tables) == len(places)
    assert [one for one in tables if one.kinder[0].art != "/THead"] == []
