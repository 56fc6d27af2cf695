"""The card wall in a real Chromium: typing faster than the line, reloading, moving by keyboard, correcting."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, Route, expect

from tests import reise
from tests.axe import needs_axe, overflow, violations
from tests.conftest import OpenPage
from tests.factories import make_beitrag, make_thema, make_workshop, make_zuordnung
from workshops.models import Beitrag, Thema, Workshop

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

KARTEN = ["Der Bus fährt zu früh.", "Die Bibliothek ist zu.", "Es fehlt ein Radweg.", "Mehr Geld für Kitas!"]


@pytest.fixture
def workshop() -> Workshop:
    return make_workshop(titel="Wege zur Bildung")


@pytest.fixture
def page(live_browser: OpenPage) -> Page:
    page = reise.patient(live_browser())
    reise.log_in(page)
    page.wait_for_url("**/verwaltung/")
    return page


def _wall(workshop: Workshop) -> str:
    return f"/verwaltung/workshops/{workshop.pk}/karten/"


def _open(page: Page, workshop: Workshop) -> None:
    """Wait for the focus, too: the browser sets it once the page is drawn, and a key pressed before is lost."""
    page.goto(_wall(workshop))
    expect(page.locator("#id_text")).to_be_focused()


def _network(page: Page, *, latency: int = 0, offline: bool = False) -> None:
    """Make the line slow or cut it, as the browser's own tools do."""
    session = page.context.new_cdp_session(page)
    session.send(
        "Network.emulateNetworkConditions",
        {"offline": offline, "latency": latency, "downloadThroughput": -1, "uploadThroughput": -1},
    )


def _type(page: Page, *texts: str) -> None:
    """Type one card after the other as fast as a practised hand, without waiting for anything."""
    for text in texts:
        page.keyboard.type(text, delay=15)
        page.keyboard.press("Enter")


def _stored(workshop: Workshop) -> list[str]:
    return list(workshop.beitraege.order_by("position", "pk").values_list("text", flat=True))


def _settled(page: Page) -> None:
    expect(page.locator("[data-karten-stand]")).to_have_text("Alle Karten sind gespeichert.")


def _focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id"))


def test_four_cards_typed_fast_on_a_slow_line_are_all_stored_intact_and_in_order(page: Page, workshop: Workshop):
    _open(page, workshop)
    _network(page, latency=900)

    _type(page, *KARTEN)

    expect(page.locator("[data-karten-liste]")).to_contain_text(KARTEN[-1])
    assert _focused(page) == "id_text"
    _settled(page)
    assert _stored(workshop) == KARTEN
    expect(page.locator("[data-spalte=ohne] .zettel__text")).to_have_text(KARTEN)
    expect(page.locator("[data-spalte=ohne] [data-zahl]")).to_have_text("4 Karten")
    expect(page.locator(".wandkopf [data-zahl]")).to_have_text("4 Karten")
    assert page.evaluate("localStorage.length") == 0


def test_words_begun_while_a_card_is_on_its_way_stay_in_the_field(page: Page, workshop: Workshop):
    _open(page, workshop)
    _network(page, latency=900)

    _type(page, KARTEN[0])
    page.keyboard.type("Die Bibl", delay=15)
    _settled(page)
    page.keyboard.type("iothek", delay=15)

    expect(page.locator("#id_text")).to_have_value("Die Bibliothek")
    assert _stored(workshop) == KARTEN[:1]


def test_cards_that_were_not_sent_survive_a_reload(page: Page, workshop: Workshop):
    _open(page, workshop)
    page.route("**/karten/neu/**", lambda route: route.abort())
    _type(page, *KARTEN)
    expect(page.locator("[data-karten-stand]")).to_contain_text("4 Karten sind unterwegs.")
    expect(page.locator("[data-karten-stand]")).to_contain_text("keine Verbindung")

    page.reload()
    expect(page.locator("[data-karten-liste] li")).to_have_text(KARTEN)
    page.unroute("**/karten/neu/**")

    _settled(page)
    assert _stored(workshop) == KARTEN


def test_card_whose_answer_was_lost_is_stored_once(page: Page, workshop: Workshop):
    _open(page, workshop)
    lost: list[int] = []

    def lose(route: Route) -> None:
        """Let the server take the card and cut the line before it can answer."""
        if lost:
            route.continue_()
            return
        lost.append(route.fetch().status)
        route.abort()

    page.route("**/karten/neu/**", lose)
    _type(page, KARTEN[0])
    _settled(page)

    assert lost == [200]
    assert _stored(workshop) == KARTEN[:1]


def test_refused_card_keeps_nobody_waiting_and_comes_back_into_the_field(page: Page, workshop: Workshop):
    gone = make_thema(workshop=workshop, titel="Wird gelöscht")
    _open(page, workshop)
    page.select_option("#id_thema", label="Wird gelöscht")
    page.focus("#id_text")
    Thema.objects.filter(pk=gone.pk).delete()

    _type(page, KARTEN[0])
    page.select_option("#id_thema", label="ohne Thema")
    page.focus("#id_text")
    _type(page, KARTEN[1])

    refused = page.locator("[data-karten-liste] li", has_text=KARTEN[0])
    expect(refused).to_contain_text("Bitte")
    expect(page.locator("[data-spalte=ohne] .zettel__text")).to_have_text([KARTEN[1]])
    assert _stored(workshop) == [KARTEN[1]]
    refused.get_by_role("button", name="Ins Feld zurückholen").click()
    page.keyboard.press("Enter")
    _settled(page)
    assert _stored(workshop) == [KARTEN[1], KARTEN[0]]


def test_cards_of_an_ended_session_wait_for_the_next_one(page: Page, workshop: Workshop):
    _open(page, workshop)
    cookies = page.context.cookies()
    page.context.clear_cookies()

    _type(page, KARTEN[0])
    expect(page.locator("[data-karten-stand]")).to_contain_text("melden Sie sich an")
    assert _stored(workshop) == []
    page.context.add_cookies(cookies)  # type: ignore[arg-type]  # Playwright types what it gives and takes apart
    _open(page, workshop)

    _settled(page)
    assert _stored(workshop) == KARTEN[:1]


def test_empty_line_and_enter_does_nothing(page: Page, workshop: Workshop):
    _open(page, workshop)

    _type(page, "", "   ", KARTEN[0])

    _settled(page)
    assert _stored(workshop) == KARTEN[:1]


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_same_arrow_moves_the_same_card_or_thema_again(live_browser: OpenPage, workshop: Workshop, script: bool):
    themen = [
        make_thema(workshop=workshop, titel=titel, position=n) for n, titel in enumerate(("Wege", "Orte", "Geld"))
    ]
    for text in KARTEN:
        make_zuordnung(themen[0], make_beitrag(workshop=workshop, text=text), position=KARTEN.index(text) + 1)
    card = Beitrag.objects.get(text=KARTEN[0])
    page = reise.patient(live_browser(java_script_enabled=script))
    reise.log_in(page)
    page.wait_for_url("**/verwaltung/")
    _open(page, workshop)

    def press(name: str, *, place: str) -> None:
        page.keyboard.press("Enter")
        expect(page.locator("[data-wand-stand]" if script else ".meldungen")).to_contain_text(name)
        expect(page.locator(":focus")).to_have_id(place)

    page.focus(f"#griff-{card.pk}-{themen[0].pk}-u")
    press("Platz 2", place=f"griff-{card.pk}-{themen[0].pk}-u")
    press("Platz 3", place=f"griff-{card.pk}-{themen[0].pk}-u")
    press("Platz 4", place=f"karte-{card.pk}-{themen[0].pk}")
    page.focus(f"#griff-{card.pk}-{themen[0].pk}-r")
    press("„Orte“", place=f"griff-{card.pk}-{themen[1].pk}-r")
    press("„Geld“", place=f"karte-{card.pk}-{themen[2].pk}")
    assert list(card.themen.all()) == [themen[2]]
    page.focus(f"#griff-thema-{themen[0].pk}-r")
    press("„Wege“ ist verschoben", place=f"griff-thema-{themen[0].pk}-r")
    press("„Wege“ ist verschoben", place=f"thema-{themen[0].pk}")
    assert list(workshop.themen.order_by("position")) == [themen[1], themen[2], themen[0]]


def test_focus_is_seen_below_the_field_that_stays_on_top(page: Page, workshop: Workshop):
    for number in range(30):
        make_beitrag(workshop=workshop, text=f"Karte {number}", position=number + 1)
    card = Beitrag.objects.get(text="Karte 20")
    _open(page, workshop)
    page.focus(f"#griff-{card.pk}-ohne-o")

    page.keyboard.press("Enter")

    expect(page.locator("[data-wand-stand]")).to_contain_text("Platz 20")
    button = page.locator(f"#griff-{card.pk}-ohne-o")
    expect(button).to_be_focused()
    top, field = button.bounding_box(), page.locator(".eingabe").bounding_box()
    assert top is not None
    assert field is not None
    assert field["y"] + field["height"] <= top["y"] <= 900


def test_slip_is_corrected_and_after_a_quarter_of_an_hour_the_words_stand(page: Page, workshop: Workshop):
    _open(page, workshop)
    _type(page, "Dr Bus fehlt")
    _settled(page)
    zettel = page.locator(".zettel", has_text="Dr Bus fehlt")

    zettel.get_by_role("link", name="berichtigen").click()
    page.fill("#id_text", "Der Bus fehlt")
    reise.send(page, "Speichern")

    expect(page.locator(".meldungen")).to_contain_text("berichtigt")
    expect(page.locator(".zettel__text")).to_have_text("Der Bus fehlt")
    Beitrag.objects.update(eingereicht_am=timezone.now() - timedelta(minutes=15, seconds=1))
    address = page.get_by_role("link", name="berichtigen").get_attribute("href")
    page.goto(str(address))
    expect(page.locator(".meldungen")).to_contain_text("Der Wortlaut dieser Karte steht fest.")
    expect(page.get_by_role("link", name="berichtigen")).to_have_count(0)


@needs_axe
@pytest.mark.parametrize("width", [1280, 360])
def test_wall_with_waiting_and_refused_cards_is_accessible(live_browser: OpenPage, workshop: Workshop, width: int):
    make_zuordnung(make_thema(workshop=workshop), make_beitrag(workshop=workshop, vorzeichen="-"))
    page = reise.patient(live_browser(viewport={"width": width, "height": 900}, bypass_csp=True))
    reise.log_in(page)
    page.wait_for_url("**/verwaltung/")
    _open(page, workshop)
    page.route("**/karten/neu/**", lambda route: route.abort())

    _type(page, *KARTEN)

    expect(page.locator("[data-karten-liste] li")).to_have_count(4)
    assert violations(page) == []
    assert overflow(page) <= 0
