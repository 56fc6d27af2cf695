"""Dates and what came out of them, as the public reads it."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.conftest import forget_rings
from tests.factories import (
    make_abfrage,
    make_abschnitt,
    make_anmeldung,
    make_herleitung,
    make_thema,
    make_workshop,
)
from workshops.models import Punktstand, Workshop
from workshops.models.enums import WorkshopStatus

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _quick(settings: Any) -> None:
    settings.SPAMSCHUTZ_SEKUNDEN = 0
    forget_rings()


def html(response: Any) -> str:
    return str(response.content.decode())


def make_past(**fields: Any) -> Workshop:
    return make_workshop(beginn=timezone.now() - timedelta(days=20), status=WorkshopStatus.DURCHGEFUEHRT, **fields)


def test_page_of_a_date_shows_programme_place_and_seats_without_a_cookie(client):
    workshop = make_workshop(kapazitaet=3)
    make_anmeldung(workshop=workshop)
    workshop.programm.create(titel="Begrüßung", von="16:00", bis="16:30")

    response = client.get(workshop.get_absolute_url())

    assert (response.status_code, dict(response.cookies)) == (200, {})
    for words in ("Begrüßung", "16:00 bis 16:30", "Noch 2 von 3 Plätzen frei", "Platz sichern"):
        assert words in html(response)


@pytest.mark.parametrize("fields", [{"sichtbarkeit": "intern"}, {"reihe": None, "sichtbarkeit": "einladung"}])
def test_date_that_is_not_public_is_unknown_to_strangers(client, fields):
    workshop = make_workshop(**fields)

    for name in ("workshop", "anmeldung-new", "beitrag-new"):
        assert client.get(reverse(name, args=(workshop.slug,))).status_code == 404


def test_page_after_the_date_shows_themen_by_dots_and_what_became_of_them(client):
    workshop = make_past()
    light, heavy = make_thema(workshop=workshop, titel="Räume"), make_thema(workshop=workshop, titel="Wege")
    abfrage = make_abfrage(workshop=workshop)
    Punktstand.objects.create(abfrage=abfrage, thema=light, punkte=3)
    Punktstand.objects.create(abfrage=abfrage, thema=heavy, punkte=9)
    satz = make_abschnitt(titel="Kein Weg ist zu weit.", veroeffentlicht=True, veroeffentlicht_am=timezone.localdate())
    make_herleitung(satz, thema=heavy)

    page = html(client.get(workshop.get_absolute_url()))

    assert page.index("Wege") < page.index("Räume")
    assert "Kein Weg ist zu weit." in page
    assert "Platz sichern" not in page


def test_cancelled_date_stays_in_the_list_and_says_so(client):
    make_workshop(titel="Fällt aus", status=WorkshopStatus.ABGESAGT)

    page = html(client.get(reverse("workshop-list")))

    assert "Fällt aus" in page
    assert "Dieser Termin ist abgesagt" in page
