"""The door in a real Chromium: searching while typing, a line that drops, and the same without script."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests import reise
from tests.axe import needs_axe, overflow, violations
from tests.conftest import OpenPage
from tests.factories import make_anmeldung, make_workshop
from workshops.models import Anmeldung, Workshop
from workshops.models.enums import AnmeldungStatus as S

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 320, "height": 640}


@pytest.fixture
def workshop() -> Workshop:
    workshop = make_workshop(titel="Wege zur Bildung", kapazitaet=20)
    for name, haus in (
        ("Ada Ahorn", "Kita Sonne"),
        ("Bo Birke", "Hort Mond"),
        ("Cem Ceder", "Kulturamt"),
    ):
        make_anmeldung(workshop=workshop, name=name, einrichtung=haus, status=S.BESTAETIGT)
    make_anmeldung(workshop=workshop, name="Dana Douglas", einrichtung="Verein", status=S.WARTELISTE)
    return workshop


def _door(open_page: OpenPage, workshop: Workshop, **options: Any) -> Page:
    page = reise.patient(open_page(viewport=PHONE, **options))
    reise.log_in(page)
    page.wait_for_url("**/verwaltung/")
    page.goto(f"/verwaltung/workshops/{workshop.pk}/einlass/")
    return page


def _button(name: str) -> re.Pattern[str]:
    return re.compile(f"{name} Ist da")


def _there(workshop: Workshop) -> list[str]:
    return list(workshop.anmeldungen.filter(status=S.TEILGENOMMEN).order_by("name").values_list("name", flat=True))


def test_somebody_is_found_while_typing_and_let_in_by_keyboard(live_browser: OpenPage, workshop: Workshop) -> None:
    page = _door(live_browser, workshop)

    page.get_by_label("Name oder Einrichtung").focus()
    page.keyboard.type("mond")
    expect(page.get_by_role("status")).to_contain_text("1 Person gefunden.")
    expect(page.locator("[data-einlass-person]:visible")).to_have_count(1)
    page.get_by_role("button", name=_button("Bo Birke")).focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("status")).to_contain_text("Bo Birke ist da.")
    expect(page.locator("[data-einlass-zahlen]")).to_have_text("1 da, 2 noch erwartet")
    expect(page.get_by_label("Name oder Einrichtung")).to_be_focused()
    expect(page.locator("[data-einlass-person]:visible")).to_have_count(4)
    assert _there(workshop) == ["Bo Birke"]


def test_what_was_done_without_a_line_is_sent_when_it_is_back(live_browser: OpenPage, workshop: Workshop) -> None:
    page = _door(live_browser, workshop)
    page.route("**/einlass/**", lambda route: route.abort() if route.request.method == "POST" else route.continue_())

    page.get_by_role("button", name=_button("Ada Ahorn")).click()
    page.get_by_role("button", name=_button("Dana Douglas")).click()
    page.get_by_label("Vor- und Nachname").fill("Uli Ulme")
    page.get_by_label("Einrichtung", exact=True).fill("privat")
    page.get_by_role("button", name="Eintragen, ist da").click()
    expect(page.get_by_role("status")).to_contain_text("3 Einträge sind unterwegs.")
    expect(page.get_by_role("status")).to_contain_text("keine Verbindung")
    assert _there(workshop) == []

    page.reload()
    expect(page.locator("[data-einlass-wartend] li")).to_have_count(3)
    page.unroute("**/einlass/**")

    expect(page.locator("[data-einlass-zahlen]")).to_have_text("3 da, 2 noch erwartet")
    expect(page.locator("[data-einlass-wartend]")).to_be_hidden()
    assert _there(workshop) == ["Ada Ahorn", "Dana Douglas", "Uli Ulme"]
    assert page.evaluate("localStorage.length") == 0


def test_entry_that_is_refused_later_comes_back_into_the_form(live_browser: OpenPage, workshop: Workshop) -> None:
    Anmeldung.objects.filter(name="Ada Ahorn").update(email="ada@example.org")
    page = _door(live_browser, workshop)

    page.get_by_label("Vor- und Nachname").fill("Ada Ahorn")
    page.get_by_label("Einrichtung", exact=True).fill("Kita Sonne")
    page.get_by_label("E-Mail-Adresse").fill("ada@example.org")
    page.get_by_role("button", name="Eintragen, ist da").click()
    refused = page.locator("[data-einlass-wartend] li")
    expect(refused).to_contain_text("Ada Ahorn steht schon auf der Liste")
    refused.get_by_role("button", name="Ins Formular zurückholen").click()

    expect(page.get_by_label("Vor- und Nachname")).to_have_value("Ada Ahorn")
    expect(page.locator("[data-einlass-wartend]")).to_be_hidden()
    assert workshop.anmeldungen.count() == 4


def test_without_script_the_same_buttons_do_the_same(live_browser: OpenPage, workshop: Workshop) -> None:
    page = _door(live_browser, workshop, java_script_enabled=False)

    page.get_by_label("Name oder Einrichtung").fill("mond")
    page.keyboard.press("Enter")
    expect(page.locator("[data-einlass-person]")).to_have_count(1)
    page.get_by_role("button", name=_button("Bo Birke")).press("Enter")

    expect(page.locator(".meldungen")).to_contain_text("Bo Birke ist da.")
    assert _there(workshop) == ["Bo Birke"]


@needs_axe
def test_door_is_accessible_and_fits_a_phone(live_browser: OpenPage, workshop: Workshop) -> None:
    page = _door(live_browser, workshop, bypass_csp=True)

    assert violations(page) == []
    assert overflow(page) == 0
