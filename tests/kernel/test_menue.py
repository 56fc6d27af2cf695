"""Nobody is offered a way that is closed to them."""

import re

import lxml.html
import pytest
from django.test import Client
from django.urls import reverse

from bildungskommune.accounts.models import Konto
from tests.factories import make_konto, make_workshop

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("rolle", Konto.Rolle.values)
def test_every_way_from_the_desk_is_open_to_the_role(client: Client, rolle: str) -> None:
    konto = make_konto(rolle)
    make_workshop(titel="Von anderen moderiert")
    if rolle == Konto.Rolle.MODERATION:
        make_workshop(titel="Selbst moderiert").moderation.add(konto)
    client.force_login(konto)

    desk = client.get(reverse("pult")).content.decode()
    ways = sorted(set(re.findall(r'href="(/verwaltung/[^"#]*)"', desk)))

    assert {way: client.get(way).status_code for way in ways} == dict.fromkeys(ways, 200)


def test_desk_of_a_moderation_names_its_own_dates_alone(client: Client) -> None:
    konto = make_konto(Konto.Rolle.MODERATION)
    make_workshop(titel="Von anderen moderiert")
    make_workshop(titel="Selbst moderiert").moderation.add(konto)
    client.force_login(konto)

    desk = client.get(reverse("pult")).content.decode()

    assert "Selbst moderiert" in desk
    assert "Von anderen moderiert" not in desk


WAYS = {
    "stabsstelle": [
        *("Pult", "Workshops", "Beiträge", "Leitbild", "Konzept", "Maßnahmen"),
        *("Akteure", "Veröffentlichungen", "Kennzahlen", "Beteiligung", "Vorlagen", "Post", "Einstellungen"),
    ],
    "leitung": [
        *("Pult", "Workshops", "Beiträge", "Leitbild", "Konzept", "Maßnahmen"),
        *("Akteure", "Veröffentlichungen", "Kennzahlen"),
    ],
    "moderation": ["Pult", "Workshops", "Beiträge"],
    "fachamt": ["Pult", "Maßnahmen"],
}


@pytest.mark.parametrize("rolle", WAYS)
def test_menu_of_the_office_holds_what_the_role_may_enter(client: Client, rolle: str) -> None:
    client.force_login(make_konto(rolle))

    page = lxml.html.fromstring(client.get(reverse("pult")).content)

    assert [link.text_content() for link in page.cssselect("#menue a")] == WAYS[rolle]


def test_menus_of_the_public_pages(client: Client) -> None:
    page = lxml.html.fromstring(client.get("/").content)

    menu = [link.text_content() for link in page.cssselect("#menue a")]
    reading = [link.text_content() for link in page.cssselect("[aria-labelledby=fuss-lesen] a")]

    assert menu == ["Mitmachen", "Leitbild", "Konzept", "Maßnahmen", "Über das Verfahren"]
    assert reading == ["Leitbild", "Bildungskonzept", "Maßnahmen", "Veröffentlichungen", "Kennzahlen"]
