"""A passkey from beginning to end, with the authenticator that Chromium has for tests."""

from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from bildungskommune.accounts.models import Zutritt
from tests.accounts.test_anmelden import CONFIRM, ask_for_code, make_jana

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def open_page(browser: Browser, live_server: LiveServer, client: Client) -> Page:
    """Open a browser with a device, logged in as the client is. A passkey needs a name: none is made for a number."""
    base = f"http://localhost:{urlsplit(live_server.url).port}"
    page = browser.new_page(base_url=base)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": base}])
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    return page


def test_passkey_is_set_up_where_it_is_demanded_and_opens_the_desk(
    live_server: LiveServer, browser: Browser, client: Client, settings: Settings
) -> None:
    settings.ZWEITER_FAKTOR = ["stabsstelle"]
    konto = make_jana()
    konto.set_unusable_password()
    konto.save()
    client.post(CONFIRM, {"code": ask_for_code(client)})
    page = open_page(browser, live_server, client)

    page.goto("/verwaltung/")
    page.get_by_role("link", name="Zweiten Faktor einrichten").click()
    page.get_by_role("link", name="Passkey einrichten").click()
    page.get_by_label("Name").fill("Mein Rechner")
    page.locator("[name=passwordless]").check()
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url("**/konto/2fa/recovery-codes/")
    page.goto("/verwaltung/")
    at_the_desk = page.url
    page.goto("/konto/logout/")
    page.get_by_role("button", name="Abmelden").click()
    page.wait_for_url("**/")
    page.goto("/konto/login/")
    page.get_by_role("button", name="Mit Passkey anmelden").click()
    page.wait_for_url("**/verwaltung/")
    page.context.close()

    assert urlsplit(at_the_desk).path == "/verwaltung/"
    assert [(one.art, one.grund) for one in Zutritt.objects.order_by("pk")] == [("code", ""), ("passkey", "")]
