"""Seen without scrolling on a phone, on white in both themes, and no other mark is larger."""

import pytest
from playwright.sync_api import Page

from tests.conftest import OpenPage
from tests.foerderung.bauen import HINWEIS, make_hinweis, make_zeichen, picture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PLATE = "element => getComputedStyle(element.closest('ul')).backgroundColor"


def marks(page: Page) -> list[tuple[float, float, float, float]]:
    page.wait_for_load_state("networkidle")
    boxes = [image.bounding_box() for image in page.locator(".foerderung img").all()]
    return [(box["x"], box["y"], box["width"], box["height"]) for box in boxes if box]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(320, 640), (1280, 800)])
def test_marks_are_seen_without_scrolling_at_one_height_on_white(
    live_browser: OpenPage, width: int, height: int, scheme: str
) -> None:
    make_hinweis()
    make_zeichen(picture(size=(840, 120)))
    make_zeichen(picture(size=(300, 200)), titel="Land", art="land")
    make_zeichen(picture(size=(150, 300)), titel="Kommune", art="kommune")
    page = live_browser(viewport={"width": width, "height": height}, color_scheme=scheme)

    page.goto("/")

    found = marks(page)
    note = page.get_by_text(HINWEIS).bounding_box()
    assert note is not None
    assert [round(high) for *_, high in found] == [40, 40, 40]
    assert all(x >= 0 and x + wide <= width and y + high <= height for x, y, wide, high in found)
    assert round(found[0][2]) == 280
    assert found[0][1] <= found[1][1]
    assert note["y"] + note["height"] <= height
    assert page.locator(".foerderung img").first.evaluate(PLATE) == "rgb(255, 255, 255)"
    assert page.evaluate("document.documentElement.scrollWidth") <= width
