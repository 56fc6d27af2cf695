"""A form whose session ended is sent again after the log-in, with all that was typed; never one of another site."""

from typing import Any

import lxml.html
import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page

from bildungskommune.beteiligung.models import Vorlage
from bildungskommune.seiten.models import Barrieremeldung
from tests.axe import needs_axe, overflow, violations
from tests.conftest import OpenPage
from tests.factories import make_konto
from tests.lesen import words

pytestmark = pytest.mark.django_db
OURS = {"origin": "http://testserver"}
PASSWORD = "Elf weite Wege 11"
MELDEN = "/barrierefreiheit/melden/"
TEXT = "Zeile <eins>\n\nZeile „zwei“ & drei"


def form_of(response: Any) -> tuple[list[tuple[str, str]], str]:
    """Return the fields that the page sends again, without its marks, and the word on the button."""
    html = lxml.html.fromstring(response.content.decode())
    (form,) = html.cssselect("main form.knopfreihe")
    hidden = [(field.get("name", ""), field.get("value", "")) for field in form.cssselect("input[type=hidden]")]
    marks = {"csrfmiddlewaretoken", "absendung"}
    assert marks <= {name for name, _ in hidden}
    return [one for one in hidden if one[0] not in marks], words(form.cssselect("button")[0])


def has_form(response: Any) -> bool:
    return lxml.html.fromstring(response.content.decode()).cssselect("main form.knopfreihe") != []


def test_form_of_an_ended_session_waits_for_the_log_in() -> None:
    data = {"nummer": "0462/40/2026", "betreff": TEXT, "anlagen": ["a", "b"], "absendung": "x" * 22}

    response = Client().post(reverse("v-vorlage-new"), data, headers=OURS)

    sent = [("nummer", "0462/40/2026"), ("betreff", TEXT), ("anlagen", "a"), ("anlagen", "b")]
    assert (response.status_code, form_of(response)) == (403, (sent, "Nach der Anmeldung erneut senden"))
    assert 'target="_blank"' in response.content.decode()
    assert response.headers["Cache-Control"] == "no-store"


def test_form_of_ours_with_an_old_mark_is_ready_to_be_sent_again(first_texts: None) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.get(MELDEN)

    response = browser.post(MELDEN, {"beschreibung": TEXT, "csrfmiddlewaretoken": "x" * 64}, headers=OURS)
    again = lxml.html.fromstring(response.content.decode()).cssselect("main form.knopfreihe input")
    fresh = {field.get("name"): field.get("value") for field in again}

    assert (response.status_code, form_of(response)) == (403, ([("beschreibung", TEXT)], "Noch einmal senden"))
    assert browser.post(MELDEN, fresh, headers=OURS).status_code == 422  # taken, but sent too fast for a person


@pytest.mark.parametrize(
    "origin",
    [{}, {"origin": "null"}, {"origin": "https://fremd.example"}, {"origin": "http://testserver.fremd.example"}],
)
def test_form_that_another_site_may_have_filled_in_is_not_sent_again(origin: dict[str, str], first_texts: None) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(make_konto())

    for address in (MELDEN, reverse("v-vorlage-new")):
        response = browser.post(address, {"beschreibung": TEXT, "betreff": TEXT}, headers=origin)

        assert (response.status_code, has_form(response)) == (403, False)
    assert not Barrieremeldung.objects.exists()
    assert not Vorlage.objects.exists()


def test_no_secret_stands_on_the_page() -> None:
    data = {"login": "jana@boerde.example", "password": "Geheim eins"}

    response = Client(enforce_csrf_checks=True).post(reverse("account_login"), data, headers=OURS)

    assert (response.status_code, has_form(response)) == (403, False)
    assert "Geheim" not in response.content.decode()


def test_way_to_the_log_in_stays_in_the_portal() -> None:
    address = reverse("v-vorlage-new")

    response = Client().post(
        f"{address}?next=https://fremd.example",
        {"betreff": TEXT},
        headers={**OURS, "referer": "https://fremd.example/a"},
    )

    links = lxml.html.fromstring(response.content.decode()).cssselect("main a[target=_blank]")
    assert [link.get("href", "").startswith(f"{reverse('account_login')}?next={address}") for link in links] == [True]


@needs_axe
@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_nothing_is_lost_between_two_sessions(live_browser: OpenPage, script: bool) -> None:
    konto = make_konto(password=PASSWORD)
    page = live_browser(java_script_enabled=script, bypass_csp=True, viewport={"width": 360, "height": 800})
    log_in(page, konto.email, reverse("v-vorlage-new"))
    page.fill("#id_nummer", "0462/40/2026")
    page.select_option("#id_art", index=1)
    page.fill("#id_betreff", "Bildungsleitbild\n\nfür den „Landkreis“")
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)

    page.click(".formular__senden")
    assert words_of(page, "h1") == "Sie sind nicht mehr angemeldet"
    assert overflow(page) <= 0
    if script:
        assert violations(page) == []
    with page.context.expect_page() as opened:
        page.click("main a[target=_blank]")
    enter(opened.value, konto.email)
    page.click("text=Nach der Anmeldung erneut senden")
    # The log-in changed the mark against forgery, so the portal asks once more.
    page.click("text=Noch einmal senden")

    vorlage = Vorlage.objects.get()
    assert (vorlage.nummer, vorlage.betreff) == ("0462/40/2026", "Bildungsleitbild\n\nfür den „Landkreis“")
    assert page.url.partition("#")[0].endswith(reverse("v-vorlage-edit", args=(vorlage.pk,)))


def log_in(page: Page, email: str, target: str) -> None:
    page.goto(f"{reverse('account_login')}?next={target}")
    enter(page, email)
    page.wait_for_url(f"**{target}")


def enter(page: Page, email: str) -> None:
    page.fill("[name=login]", email)
    page.fill("[name=password]", PASSWORD)
    with page.expect_navigation():
        page.press("[name=password]", "Enter")


def words_of(page: Page, place: str) -> str:
    return page.locator(place).inner_text()
