"""A long list of boxes: the chosen ones on top, the others behind one word, and a search where there is a script."""

from typing import Any

import lxml.html
import pytest
from django.test import Client
from playwright.sync_api import Locator, Page, expect

from tests.axe import needs_axe, overflow, small_targets, violations
from tests.conftest import OpenPage
from tests.lesen import words
from tests.ui.views import ORTE

pytestmark = [pytest.mark.urls("tests.ui.urls"), pytest.mark.django_db]
ADRESSE = "/probe/formular/"
NAMED = ".kern-form-check:visible .kern-label"
browser = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def boxes(html: Any, part: str) -> list[str]:
    return [words(label) for label in html.cssselect(f"#id_orte [data-auswahl-{part}] label")]


@pytest.fixture
def page(live_browser: OpenPage, request: pytest.FixtureRequest) -> Page:
    page = live_browser(**getattr(request, "param", {}))
    page.goto(ADRESSE)
    return page


@pytest.fixture
def orte(page: Page) -> Locator:
    return page.locator("#id_orte")


def test_long_list_begins_with_what_is_chosen(client: Client) -> None:
    html = lxml.html.fromstring(client.post(ADRESSE, {"orte": ["3", "9"], "name": ""}).content.decode())

    assert boxes(html, "oben") == ["Barleben", "Flechtingen"]
    assert boxes(html, "liste") == [ort for ort in ORTE if ort not in {"Barleben", "Flechtingen"}]
    assert [box.get("value") for box in html.cssselect("#id_orte input[checked]")] == ["3", "9"]


def test_short_list_stays_as_it_is(client: Client) -> None:
    html = lxml.html.fromstring(client.get(ADRESSE).content.decode())

    assert html.cssselect("#id_themen details, #id_themen [data-auswahl-suche]") == []
    assert len(html.cssselect("#id_themen input[type=checkbox]")) == 2


def test_opened_by_the_link_to_its_mistake(client: Client) -> None:
    html = lxml.html.fromstring(client.post(ADRESSE, {"orte": ["x"], "name": ""}).content.decode())

    assert html.cssselect("#id_orte details[open] #id_orte_0") != []
    assert html.cssselect(".fehlerliste a[href='#id_orte_0']") != []


class TestWithoutScript:
    pytestmark = browser

    @pytest.mark.parametrize("page", [{"java_script_enabled": False}], indirect=True)
    def test_list_opens_by_key_and_is_sent(self, page: Page, orte: Locator) -> None:
        assert orte.locator("input:visible").count() == 0
        orte.locator("summary").focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        page.locator("button.formular__senden").click()
        page.wait_for_selector(".fehlerliste")

        assert orte.locator(NAMED).all_inner_texts() == ["Angern"]
        assert orte.locator("input:checked").count() == 1


class TestWithScript:
    pytestmark = browser

    def test_search_leaves_what_fits_and_what_is_chosen(self, page: Page, orte: Locator) -> None:
        search = orte.get_by_label("In der Liste suchen")
        search.fill("BÖRDE")
        assert orte.locator(NAMED).all_inner_texts() == ["Hohe Börde", "Wanzleben-Börde"]
        orte.get_by_label("Hohe Börde").check()
        assert page.evaluate("document.activeElement.value") == "11"

        search.fill("haldens leben")

        assert orte.locator(NAMED).all_inner_texts() == ["Hohe Börde", "Haldensleben"]
        search.fill("")
        assert orte.locator(NAMED).all_inner_texts() == ["Hohe Börde", *[ort for ort in ORTE if ort != "Hohe Börde"]]

    def test_count_is_told_politely(self, orte: Locator) -> None:
        status = orte.get_by_role("status")
        assert status.inner_text() == "0 gewählt"

        orte.get_by_label("In der Liste suchen").fill("leben")
        expect(status).to_have_text("0 gewählt, 7 passend")
        orte.get_by_label("Eilsleben").check()

        assert status.inner_text() == "1 gewählt, 7 passend"

    def test_enter_in_the_search_sends_nothing(self, page: Page, orte: Locator) -> None:
        orte.get_by_label("In der Liste suchen").fill("leben")
        orte.get_by_label("In der Liste suchen").press("Enter")

        assert page.locator(".fehlerliste").count() == 0
        assert page.evaluate("new FormData(document.querySelector('form.formular')).has('')") is False

    @needs_axe
    @pytest.mark.parametrize(
        "page",
        [
            {"viewport": {"width": 320, "height": 700}, "color_scheme": "dark", "bypass_csp": True},
            {"viewport": {"width": 1280, "height": 900}, "bypass_csp": True},
        ],
        indirect=True,
    )
    def test_open_list_is_accessible(self, page: Page, orte: Locator) -> None:
        orte.get_by_label("In der Liste suchen").fill("b")
        orte.get_by_label("Bülstringen").check()

        assert violations(page) == []
        assert small_targets(page) == []
        assert overflow(page) <= 0
