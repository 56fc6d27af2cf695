"""Charts in a real Chromium: the letters as they are drawn, not as they are guessed."""

from datetime import date, timedelta
from itertools import combinations
from types import SimpleNamespace
from typing import Any

import pytest
from django.template import Context, Template
from playwright.sync_api import Page

from bildungskommune.grafik.beschriftung import width_of
from bildungskommune.grafik.templatetags.grafik import SEITE
from tests.conftest import OpenPage
from tests.massnahmen.builders import make_indikator, make_meilenstein, make_wert, make_whole

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORDS = """() => [...document.querySelectorAll("figure.grafik svg")].map(svg => {
    const outer = svg.getBoundingClientRect();
    return {
        width: outer.width,
        words: [...svg.querySelectorAll("text")].map(text => {
            const box = text.getBoundingClientRect();
            return [text.textContent, box.left - outer.left, box.right - outer.left, box.top, box.bottom];
        }),
    };
})"""
START = date(2026, 1, 10)


@pytest.fixture(params=[320, 360, 1280])
def page(request: pytest.FixtureRequest, live_browser: OpenPage) -> Page:
    return live_browser(viewport={"width": request.param, "height": 900})


def charts(page: Page) -> list[Any]:
    page.evaluate("document.fonts.ready")
    found: list[Any] = page.evaluate(WORDS)
    return found


def assert_apart(found: list[Any]) -> None:
    for chart in found:
        for a, b in combinations(chart["words"], 2):
            beside, above = a[2] <= b[1] or b[2] <= a[1], a[4] <= b[3] + 2 or b[4] <= a[3] + 2
            assert beside or above, (a, b)
        for text, left, right, *_ in chart["words"]:
            assert left >= -1, text
            assert right <= chart["width"] + 1, text
            assert right - left <= width_of(text, SEITE.schrift), text


def test_words_on_the_page_of_a_measure_stay_apart(page: Page) -> None:
    massnahme = make_whole(kosten_gesamt=186_000, kosten_gesichert=120_000)
    indikator = make_indikator(massnahme, titel="Fahrten", ziel=31, ziel_datum=START + timedelta(days=260))
    for days, wert in ((0, 4), (200, 31), (240, 1)):
        make_wert(indikator, datum=START + timedelta(days=days), wert=wert)
    for days in (1, 2, 3, 40, 41, 200):
        make_meilenstein(massnahme, datum=START + timedelta(days=days), titel=f"Tag {days}")

    page.goto(massnahme.get_absolute_url())
    found = charts(page)

    assert len(found) == 4
    assert_apart(found)
    assert min(chart["width"] for chart in found) >= SEITE.schmal


def test_words_of_crowded_charts_stay_apart(page: Page) -> None:
    template = Template(
        "{% load grafik %}{% zeitstrahl steine heute %}{% verlauf_grafik werte ziel %}"
        "{% balken 12345678.9 98765432.1 %}{% balken 0 5 einheit='Stellen' %}"
    )
    steine = [SimpleNamespace(datum=START + timedelta(days=n * n), titel=str(n), erreicht_am=None) for n in range(24)]
    werte = [(START + timedelta(days=9 * n), 1_000_000 - 70_000 * (n % 5)) for n in range(12)]
    context = {"steine": steine, "heute": START, "werte": werte, "ziel": (START + timedelta(days=101), 1_000_000)}
    massnahme = make_whole()

    page.goto(massnahme.get_absolute_url())
    html = template.render(Context(context))
    page.evaluate("html => { document.querySelector('section.block').innerHTML = html; }", html)

    assert_apart(charts(page)[:4])
