"""The writing desk in a browser: by keyboard alone, without a script, on a phone; nothing typed is lost."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from bildungskommune.werkbank.models import Entwurf
from leitbild.models import Abschnitt, Herleitung
from tests import reise
from tests.axe import overflow, small_targets
from tests.conftest import OpenPage
from tests.factories import make_abschnitt, make_beitrag, make_leitbild, make_reihe
from tests.werkbank.test_zwei_browser import opened

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CARDS = ("Der Bus fehlt.", "Der letzte Bus ist zu früh.", "Zu Fuß zu weit.")


@pytest.fixture
def satz() -> Abschnitt:
    """A Leitsatz in whose Reihe three cards wait."""
    reihe = make_reihe()
    for text in CARDS:
        make_beitrag(reihe=reihe, text=text)
    return make_abschnitt(leitbild=make_leitbild(reihe=reihe), titel="Kein Weg ist zu weit.", text="Alt.")


def url(satz: Abschnitt) -> str:
    return reverse("v-abschnitt-edit", args=(satz.pk,))


def wait_until_put_by(page: Page) -> None:
    """A page that goes with words that are not put by sends them, and the test would be over before they arrive."""
    expect(page.locator("[data-ablegen-stand]")).to_contain_text("Als Entwurf abgelegt", timeout=20_000)


def linked() -> list[tuple[str, str]]:
    return sorted(Herleitung.objects.values_list("beitrag__text", "begruendung"))


def test_keyboard_alone_links_three_cards_with_one_reason(
    live_browser: OpenPage, live_server: LiveServer, satz: Abschnitt
) -> None:
    page = opened(live_browser, live_server, url(satz), 1280)
    reise.tab_to(page, "#id_text")
    page.keyboard.press("End")
    page.keyboard.type(" Noch nicht gespeichert.")
    reise.tab_to(page, "#suche_art")
    page.keyboard.type("B")
    reise.tab_to(page, ".filter button")
    page.keyboard.press("Enter")
    expect(page.locator("#quellenwahl-titel")).to_be_focused()
    for number in range(3):
        reise.tab_to(page, f"#id_quelle_{number}")
        page.keyboard.press("Space")
    reise.tab_to(page, "#id_begruendung")
    page.keyboard.type("Alle drei sagen dasselbe.")
    reise.tab_to(page, ".wahl__formular button")
    page.keyboard.press("Enter")

    expect(page.locator("#quellen-titel")).to_be_focused()
    expect(page.locator("[data-quellen-stand]")).to_have_text("3 Quellen sind eingetragen.")
    expect(page.locator("#quellen li")).to_have_count(3)
    assert linked() == [(text, "Alle drei sagen dasselbe.") for text in sorted(CARDS)]
    assert page.input_value("#id_text") == "Alt. Noch nicht gespeichert."
    wait_until_put_by(page)


@pytest.mark.parametrize("width", [1280, 360])
def test_without_a_script(live_browser: OpenPage, live_server: LiveServer, satz: Abschnitt, width: int) -> None:
    page = opened(live_browser, live_server, url(satz), width, script=False)
    page.fill("#id_text", "Ein **fettes** Wort.")
    page.get_by_role("radio", name="Vorschau").check()
    page.get_by_role("button", name="Vorschau erneuern").click()
    expect(page.locator(".vorschau strong")).to_have_text("fettes")
    expect(page.locator(".vorschau strong")).to_be_visible()
    page.get_by_role("radio", name="Schreiben").check()
    page.get_by_role("button", name="Als persönlichen Entwurf ablegen").click()
    page.get_by_role("link", name="Entwurf weiterschreiben").click()
    expect(page.locator("#id_text")).to_have_value("Ein **fettes** Wort.")
    page.select_option("#suche_art", "beitrag")
    page.get_by_role("button", name="Suchen", exact=True).last.click()
    for text in CARDS:
        page.get_by_role("checkbox", name=text).check()
    page.fill("#id_begruendung", "Weil.")
    page.get_by_role("button", name="Als Quelle eintragen").click()

    expect(page.locator("#quellen .unterzeile")).to_have_text(["Weil."] * 3)
    page.locator("#quellen").get_by_role("button", name="Quelle entfernen").first.click()
    page.get_by_role("button", name="Rückgängig").click()
    assert [reason for _, reason in linked()] == ["Weil."] * 3


def test_on_a_phone_everything_is_within_reach(
    live_browser: OpenPage, live_server: LiveServer, satz: Abschnitt
) -> None:
    page = opened(live_browser, live_server, url(satz), 320)

    assert overflow(page) <= 0
    assert small_targets(page) == []
    for word, target in (
        ("Text und Vorschau", "#schreibtisch"),
        ("Gliederung", "#gliederung"),
        ("den Quellen", "#quellen"),
    ):
        page.get_by_role("link", name=word).first.click()
        expect(page.locator(target)).to_be_in_viewport()


@pytest.mark.parametrize("width", [1280, 1000, 360])
def test_preview_is_chosen_and_stays_chosen(
    live_browser: OpenPage, live_server: LiveServer, satz: Abschnitt, width: int
) -> None:
    page = opened(live_browser, live_server, url(satz), width)
    text, blatt = page.locator("#id_text"), page.locator(".vorschau__blatt")
    expect(blatt).to_be_hidden()
    text.fill("Noch *nicht* gespeichert.")
    page.get_by_role("radio", name="Vorschau").check()

    expect(page.locator(".vorschau em")).to_have_text("nicht")
    expect(blatt).to_be_in_viewport()
    assert overflow(page) <= 0
    if width == 1280:
        left, right = text.bounding_box(), blatt.bounding_box()
        assert left
        assert right
        assert left["x"] + left["width"] < right["x"]
        expect(page.locator("#quellenwahl-titel")).to_be_visible()
    else:
        expect(text).to_be_hidden()
        page.get_by_role("radio", name="Schreiben").check()
        expect(blatt).to_be_hidden()
    expect(text).to_have_value("Noch *nicht* gespeichert.")
    page.get_by_role("button", name="Speichern").click()
    expect(page.locator(".meldung")).to_contain_text("gespeichert")
    expect(blatt).to_be_visible(visible=width == 1280)
    assert Abschnitt.objects.get(pk=satz.pk).text == "Noch *nicht* gespeichert."


def test_wide_window_shows_both_and_asks_nothing(
    live_browser: OpenPage, live_server: LiveServer, satz: Abschnitt
) -> None:
    page = opened(live_browser, live_server, url(satz), 1440)

    expect(page.locator("#id_text")).to_be_visible()
    expect(page.locator(".vorschau__blatt")).to_be_visible()
    expect(page.get_by_role("radio", name="Vorschau")).to_be_hidden()


def test_keyboard_alone_reads_the_preview_on_a_phone(
    live_browser: OpenPage, live_server: LiveServer, satz: Abschnitt
) -> None:
    page = opened(live_browser, live_server, url(satz), 360)
    reise.tab_to(page, ".ansicht input")
    with page.expect_response("**/vorschau/"):
        page.keyboard.press("ArrowRight")
    expect(page.locator(".vorschau__blatt")).to_be_visible()
    reise.tab_to(page, "[data-vorschau]")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("ArrowLeft")

    expect(page.locator("#id_text")).to_be_visible()
    expect(page.locator(".vorschau__blatt")).to_be_hidden()


def test_preview_of_what_cannot_be_saved_shows_the_mistakes_beside(
    live_browser: OpenPage, live_server: LiveServer, satz: Abschnitt
) -> None:
    page = opened(live_browser, live_server, url(satz), 360, script=False)
    page.fill("#id_titel", "")
    page.get_by_role("radio", name="Vorschau").check()
    page.get_by_role("button", name="Vorschau erneuern").click()

    expect(page.locator(".vorschau__blatt")).to_contain_text("Ohne Titel")
    expect(page.locator(".fehlerliste").first).to_be_visible()


def test_text_is_marked_up_by_buttons_and_shown_at_once(
    live_browser: OpenPage, live_server: LiveServer, satz: Abschnitt
) -> None:
    page = opened(live_browser, live_server, url(satz), 1280)
    page.fill("#id_text", "")
    for name in ("Fett", "Liste", "Tabelle", "Fußnote"):
        page.locator("#id_text").press("Control+End")
        page.get_by_role("button", name=name, exact=True).click()

    assert page.input_value("#id_text") == "**Wort**\n\n- \n\n| Jahr | Ziel |\n|---|---|\n| 2027 |  |¹"
    expect(page.locator(".vorschau strong")).to_have_text("Wort")
    page.locator("#id_text").select_text()
    page.keyboard.type("leise")
    page.locator("#id_text").select_text()
    page.keyboard.press("Control+i")
    assert page.input_value("#id_text") == "*leise*"
    wait_until_put_by(page)


def test_what_is_typed_is_put_by_when_the_page_goes(
    live_browser: OpenPage, live_server: LiveServer, satz: Abschnitt
) -> None:
    page = opened(live_browser, live_server, url(satz), 1280)
    page.fill("#id_text", "Nicht gespeichert.")
    wait_until_put_by(page)

    assert Entwurf.objects.get().eingaben["text"] == ["Nicht gespeichert."]
    page.goto(url(satz))
    expect(page.get_by_role("heading", name="Sie haben einen Entwurf abgelegt")).to_be_visible()


def test_a_source_is_dragged_onto_another_satz_and_the_text_stays(
    live_browser: OpenPage, live_server: LiveServer, satz: Abschnitt
) -> None:
    other = make_abschnitt(leitbild=satz.leitbild, nr="2", titel="Jede zählt.", position=2)
    page = opened(live_browser, live_server, f"{url(satz)}?art=beitrag", 1280)
    page.fill("#id_text", "Noch nicht gespeichert.")
    zeile = page.locator(f".gliederung [data-ziel='{other.pk}']")
    expect(zeile).to_contain_text("ohne Quelle")

    page.locator(".wahl__liste > li", has_text=CARDS[0]).locator("label").first.hover()
    page.mouse.down()
    zeile.hover()
    zeile.hover()
    page.mouse.up()
    expect(page.locator("[data-verbinden-stand]")).to_contain_text(
        f"„{CARDS[0]}“ und Leitsatz 2: Jede zählt. sind gewählt"
    )
    expect(page.locator("#id_begruendung")).to_be_focused()
    page.keyboard.type("Wege sind lang.")
    page.get_by_role("button", name="Als Quelle eintragen").click()

    expect(page.locator("[data-quellen-stand]")).to_have_text(
        "Die Quelle ist bei „Leitsatz 2: Jede zählt.“ eingetragen."
    )
    expect(page.locator("#quellen")).to_contain_text("Noch keine Quelle eingetragen.")
    expect(zeile).not_to_contain_text("ohne Quelle")
    assert page.input_value("#id_text") == "Noch nicht gespeichert."
    assert list(Herleitung.objects.values_list("abschnitt", "beitrag__text")) == [(other.pk, CARDS[0])]
    wait_until_put_by(page)
