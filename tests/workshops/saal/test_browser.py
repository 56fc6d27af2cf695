"""An evening in the hall in a real Chromium: a screen, a desk, a phone, and a phone without scripts."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Locator, Page, ViewportSize, expect

from tests import reise
from tests.axe import needs_axe, overflow, small_targets, violations
from tests.conftest import OpenPage, forget_rings
from tests.factories import make_abfrage, make_konto, make_schritt, make_thema, make_workshop
from workshops.models import Stimme, Stimmzettel, Workshop
from workshops.models.enums import SchrittArt

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), needs_axe]

PHONE: ViewportSize = {"width": 320, "height": 640}
SOON = 2.0
"""Seconds until all see what has changed."""


@dataclass
class Abend:
    """Who is in the hall."""

    workshop: Workshop
    desk: Page
    screen: Page
    phone: Page
    plain: Page
    """A phone without JavaScript."""

    @property
    def phones(self) -> tuple[Page, Page]:
        return self.phone, self.plain


@pytest.fixture
def abend(live_browser: OpenPage, client: Client) -> Abend:
    forget_rings()
    workshop = make_workshop(titel="Wege zur Bildung")
    make_schritt(workshop=workshop, position=1)
    for place, titel in enumerate(("Fahrzeiten", "Orte", "Treffpunkte"), start=1):
        make_thema(workshop=workshop, position=place, titel=titel)
    abfrage = make_abfrage(workshop=workshop, punkte_je_person=3)
    make_schritt(
        workshop=workshop, position=2, art=SchrittArt.ABSTIMMUNG, abfrage=abfrage, titel="Was ist am wichtigsten?"
    )
    desk, screen = reise.patient(live_browser()), live_browser(bypass_csp=True)
    phone = live_browser(bypass_csp=True, viewport=PHONE)
    plain = live_browser(java_script_enabled=False, viewport=PHONE)
    client.force_login(make_konto())
    session = client.cookies[settings.SESSION_COOKIE_NAME]
    desk.goto("/")
    desk.context.add_cookies([{"name": session.key, "value": session.value, "url": desk.url}])
    return Abend(workshop, desk, screen, phone, plain)


def join(page: Page, code: str) -> None:
    page.goto("/k/")
    page.fill("#id_code", code)
    reise.send(page, "In den Saal")


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.outerHTML"))


def stays(page: Page) -> None:
    """Mark the document: after a reload the mark is gone."""
    page.evaluate("window.geblieben = true")


def has_stayed(page: Page) -> bool:
    return bool(page.evaluate("window.geblieben === true"))


def accessible(page: Page) -> list[object]:
    return [*violations(page), *small_targets(page), *([overflow(page)] if overflow(page) > 0 else [])]


def open_hall(abend: Abend) -> str:
    abend.desk.goto(f"/verwaltung/workshops/{abend.workshop.pk}/saal/")
    reise.send(abend.desk, "Saal öffnen")
    reise.send(abend.desk, "Karten allen zeigen")
    return abend.desk.locator(".code-gross [aria-hidden]").inner_text().strip()


def test_hall_writes_cards_and_votes(abend: Abend) -> None:
    code = open_hall(abend)
    abend.screen.goto(f"/k/{code}/leinwand/")
    for page in abend.phones:
        join(page, code)
        expect(page.locator("h1")).to_have_text("Was stört Sie am Schulweg?")
    assert [accessible(page) for page in (abend.screen, abend.phone)] == [[], []]

    write_cards(abend)
    waited = [release_cards(abend), lead_on(abend)]
    vote(abend)
    waited.append(end_vote(abend))

    assert min(waited) <= SOON, waited  # the least of them: a busy machine is slow without being wrong
    assert has_stayed(abend.screen)


def seconds(press: Callable[[], None], seen: Locator, text: str) -> float:
    """Press, wait until these words are to be seen, and return how long that took."""
    begun = time.monotonic()
    press()
    expect(seen).to_contain_text(text)
    return time.monotonic() - begun


def write_cards(abend: Abend) -> None:
    """Both phones hand in a card; one reads its code, the other goes back into the hall."""
    for page, text in zip(abend.phones, ("Der Bus kommt zu spät.", "Es fehlt ein Radweg."), strict=True):
        reise.follow(page, "Karte schreiben")
        page.fill("#id_text", text)
        reise.send(page, "Karte abgeben")
        expect(page.locator(".hinweis")).to_contain_text("Ihre Karte ist abgegeben.")
        expect(page.locator(".saal__meine")).to_contain_text(text)
    assert accessible(abend.phone) == []
    reise.follow(abend.phone, "Zurück in den Saal")


def release_cards(abend: Abend) -> float:
    """What the desk releases is on the screen at once; a phone says so and moves nothing."""
    reise.tab_to(abend.phone, "[data-saal-weiter]")
    before = focused(abend.phone)
    for page in (abend.screen, abend.phone):
        stays(page)
    abend.desk.reload()
    expect(abend.screen.locator(".leinwand__karten")).to_have_count(0)

    waited = seconds(
        lambda: reise.send(abend.desk, "Alle auf dieser Seite freigeben"),
        abend.screen.locator(".leinwand__stand"),
        "Es fehlt ein Radweg.",
    )

    expect(abend.screen.locator(".leinwand__karten li")).to_have_count(2)
    expect(abend.phone.locator("[data-saal-neu]")).to_contain_text("2 neue Karten")
    assert (focused(abend.phone), has_stayed(abend.phone), has_stayed(abend.screen)) == (before, True, True)
    assert [accessible(page) for page in (abend.screen, abend.phone)] == [[], []]
    abend.phone.get_by_role("button", name="Anzeigen").press("Enter")
    expect(abend.phone.locator(".karte")).to_have_count(2)
    assert "<h1" in focused(abend.phone)
    abend.plain.goto(abend.phone.url)
    expect(abend.plain.locator(".karte")).to_have_count(2)
    return waited


def lead_on(abend: Abend) -> float:
    """The desk goes on to the vote."""
    button = abend.desk.get_by_role("button", name="Jetzt: Was ist am wichtigsten?", exact=True)
    waited = seconds(button.click, abend.screen.locator("h1"), "Was ist am wichtigsten?")
    expect(abend.phone.locator("[data-saal-neu]")).to_contain_text("Es geht weiter: Was ist am wichtigsten?")
    return waited


def vote(abend: Abend) -> None:
    """One phone votes by its keyboard and changes its mind, the other one votes without scripts."""
    phone, plain = abend.phones
    reise.tab_to(phone, ".knapp")
    phone.keyboard.press("Enter")
    reise.tab_to(phone, "a[href$='/stimme/']")
    phone.keyboard.press("Enter")
    phone.wait_for_url("**/stimme/")
    assert accessible(phone) == []
    expect(phone.locator("main")).not_to_contain_text("freiwillig")
    give(phone, Fahrzeiten="3")
    expect(phone.locator(".hinweis")).to_contain_text("Ihr Stimmzettel:")
    give(phone, Fahrzeiten="1", Orte="2")
    expect(phone.get_by_label("Orte")).to_have_value("2")
    plain.reload()
    reise.follow(plain, "Punkte vergeben")
    plain.get_by_label("Treffpunkte").select_option("1")
    reise.send(plain, "Punkte abgeben")
    expect(plain.locator(".hinweis")).to_contain_text("Ihre Punkte sind vergeben.")
    given = Stimme.objects.order_by("thema__position").values_list("thema__titel", "punkte")
    assert (Stimmzettel.objects.count(), list(given)) == (2, [("Fahrzeiten", 1), ("Orte", 2), ("Treffpunkte", 1)])


def give(page: Page, **punkte: str) -> None:
    """Fill in a ballot with the keyboard alone."""
    for thema, number in punkte.items():
        reise.tab_to(page, f"#{page.get_by_label(thema).get_attribute('id')}")
        page.keyboard.press(number)
    reise.tab_to(page, ".formular__senden")
    with page.expect_navigation():
        page.keyboard.press("Enter")


def end_vote(abend: Abend) -> float:
    """The ranking comes to the screen at once, and to a phone that asks for it."""
    ranking = [["1.", "Orte", "2"], ["2.", "Fahrzeiten", "1"], ["2.", "Treffpunkte", "1"]]
    abend.desk.goto(f"/verwaltung/workshops/{abend.workshop.pk}/punkte/")
    button = abend.desk.get_by_role("button", name=re.compile("Abstimmung beenden"))

    waited = seconds(button.click, abend.screen.locator(".leinwand__stand"), "Orte")
    abend.phone.get_by_role("button", name="Anzeigen").press("Enter")
    abend.phone.wait_for_url(re.compile(r"/k/[^/]+/(\?.*)?$"))
    abend.plain.goto(abend.phone.url)

    for page in abend.phones:
        rows = page.locator(".rangfolge tbody tr")
        expect(rows).to_have_count(3)
        assert [row.locator("td, th").all_inner_texts() for row in rows.all()] == ranking
    assert [accessible(page) for page in (abend.screen, abend.phone)] == [[], []]
    return waited
