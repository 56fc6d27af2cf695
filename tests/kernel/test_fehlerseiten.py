"""Forms that could not be taken give back what was typed; addresses that make no sense end in no 500."""

from typing import Any

import lxml.html
import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from bildungskommune.accounts.models import Konto
from bildungskommune.seiten.models import Barrieremeldung
from tests.factories import make_konto
from tests.lesen import words

pytestmark = pytest.mark.django_db
MELDEN = "/barrierefreiheit/melden/"
TEXT = "Das Menü <b>geht</b> nicht auf.\nAuch nicht mit der Tastatur."


def given_back(response: Any) -> dict[str, str]:
    """Return label and text of what the page gives back."""
    html = lxml.html.fromstring(response.content.decode())
    areas = html.cssselect("textarea[readonly]")
    return {words(html.cssselect(f"label[for={area.get('id')}]")[0]): str(area.text).strip("\n") for area in areas}


def test_form_without_its_mark_gives_back_what_was_typed(first_texts: None):
    browser = Client(enforce_csrf_checks=True)
    data = {"beschreibung": TEXT, "name": "Jana", "absendung": "x" * 22, "gezeigt": "a:b", "password": "Geheim eins"}

    response = browser.post(MELDEN, data)

    assert response.status_code == 403
    assert given_back(response) == {"Beschreibung": TEXT, "Name": "Jana"}
    assert "Geheim" not in response.content.decode()
    assert f'href="{MELDEN}"' in response.content.decode()
    assert response.headers["Cache-Control"] == "no-store"
    assert "sessionid" not in response.cookies
    assert not Barrieremeldung.objects.exists()


def test_too_large_form_says_so_and_gives_back_what_was_typed(first_texts: None, settings: Settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 2000
    body = f"beschreibung={'Wort+' * 1000}&name=Jana"

    response = Client().post(MELDEN, body, content_type="application/x-www-form-urlencoded")

    assert response.status_code == 413
    assert "Das war zu viel auf einmal" in response.content.decode()
    assert given_back(response)["Name"] == "Jana"
    assert len(given_back(response)["Beschreibung"]) == 5000


def test_form_with_too_many_fields_gives_back_what_was_typed(first_texts: None, settings: Settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 3
    body = "a=1&b=2&c=3&d=4&beschreibung=Ein+Satz"

    response = Client().post(MELDEN, body, content_type="application/x-www-form-urlencoded")

    assert response.status_code == 413
    assert list(given_back(response).values()) == ["Ein Satz"]


def test_too_large_form_with_files_says_how_to_get_the_text_back(first_texts: None, settings: Settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 2000

    response = Client().post(MELDEN, {"beschreibung": "Wort " * 1000})

    assert response.status_code == 413
    assert given_back(response) == {}
    assert "einen Schritt zurück" in response.content.decode()


def test_request_that_makes_no_sense_is_still_400(first_texts: None, settings: Settings):
    settings.DEBUG = False

    assert Client().get("/", headers={"host": "fremd.example"}).status_code == 400


@pytest.mark.parametrize("referer", ["http://[", "http://[::1", "//[", "", "http://fremd.example/geheim"])
def test_page_before_may_be_nonsense(first_texts: None, referer: str):
    response = Client().get(MELDEN, headers={"referer": referer})

    assert response.status_code == 200
    assert 'name="seite"' in response.content.decode()
    assert "geheim" not in response.content.decode()


def test_page_before_is_filled_in(first_texts: None):
    page = Client().get(MELDEN, headers={"referer": "http://testserver/leitbild/?q=Jana"}).content.decode()

    assert 'value="/leitbild/"' in page


def test_account_is_shown_and_nothing_of_it_can_be_changed(client: Client):
    konto, other = make_konto(), make_konto()
    client.force_login(konto)

    page = client.get(reverse("konto"))
    tried = client.post(reverse("konto"), {"action_add": "", "email": other.email})

    assert page.status_code == 200
    assert konto.email in page.content.decode()
    assert tried.status_code == 405
    assert Konto.objects.get(pk=konto.pk).email == konto.email


def test_page_of_an_account_asks_strangers_to_log_in():
    assert Client().get(reverse("konto")).status_code == 302


def test_text_typed_while_the_session_ended_comes_back_with_the_way_to_log_in():
    address = reverse("v-vorlage-new")
    data = {"nummer": "0462/40/2026", "betreff": "Bildungsleitbild des Landkreises", "absendung": "x" * 22}

    response = Client().post(address, data, headers={"referer": f"http://testserver{address}?reihe=1"})

    assert response.status_code == 403
    assert "Bildungsleitbild des Landkreises" in given_back(response).values()
    assert f'href="{reverse("account_login")}?next={address}"' in response.content.decode()
    assert response.headers["Cache-Control"] == "no-store"


def test_stranger_who_typed_nothing_is_led_to_the_log_in():
    assert Client().post(reverse("v-vorlage-new"), {"absendung": "x" * 22}).status_code == 302


def test_account_that_may_not_gets_no_page_to_log_in(client: Client):
    client.force_login(make_konto(rolle="fachamt"))

    response = client.post(reverse("v-vorlage-new"), {"betreff": "Bildungsleitbild des Landkreises"})

    assert response.status_code == 403
    assert "nicht mehr angemeldet" not in response.content.decode()
