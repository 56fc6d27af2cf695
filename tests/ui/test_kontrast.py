"""Every control of the registration form can be seen: its border or fill stands out from what surrounds it."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from tests.conftest import OpenPage
from tests.factories import make_gruppe, make_workshop

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NOETIG = 3
CONTROLS = "main :is(input:not([type=hidden]), select, textarea, button, a.kern-btn)"
MEASURE = """selector => {
  const parts = colour => (colour.match(/[\\d.]+/g) || []).map(Number);
  const clear = colour => { const p = parts(colour); return p.length === 4 && p[3] === 0; };
  const light = colour => parts(colour).slice(0, 3).map(p => p / 255)
    .map(p => p <= 0.04045 ? p / 12.92 : ((p + 0.055) / 1.055) ** 2.4)
    .reduce((sum, p, i) => sum + p * [0.2126, 0.7152, 0.0722][i], 0);
  const contrast = (a, b) => {
    const [low, high] = [light(a), light(b)].sort((x, y) => x - y);
    return (high + 0.05) / (low + 0.05);
  };
  const ground = element => {
    for (let e = element.parentElement; e; e = e.parentElement) {
      const colour = getComputedStyle(e).backgroundColor;
      if (!clear(colour)) return colour;
    }
    throw new Error("The page has no ground.");
  };
  const edges = style => ["Top", "Right", "Bottom", "Left"]
    .filter(side => parseFloat(style[`border${side}Width`]) >= 1 && style[`border${side}Style`] !== "none")
    .map(side => style[`border${side}Color`]);
  return [...document.querySelectorAll(selector)].filter(e => e.offsetParent && !e.closest(".honigtopf")).map(e => {
    const drawn = e.closest(".kern-form-input__select-wrapper") || e;
    const style = getComputedStyle(drawn);
    const colours = [...edges(style), style.backgroundColor].filter(colour => !clear(colour));
    return [e.name || e.textContent.trim(), Math.max(0, ...colours.map(colour => contrast(colour, ground(drawn))))];
  });
}"""


@pytest.fixture(params=["light", "dark"])
def anmeldung(request: pytest.FixtureRequest, live_browser: OpenPage) -> Page:
    workshop = make_workshop()
    make_gruppe(workshop=workshop, titel="Wege")
    make_gruppe(workshop=workshop, titel="Orte")
    page = live_browser(viewport={"width": 1280, "height": 900}, color_scheme=request.param)
    page.goto(reverse("anmeldung-new", args=(workshop.slug,)))
    return page


def too_faint(page: Page) -> tuple[list[Any], int]:
    """Return the controls with less contrast than the law asks for, and how many were measured."""
    measured = page.evaluate(MEASURE, CONTROLS)
    return [one for one in measured if one[1] < NOETIG], len(measured)


def test_controls_of_the_registration_stand_out(anmeldung: Page) -> None:
    faint, count = too_faint(anmeldung)

    assert faint == []
    assert count >= 10


def test_controls_stand_out_when_the_form_was_refused(anmeldung: Page) -> None:
    anmeldung.click(".formular__senden")
    # The refused page with its styles, before which there is nothing to measure.
    anmeldung.wait_for_selector(".fehlerliste")
    anmeldung.wait_for_load_state()
    faint, count = too_faint(anmeldung)

    assert anmeldung.title().startswith("Fehler: ")
    assert faint == []
    assert count >= 10


def test_a_faint_border_is_noticed(anmeldung: Page) -> None:
    anmeldung.evaluate("""() => {
      const field = document.querySelector("input[name=email]");
      field.style.border = "1px solid rgb(222, 226, 230)";
      field.style.backgroundColor = "transparent";
      field.parentElement.style.backgroundColor = "white";
    }""")

    assert [name for name, _ in too_faint(anmeldung)[0]] == ["email"]
