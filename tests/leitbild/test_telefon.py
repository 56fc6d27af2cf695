"""The Leitbild in a browser: on a phone the first Leitsatz is near, the contents lead everywhere, paper shows all."""

import pytest
from playwright.sync_api import Locator, Page, expect

from bildungskommune.beispiel import laden
from bildungskommune.fassungen.rules import freeze
from tests.conftest import OpenPage
from tests.factories import make_abschnitt, make_leitbild
from tests.veroeffentlichen import publish

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 390, "height": 844}
FIRST = "document.querySelector('.leitsatz').getBoundingClientRect().top + scrollY"
LONG = "Wort für Wort. " * 120


def make_long_leitbild() -> None:
    leitbild = make_leitbild(kennung="lb", titel="Leitbild")
    for place, art in enumerate(("vorwort", "bildungsverstaendnis", "vision")):
        make_abschnitt(leitbild=leitbild, art=art, nr="", titel=art.title(), kennung=art, text=LONG, position=place)
    for nr in range(1, 5):
        make_abschnitt(
            leitbild=leitbild, nr=str(nr), titel=f"Satz {nr}", kennung=f"satz-{nr}", text=LONG, position=nr + 9
        )
    publish(freeze("leitbild", leitbild, zweck="lesefassung"))


def test_first_leitsatz_of_the_sample_stands_within_two_screens(live_browser: OpenPage) -> None:
    laden.load()
    page = live_browser(viewport=PHONE, java_script_enabled=False)

    page.goto("/leitbild/")

    assert page.evaluate(FIRST) <= 2 * PHONE["height"]


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_contents_unfold_and_lead_to_a_leitsatz(live_browser: OpenPage, script: bool) -> None:
    make_long_leitbild()
    page = live_browser(viewport=PHONE, java_script_enabled=script)
    page.goto("/leitbild/")

    page.get_by_text("Inhalt: springen zu …").click()
    link = page.locator(".inhaltsweg").get_by_role("link", name="3 Satz 3")
    link.click()

    expect(page.get_by_role("heading", name="Satz 3")).to_be_in_viewport()
    assert page.url.endswith("#satz-3")
    if script:
        expect(page.locator(".inhaltsweg [aria-current=location]")).to_have_text("3Satz 3")
        expect(page.locator(".inhaltsweg details")).not_to_have_attribute("open", "")


def test_text_before_the_first_leitsatz_is_folded_on_a_phone_alone(live_browser: OpenPage) -> None:
    make_long_leitbild()
    phone, desk = live_browser(viewport=PHONE), live_browser(viewport={"width": 1280, "height": 800})
    for page in (phone, desk):
        page.goto("/leitbild/")

    expect(words_of_the_preface(phone)).to_be_hidden()
    expect(words_of_the_preface(desk)).to_be_visible()
    phone.get_by_text("Vorwort lesen").click()
    expect(words_of_the_preface(phone)).to_be_visible()


def words_of_the_preface(page: Page) -> Locator:
    return page.locator("#vorwort .text p").first


def test_paper_shows_what_is_folded_and_whole_addresses(live_browser: OpenPage) -> None:
    make_long_leitbild()
    page = live_browser(viewport=PHONE)
    page.goto("/leitbild/")

    page.emulate_media(media="print")

    expect(words_of_the_preface(page)).to_be_visible()
    expect(page.locator(".pruefsumme__ganz")).to_contain_text("SHA-256")
    link = "getComputedStyle(document.querySelector('.merkmale a[href^=\"/\"]'), '::after').content"
    assert "http://localhost:8000" in page.evaluate(link)
