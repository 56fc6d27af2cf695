"""Every page of the portal in a real Chromium: axe in both themes, on a desk, then at the width of a phone.

In parts of half a minute, so that the cores have equally much to do.
"""

from collections.abc import Callable, Iterable

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page

from bildungskommune.accounts.models import Konto, Zutritt
from tests import welt
from tests.axe import needs_axe, overflow, pale_or_tight, violations
from tests.conftest import OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), needs_axe]

DOORS = ("login/", "login/code/", "password/reset/", "password/reset/done/", "inactive/", "3rdparty/login/cancelled/")
Look = Callable[[Page], object]
OWN = ("", "2fa/", "2fa/totp/activate/", "2fa/webauthn/", "2fa/webauthn/add/", "password/set/", "logout/")


@pytest.fixture
def konten() -> dict[str, Konto]:
    return welt.build()


def named(*, staff: bool) -> list[str]:
    """Return the addresses of ours on this side of the portal."""
    return sorted({welt.address(*found) for found in welt.patterns() if found[0].startswith("v-") == staff})


def pages(client: Client, addresses: Iterable[str]) -> list[str]:
    """Return those that answer this visitor with a page."""
    return [address for address in addresses if is_page(client, address)]


def is_page(client: Client, address: str) -> bool:
    """Whether this address answers with a whole page, neither a file nor the piece of one."""
    answer = client.get(address)
    answer.close()  # a PDF is an open file
    if "sandbox" in answer.get("Content-Security-Policy", ""):
        return False  # a mail as its reader sees it, not a page of the portal
    is_html = answer.status_code == 200 and answer["Content-Type"].startswith("text/html")
    return is_html and b"<html" in answer.content


def log_in(client: Client, page: Page, konto: Konto) -> None:
    """Give the browser the session of this account."""
    client.force_login(konto)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": page.url}])


def too_wide(page: Page) -> int:
    return max(overflow(page), 0)


def bright_desk(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(color_scheme="light", reduced_motion="reduce")


def dark_phone(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")


def findings(page: Page, addresses: list[str], on_the_phone: Look = violations) -> list[object]:
    """Open each address once and return what is wrong with it on a bright desk, then on a dark phone."""
    found: list[object] = []
    for address in addresses:
        bright_desk(page)
        answer = page.goto(address)
        if answer is None or answer.status != 200:
            found.append((address, answer and answer.status))
            continue
        for hold, look in ((bright_desk, violations), (dark_phone, on_the_phone)):
            hold(page)
            found += [(address, hold.__name__, one) for one in (look(page), too_wide(page)) if one]
    return found


@pytest.mark.parametrize("half", [0, 1])
def test_public_pages(konten: dict[str, Konto], client: Client, live_browser: OpenPage, half: int) -> None:
    addresses = pages(client, named(staff=False)[half::2])
    page = live_browser(bypass_csp=True)

    assert findings(page, addresses) == []
    assert len(addresses) > 25


@pytest.mark.parametrize("part", range(4))
def test_staff_pages(konten: dict[str, Konto], client: Client, live_browser: OpenPage, part: int) -> None:
    page = live_browser(bypass_csp=True)
    page.goto("/")
    log_in(client, page, konten["stabsstelle"])
    addresses = pages(client, ["/verwaltung/", *named(staff=True)][part::4])

    assert findings(page, addresses, on_the_phone=pale_or_tight) == []
    assert len(addresses) > 37


def test_pages_of_the_account(konten: dict[str, Konto], client: Client, live_browser: OpenPage) -> None:
    addresses = pages(client, [f"/konto/{one}" for one in DOORS])
    page = live_browser(bypass_csp=True)

    assert findings(page, addresses) == []
    assert len(addresses) == len(DOORS)


def test_own_account(konten: dict[str, Konto], client: Client, live_browser: OpenPage) -> None:
    konto = konten["stabsstelle"]
    konto.set_unusable_password()
    konto.save()
    for grund in ("", "falsch"):
        Zutritt.objects.create(konto=konto, art="code", grund=grund, netz="192.0.2.0/24")
    page = live_browser(bypass_csp=True)
    page.goto("/")
    log_in(client, page, konto)
    addresses = pages(client, [*(f"/konto/{one}" for one in OWN), "/verwaltung/konten/zutritte/"])

    assert findings(page, addresses) == []
    assert len(addresses) == len(OWN) + 1
