"""On a phone the open menu leaves its button in reach, and all of it can be read."""

import pytest
from playwright.sync_api import FloatRect, Page
from pytest_django.live_server_helper import LiveServer

from tests.conftest import OpenPage
from tests.werkbank.test_zwei_personen import browser

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def box(page: Page, selector: str) -> FloatRect:
    found = page.locator(selector).first.bounding_box()
    assert found is not None
    return found


@pytest.mark.parametrize("width", [320, 360, 700])
@pytest.mark.parametrize("address", ["/", "/verwaltung/"])
def test_open_menu_does_not_cover_its_button(
    live_browser: OpenPage, live_server: LiveServer, address: str, width: int
) -> None:
    page = live_browser(viewport={"width": width, "height": 640})
    if address != "/":
        value = browser().cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": value, "url": live_server.url}])
    page.goto(address)

    page.click(".menue-knopf")

    button, menu = box(page, ".menue-knopf"), box(page, "#menue")
    assert menu["y"] >= button["y"] + button["height"]
    assert menu["y"] + menu["height"] <= 640
    page.click(".menue-knopf")
    assert not page.locator("#menue").is_visible()
