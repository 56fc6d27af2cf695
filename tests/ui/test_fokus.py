"""Whoever walks with the keyboard sees where he is: in the footer, on scrollable tables, in the list of contents."""

import re

import pytest
from playwright.sync_api import Page

from bildungskommune.fassungen.rules import freeze
from bildungskommune.seiten import farben
from tests.conftest import OpenPage
from tests.factories import make_abschnitt, make_leitbild
from tests.veroeffentlichen import publish

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RING = """selector => {
  const ring = document.querySelector(selector);
  ring.focus();
  const style = getComputedStyle(ring);
  let ground = ring;
  while (getComputedStyle(ground).backgroundColor === "rgba(0, 0, 0, 0)") ground = ground.parentElement;
  return [style.outlineStyle, parseFloat(style.outlineWidth), style.outlineColor,
          getComputedStyle(ground).backgroundColor];
}"""


def hexed(rgb: str) -> str:
    red, green, blue = (int(part) for part in re.findall(r"\d+", rgb)[:3])
    return f"#{red:02x}{green:02x}{blue:02x}"


@pytest.fixture(params=["light", "dark"])
def seite(request: pytest.FixtureRequest, live_browser: OpenPage) -> Page:
    return live_browser(viewport={"width": 1280, "height": 720}, color_scheme=request.param, bypass_csp=True)


def test_ring_in_the_footer_is_seen(seite: Page) -> None:
    seite.goto("/")
    seite.keyboard.press("Tab")

    kind, width, ring, ground = seite.evaluate(RING, ".fuss a")

    assert (kind, width >= 2) == ("solid", True)
    assert farben.contrast(hexed(ring), hexed(ground)) >= 3


def test_ring_around_a_scrollable_table_is_seen(seite: Page) -> None:
    seite.goto("/")
    seite.keyboard.press("Tab")
    seite.evaluate(
        "document.querySelector('main').insertAdjacentHTML('afterbegin',"
        ' \'<div class="rollbar" tabindex="0" role="region" aria-label="Probe">x</div>\')'
    )

    kind, width, ring, ground = seite.evaluate(RING, ".rollbar")

    assert (kind, width >= 2) == ("solid", True)
    assert farben.contrast(hexed(ring), hexed(ground)) >= 3


def test_every_entry_of_the_contents_comes_into_the_window(seite: Page) -> None:
    leitbild = make_leitbild()
    for number in range(1, 41):
        make_abschnitt(leitbild=leitbild, nr=str(number), titel=f"Kein Weg ist zu weit, Satz {number}", position=number)
    publish(freeze("leitbild", leitbild, zweck="lesefassung"))
    seite.goto("/leitbild/")
    last = seite.locator(".inhaltsweg a").last

    last.focus()
    box = last.bounding_box()

    assert box is not None
    assert 0 <= box["y"] <= 720 - box["height"]
