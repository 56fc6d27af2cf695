import re
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import Client

from bildungskommune.tracing.faden import Station
from tests.lesen import words
from tests.ui.views import SCHRITTE

pytestmark = pytest.mark.urls("tests.ui.urls")


def draw(source: str, **context: object) -> Any:
    html = Template("{% load faden portal grafik texte verfahren %}" + source).render(Context(context))
    return lxml.html.fromstring(f"<div>{html}</div>")


def test_thread_shows_every_step_with_words_and_link() -> None:
    html = draw("{% faden schritte 'woher' %}", schritte=SCHRITTE)

    assert html.cssselect(".fadenwort")[0].text == "Woher kommt das?"
    assert [words(e) for e in html.cssselect(".faden__was")] == [s.titel for s in SCHRITTE]
    assert [a.get("href") for a in html.cssselect(".faden__was a")] == ["/t/", "/l/", "/m/"]
    assert html.cssselect(".faden__grund strong")[0].text == "auch"


def test_thread_is_dashed_from_the_last_done_to_what_is_planned() -> None:
    html = draw("{% faden schritte %}", schritte=SCHRITTE)

    assert [e.get("class").split()[1:] for e in html.cssselect("li")] == [
        [],
        [],
        ["faden__knoten--laeuft", "faden__knoten--vor-offen"],
        ["faden__knoten--offen"],
    ]


def test_long_thread_is_folded() -> None:
    html = draw("{% faden schritte hoechstens=3 %}", schritte=[Station(str(n), "Karte") for n in range(20)])

    assert len(html.xpath("ol/li")) == 3
    assert html.cssselect("details summary")[0].text == "Alle 20 zeigen"
    assert len(html.cssselect("details li")) == 17


def test_empty_thread_draws_nothing() -> None:
    assert draw("{% faden schritte 'woher' %}", schritte=[]).text_content().strip() == ""


def test_state_has_icon_and_word() -> None:
    html = draw("{% zustand wort 'gut' %}", wort="<beschlossen>")

    assert html.cssselect(".zustand--gut")[0].text_content() == "<beschlossen>"
    assert html.cssselect("use")[0].get("href") == "#z-haken"


def test_breadcrumb_links_parents_and_names_this_page() -> None:
    html = draw("{% brotkrumen 'Start' '/' 'Termine' '/workshops/' 'Hier' %}")

    assert [(a.text, a.get("href")) for a in html.cssselect("a")] == [("Start", "/"), ("Termine", "/workshops/")]
    assert html.cssselect("[aria-current=page]")[0].text == "Hier"


def test_every_icon_named_in_a_template_is_in_the_sprite() -> None:
    ordner = Path(__file__).parents[2] / "templates"
    sprite = set(re.findall(r'id="z-([a-z-]+)"', (ordner / "components" / "zeichen.html").read_text()))
    used = {n for f in ordner.rglob("*.html") for n in re.findall(r'{% zeichen "([^"]+)" %}', f.read_text())}

    assert used - sprite == set()


@pytest.mark.django_db
@pytest.mark.parametrize("vorlage", ["basis", "verwaltung"])
def test_page_has_landmarks_one_h1_and_no_inline_code(client: Client, vorlage: str) -> None:
    text = client.get("/probe/bausteine/", {"vorlage": vorlage}).content.decode()
    html: Any = lxml.html.fromstring(text)

    assert len(html.cssselect("h1")) == 1
    assert html.get("lang") == "de"
    assert html.cssselect("body > a.sprung[href='#inhalt']")
    assert html.cssselect("main#inhalt")
    assert not re.search(r"\sstyle=|\son\w+=|<script>(?!</)", text)


@pytest.mark.django_db
def test_charts_have_title_description_and_table(client: Client) -> None:
    html: Any = lxml.html.fromstring(client.get("/probe/bausteine/").content.decode())

    charts = html.cssselect("svg[role=img]")
    ids = {e.get("id") for e in html.cssselect("[id]")}
    assert len(charts) == 3
    assert {i for c in charts for i in c.get("aria-labelledby").split()} <= ids
    assert [len(t.cssselect("tbody tr")) for t in html.cssselect("table")] == [4, 3]


@pytest.mark.parametrize("aufruf", ["{% verlauf_grafik w %}", "{% zeitstrahl w %}"])
def test_chart_without_data_draws_nothing(aufruf: str) -> None:
    assert draw(aufruf, w=[]).cssselect("svg") == []


@pytest.mark.parametrize(("anteil", "summe"), [(0, 0), (None, None), (5, 0), (10, 5), (3, 9)])
def test_bar_stays_within_its_width(anteil: int | None, summe: int | None) -> None:
    html = draw("{% balken anteil summe %}", anteil=anteil, summe=summe)

    widths = [float(r.get("width").rstrip("%")) for r in html.cssselect("rect")]
    assert all(0 <= w <= 100 for w in widths)
    assert sum(widths) <= 100


@pytest.mark.parametrize("seite", ["400", "403", "404", "500", "403_csrf"])
def test_error_page_stands_without_any_context(seite: str) -> None:
    html: Any = lxml.html.fromstring(render_to_string(f"{seite}.html"))

    assert len(html.cssselect("h1")) == 1
    assert "–" in html.findtext(".//title")
