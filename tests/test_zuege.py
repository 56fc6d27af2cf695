"""The moves of a thing at the desk: after its name on a phone, at the right on a desk, in one order for eye and key."""

from itertools import pairwise
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page

from tests import welt
from tests.conftest import OpenPage
from tests.test_axe import log_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PARTS = """() => [...document.querySelectorAll('.vseite > *')].filter(part => part.childElementCount).map(part => {
  const box = part.getBoundingClientRect();
  return {name: part.className, left: box.left, right: box.right, top: box.top, bottom: box.bottom} })"""
PAGES = (
    "v-massnahme",
    "v-workshop",
    "v-anmeldung",
    "v-beitrag",
    "v-fassung",
    "v-leitbild",
    "v-abschnitt-edit",
    "v-konzept",
    "v-handlungsfeld",
    "v-plan",
    "v-plan-list",
    "v-massnahme-list",
    "v-person-edit",
    "v-vorlage-edit",
)


@pytest.fixture
def desk(client: Client, live_browser: OpenPage) -> Page:
    konten = welt.build()
    page = live_browser()
    page.goto("/")
    log_in(client, page, konten["stabsstelle"])
    return page


def test_moves_come_after_the_name_on_a_phone_and_at_the_right_on_a_desk(desk: Page) -> None:
    arguments = dict(welt.patterns())
    addresses = [welt.address(name, arguments[name]) for name in PAGES]

    on_phone = {address: parts(desk, address, 360) for address in addresses}
    on_desk = {address: parts(desk, address, 1280) for address in addresses}

    assert [address for address, found in on_phone.items() if not is_in_one_column(found)] == []
    assert [address for address, found in on_desk.items() if not has_moves_at_the_right(found)] == []


def parts(page: Page, address: str, width: int) -> list[dict[str, Any]]:
    """Return the parts of the page in the order in which they are read, and where they stand."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address)
    return list(page.evaluate(PARTS))


def is_in_one_column(found: list[dict[str, Any]]) -> bool:
    names = [part["name"] for part in found]
    falls = all(above["bottom"] <= below["top"] for above, below in pairwise(found))
    return names[:3] == ["vseite__kopf", "vseite__zug", "vseite__haupt"] and falls


def has_moves_at_the_right(found: list[dict[str, Any]]) -> bool:
    name, moves, main, *beside = found
    stands_beside = moves["top"] == name["top"] and moves["left"] > max(name["right"], main["right"])
    follows = main["top"] - name["bottom"] < 60 and all(part["top"] >= moves["bottom"] for part in beside)
    return bool(stands_beside and follows)
