"""Nobody is offered a way that is closed to them."""

import re

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
