"""Charts on paper without colour: what means something else looks otherwise, by its grey, its line or its filling."""

from datetime import timedelta
from itertools import combinations
from typing import NamedTuple

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page

from bildungskommune.fassungen import rules
from bildungskommune.fassungen.liste import link
from massnahmen import plaetze
from massnahmen.models import Massnahme
from tests.conftest import OpenPage
from tests.factories import make_bericht, make_massnahme, make_plan
from tests.massnahmen.builders import make_indikator, make_meilenstein, make_posten, make_wert, make_whole

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MARKS = """() => {
    const grey = colour => {
        const [r, g, b, a = 1] = (colour.match(/[\\d.]+/g) || [255, 255, 255, 0]).map(Number);
        return Math.round(255 - a * (255 - (0.299 * r + 0.587 * g + 0.114 * b)));
    };
    return [...document.querySelectorAll("main svg")].map(svg =>
        [...svg.querySelectorAll("rect, circle, path, line, polyline, polygon")].flatMap(mark => {
            const look = getComputedStyle(mark);
            const word = mark.getAttribute("class");
            if (!word || look.display === "none") return [];
            const shape = `${mark.tagName} ${mark.getAttribute("r") || ""}`;
            const fill = look.fill === "none" ? 255 : grey(look.fill);
            const line = look.stroke === "none" ? fill : grey(look.stroke);
            return [[word, shape, fill, line, look.strokeDasharray]];
        }));
}"""
APART = 40
"""So many of 255 steps of grey are told apart on a plain printer."""


class Mark(NamedTuple):
    """How a mark of a chart looks without colour."""

    word: str
    shape: str
    fill: int
    line: int
    dashes: str

    def is_like(self, other: "Mark") -> bool:
        same = (self.shape, self.dashes) == (other.shape, other.dashes)
        return same and abs(self.fill - other.fill) < APART and abs(self.line - other.line) < APART


def charts(page: Page, address: str) -> list[set[Mark]]:
    """Return the marks of each chart of a page as it is printed."""
    page.goto(address)
    page.emulate_media(media="print", color_scheme="dark")
    return [{Mark(*mark) for mark in marks} for marks in page.evaluate(MARKS) if marks]


@pytest.fixture
def massnahme() -> Massnahme:
    today = timezone.localdate()
    massnahme = make_whole(kosten_gesamt=186_000, kosten_gesichert=120_000)
    indikator = make_indikator(massnahme, titel="Fahrten", ziel=31, ziel_datum=today + timedelta(days=60))
    for days, wert in ((200, 4), (100, 12), (1, 20)):
        make_wert(indikator, datum=today - timedelta(days=days), wert=wert)
    make_meilenstein(massnahme, datum=today - timedelta(days=90), erreicht_am=today - timedelta(days=90))
    make_meilenstein(massnahme, datum=today + timedelta(days=90))
    make_posten(massnahme)
    span = {"beginn": today - timedelta(days=100), "ende": today + timedelta(days=200)}
    for status in ("vorgesehen", "in_umsetzung", "umgesetzt"):
        make_massnahme(status=status, **span)
    make_massnahme(status="verzoegert", status_grund="Es fehlt ein Angebot.", **span)
    return massnahme


def test_marks_of_a_chart_are_told_apart_without_colour(live_browser: OpenPage, massnahme: Massnahme) -> None:
    plan = make_plan()
    plaetze.choose(plan, Massnahme.objects.all())
    fassung = rules.freeze("umsetzungsbericht", make_bericht(plan=plan, stichtag=timezone.localdate()))
    rules.publish(fassung, ohne_beschluss="Zur Kenntnis genommen.")
    page = live_browser()
    addresses = [
        *(massnahme.get_absolute_url(), link(fassung)),
        *(reverse(name) for name in ("umsetzung", "umsetzung-zahlen", "umsetzung-zeitplan")),
    ]

    found = {address: charts(page, address) for address in addresses}

    alike = {
        (address, *sorted({one.word, other.word}))
        for address, of_page in found.items()
        for marks in of_page
        for one, other in combinations(marks, 2)
        if one.word != other.word and one.is_like(other)
    }
    assert alike == set()
    assert [address for address, of_page in found.items() if not of_page] == []
