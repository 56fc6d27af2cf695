"""The frame in a real Chromium: axe, targets, overflow, keyboard, in both themes and at 320 px."""

import pytest
from playwright.sync_api import Page

from tests.axe import needs_axe, overflow, small_targets, violations
from tests.conftest import OpenPage

pytestmark = [
    pytest.mark.browser,
    pytest.mark.urls("tests.ui.urls"),
    pytest.mark.django_db(transaction=True),
    needs_axe,
]
SEITEN = ("/probe/bausteine/?seite=10", "/probe/bausteine/?vorlage=verwaltung", "/probe/formular/")


@pytest.fixture(params=[(1280, "light"), (1280, "dark"), (320, "light"), (320, "dark")], ids=lambda p: f"{p[0]}-{p[1]}")
def seite(request: pytest.FixtureRequest, live_browser: OpenPage) -> Page:
    width, scheme = request.param
    return live_browser(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)


@pytest.mark.parametrize("adresse", SEITEN)
def test_page_is_accessible_and_fits(seite: Page, adresse: str) -> None:
    seite.goto(adresse)

    assert violations(seite) == []
    assert small_targets(seite) == []
    assert overflow(seite) <= 0


def test_refused_form_is_accessible_and_takes_focus_to_the_summary(seite: Page) -> None:
    seite.goto("/probe/formular/")
    seite.fill("#id_email", "quatsch")
    seite.click(".formular__senden")

    assert seite.title().startswith("Fehler: ")
    assert seite.evaluate("document.activeElement.className") == "fehlerliste"
    assert violations(seite) == []
    assert overflow(seite) <= 0


def test_every_stop_of_the_keyboard_shows_focus(seite: Page) -> None:
    seite.goto("/probe/formular/")
    stops = []
    for _ in range(40):
        seite.keyboard.press("Tab")
        stops.append(
            seite.evaluate(
                "(() => { const e = document.activeElement, s = getComputedStyle(e);"
                " return [e.id || e.textContent.trim(), parseFloat(s.outlineWidth), s.boxShadow, e.tagName] })()"
            )
        )

    named = [stop for stop in stops if stop[3] != "BODY"]
    assert named[0][0] == "Zum Inhalt"
    assert [stop for stop in named if stop[1] < 2 and stop[2] == "none"] == []
    assert "id_website" not in {stop[0] for stop in named}


def test_no_script_breaks_the_policy(live_browser: OpenPage) -> None:
    page = live_browser()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))

    for adresse in SEITEN:
        page.goto(adresse)

    assert said == []


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("stelle", ["", "#inhalt", "#id_email"])
def test_refused_form_takes_focus_to_the_summary_wherever_the_address_was(
    live_browser: OpenPage, stelle: str, script: bool
) -> None:
    seite = live_browser(java_script_enabled=script)
    seite.goto(f"/probe/formular/{stelle}")

    seite.locator("button.formular__senden").click()
    seite.wait_for_selector(".fehlerliste")

    assert seite.locator(".fehlerliste").evaluate("e => e === document.activeElement") is True
