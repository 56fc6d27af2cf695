"""Sorting in a real Chromium: by keyboard alone, without a script, by dragging, and by two people at once."""

from pathlib import Path

import pytest
from playwright.sync_api import BrowserType, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests import reise
from tests.conftest import OpenPage
from tests.factories import make_beitrag, make_thema, make_workshop, make_zuordnung
from workshops.models import Beitrag, Thema, Workshop
from workshops.wand import cardwall, vorschlaege

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

KARTEN = ["Der Bus fährt zu früh.", "Die Bibliothek ist zu.", "Es fehlt ein Radweg.", "Der Rufbus kommt nicht."]


@pytest.fixture
def workshop() -> Workshop:
    workshop = make_workshop(titel="Wege zur Bildung")
    for position, titel in enumerate(("Bus und Rad", "Orte", "Geld")):
        make_thema(workshop=workshop, titel=titel, position=position)
    for position, text in enumerate(KARTEN, start=1):
        make_beitrag(workshop=workshop, text=text, position=position * 1024)
    return workshop


def _open(live_browser: OpenPage, workshop: Workshop, **options: object) -> Page:
    page = reise.patient(live_browser(**options))
    reise.log_in(page)
    page.wait_for_url("**/verwaltung/")
    page.goto(f"/verwaltung/workshops/{workshop.pk}/karten/")
    return page


def _waits_for_a_card(page: Page) -> None:
    """The browser gives the field its focus once the page is drawn; a key pressed before that is lost."""
    expect(page.locator("#id_text")).to_be_focused()


def _column(workshop: Workshop, titel: str = "") -> list[str]:
    thema = Thema.objects.get(workshop=workshop, titel=titel) if titel else None
    return [card.text for card in cardwall.cards(workshop, thema)]


def _box(page: Page, text: str):
    return page.locator(".zettel", has_text=text).locator(".zettel__wahl")


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_keyboard_alone_writes_finds_moves_and_clusters(live_browser: OpenPage, workshop: Workshop, script: bool):
    page = _open(live_browser, workshop, java_script_enabled=script)

    _waits_for_a_card(page)
    page.keyboard.type("Ein neues Wort")
    page.keyboard.press("Enter")
    new = page.locator(".zettel", has_text="Ein neues Wort")
    expect(new).to_be_visible()
    for text in (KARTEN[0], KARTEN[2]):
        reise.tab_to(page, f"[value='{Beitrag.objects.get(text=text).pk}-ohne']")
        page.keyboard.press("Space")
    reise.tab_to(page, "#auswahl-leiste summary")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("nach „Bus")
    reise.tab_to(page, "#auswahl [type=submit]")
    page.keyboard.press("Enter")

    said = page.locator("[data-wand-stand]" if script else ".meldungen")
    expect(said).to_contain_text("2 Karten nach „Bus und Rad“ verschoben.")
    assert _column(workshop, "Bus und Rad") == [KARTEN[0], KARTEN[2]]
    assert _column(workshop) == [KARTEN[1], KARTEN[3], "Ein neues Wort"]


def test_keys_sort_one_card_after_the_other(live_browser: OpenPage, workshop: Workshop):
    vorschlaege.compute(workshop.pk)
    page = _open(live_browser, workshop)

    page.get_by_role("link", name="Der Reihe nach zuordnen").click()
    page.wait_for_url("**karte=*")
    expect(page.locator(".zettel--gewaehlt")).to_be_focused()
    page.keyboard.press("1")

    expect(page.locator(".zettel--gewaehlt .zettel__text")).to_have_text(KARTEN[1])
    expect(page.locator(".zettel--gewaehlt")).to_be_focused()
    assert _column(workshop, "Bus und Rad") == [KARTEN[0]]


def test_moving_keeps_ticks_words_and_the_place_on_the_page(live_browser: OpenPage, workshop: Workshop):
    for number in range(24):
        make_beitrag(workshop=workshop, text=f"Weitere {number}", position=9000 + number)
    page = _open(live_browser, workshop)
    page.fill("#id_text", "Angefangen und noch nicht")
    _box(page, KARTEN[1]).check()
    card = Beitrag.objects.get(text="Weitere 15")
    button = page.locator(f"#griff-{card.pk}-ohne-u")
    button.focus()
    before = page.evaluate("scrollY")

    page.keyboard.press("Enter")

    expect(page.locator("[data-wand-stand]")).to_contain_text("Platz 21")
    expect(button).to_be_focused()
    assert _box(page, KARTEN[1]).is_checked()
    assert page.input_value("#id_text") == "Angefangen und noch nicht"
    assert abs(page.evaluate("scrollY") - before) < 120


def test_card_is_dragged_to_a_place_in_another_column_and_taken_back(live_browser: OpenPage, workshop: Workshop):
    orte = Thema.objects.get(titel="Orte")
    for position, text in enumerate(("oben", "unten"), start=1):
        make_zuordnung(orte, make_beitrag(workshop=workshop, text=text), position=position * 1024)
    page = _open(live_browser, workshop, viewport={"width": 1280, "height": 1400})
    start = page.locator(".zettel", has_text=KARTEN[0]).locator(".zettel__text").bounding_box()
    target = page.locator(".zettel", has_text="unten").bounding_box()
    assert start is not None
    assert target is not None

    page.mouse.move(start["x"] + 20, start["y"] + 8)
    page.mouse.down()
    page.mouse.move(target["x"] + 40, target["y"] + 30, steps=8)
    page.mouse.move(target["x"] + 40, target["y"] + 6, steps=4)
    page.mouse.up()

    expect(page.locator("[data-wand-stand]")).to_contain_text("nach „Orte“, an Position 2 verschoben")
    assert _column(workshop, "Orte") == ["oben", KARTEN[0], "unten"]
    page.get_by_role("button", name="Rückgängig").first.click()
    expect(page.locator("[data-wand-stand]")).to_contain_text("Zurückgenommen")
    assert (_column(workshop, "Orte"), _column(workshop)) == (["oben", "unten"], KARTEN)


def test_finger_that_rests_drags_and_one_that_moves_at_once_does_not(live_browser: OpenPage, workshop: Workshop):
    page = _open(live_browser, workshop, viewport={"width": 1280, "height": 1400}, has_touch=True)
    start = page.locator(".zettel", has_text=KARTEN[0]).locator(".zettel__text").bounding_box()
    target = page.locator(".thema", has_text="Orte").first.bounding_box()
    assert start is not None
    assert target is not None
    hand = page.context.new_cdp_session(page)

    x, y = start["x"] + 20, start["y"] + 8

    def draw(rest: int, to_x: float, to_y: float) -> None:
        hand.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
        page.wait_for_timeout(rest)
        for step in range(1, 9):
            point = {"x": x + (to_x - x) * step / 8, "y": y + (to_y - y) * step / 8}
            hand.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
        hand.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    draw(0, x, y + 300)
    page.wait_for_timeout(200)
    assert _column(workshop) == KARTEN
    draw(600, target["x"] + 40, target["y"] + 30)

    expect(page.locator("[data-wand-stand]")).to_contain_text("nach „Orte“")
    assert _column(workshop, "Orte") == [KARTEN[0]]


def test_two_people_at_once_keep_both_works(live_browser: OpenPage, workshop: Workshop):
    first, second = (_open(live_browser, workshop) for _ in range(2))

    for page, text, titel in ((first, KARTEN[0], "Orte"), (second, KARTEN[1], "Geld")):
        _box(page, text).check()
        page.locator("#auswahl-leiste summary").click()
        page.select_option("#wahl_thema", label=f"nach „{titel}“")
        page.get_by_role("button", name="Verschieben").click()
        expect(page.locator("[data-wand-stand]")).to_contain_text("verschoben")

    assert (_column(workshop, "Orte"), _column(workshop, "Geld")) == ([KARTEN[0]], [KARTEN[1]])
    expect(second.locator(".thema", has_text="Orte").first.locator(".zettel", has_text=KARTEN[0])).to_be_visible()


def test_refused_choice_is_said_with_a_sentence_and_stays(live_browser: OpenPage, workshop: Workshop):
    page = _open(live_browser, workshop)
    _box(page, KARTEN[0]).check()
    page.locator("#auswahl-leiste summary").click()

    page.get_by_role("button", name="Verschieben").click()

    expect(page.get_by_role("alert")).to_contain_text("Bitte wählen Sie, wohin die Karten sollen")
    assert _box(page, KARTEN[0]).is_checked()


def test_wall_reads_as_columns_of_cards_with_named_buttons(live_browser: OpenPage, workshop: Workshop):
    Beitrag.objects.exclude(text=KARTEN[0]).delete()
    code = Beitrag.objects.get().code
    page = _open(live_browser, workshop)

    expect(page.locator("[data-spalte=ohne]")).to_match_aria_snapshot(
        f"""
        - region "Ohne Thema":
          - heading "Ohne Thema" [level=2]
          - paragraph: 1 Karte
          - paragraph:
            - link "Der Reihe nach zuordnen"
          - list:
            - listitem:
              - paragraph: {KARTEN[0]}
              - checkbox "Karte {code} auswählen"
              - link "Karte {code} in ein Thema legen"
              - button "{code} „{KARTEN[0]}“ in das Thema links" [disabled]
              - button "{code} „{KARTEN[0]}“ nach oben" [disabled]
              - button "{code} „{KARTEN[0]}“ nach unten" [disabled]
              - button "{code} „{KARTEN[0]}“ in das Thema rechts"
        """
    )


def test_typed_cards_survive_a_killed_browser(
    live_server: LiveServer,
    browser_type: BrowserType,
    browser_type_launch_args: dict[str, object],
    workshop: Workshop,
    tmp_path: Path,
):
    address = f"/verwaltung/workshops/{workshop.pk}/karten/"
    options = {"base_url": live_server.url, **browser_type_launch_args}
    with browser_type.launch_persistent_context(tmp_path, **options) as context:  # type: ignore[arg-type]  # plain options
        page = reise.patient(context.new_page())
        reise.log_in(page)
        page.wait_for_url("**/verwaltung/")
        page.goto(address)
        cookies = context.cookies()
        page.route("**/karten/neu/**", lambda route: route.abort())
        _waits_for_a_card(page)
        page.keyboard.type("Vor dem Absturz")
        page.keyboard.press("Enter")
        expect(page.locator("[data-karten-stand]")).to_contain_text("keine Verbindung")

    with browser_type.launch_persistent_context(tmp_path, **options) as context:  # type: ignore[arg-type]  # plain options
        context.add_cookies(cookies)  # type: ignore[arg-type]  # Playwright types what it gives and takes apart
        page = reise.patient(context.new_page())
        page.goto(address)
        expect(page.locator("[data-karten-stand]")).to_have_text("Alle Karten sind gespeichert.")

    assert _column(workshop)[-1] == "Vor dem Absturz"
