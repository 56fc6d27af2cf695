"""Nothing of a workshop goes with one click, and nothing that is in use goes at all."""

import pytest
from django.test import Client
from django.urls import reverse

from bildungskommune.werkbank.models import Geloescht
from tests.factories import make_anmeldung, make_beitrag, make_gruppe, make_institution, make_konto, make_workshop
from workshops.models import Arbeitsgruppe, Einladung, Programmpunkt

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(make_konto())
    return client


def test_group_that_people_wished_for_stays_and_says_how_many(office: Client) -> None:
    gruppe = make_gruppe(workshop=make_workshop(), titel="Ehrenamt")
    for _ in range(3):
        make_anmeldung(workshop=gruppe.workshop, ag_wunsch_1=gruppe)
    make_beitrag(workshop=gruppe.workshop, gruppe=gruppe)
    url = reverse("v-gruppe-loeschen", args=(gruppe.pk,))

    asked = office.get(url).content.decode()
    refused = office.post(url)

    assert "3 Anmeldungen, 1 Beitrag" in asked
    assert "Nicht löschen" not in asked
    assert refused.status_code == 422
    assert Arbeitsgruppe.objects.filter(pk=gruppe.pk).exists()
    assert {anmeldung.ag_wunsch_1 for anmeldung in gruppe.workshop.anmeldungen.all()} == {gruppe}


def test_group_that_nobody_wished_for_goes_after_asking_and_comes_back(office: Client) -> None:
    gruppe = make_gruppe(workshop=make_workshop(), titel="Ehrenamt")
    url = reverse("v-gruppe-loeschen", args=(gruppe.pk,))

    assert office.get(url).status_code == 200
    assert Arbeitsgruppe.objects.count() == 1
    office.post(url)
    assert Arbeitsgruppe.objects.count() == 0
    office.post(reverse("v-papierkorb-zurueckholen", args=(Geloescht.objects.get().pk,)))

    assert Arbeitsgruppe.objects.get().titel == "Ehrenamt"


def test_item_of_the_programme_goes_after_asking(office: Client) -> None:
    punkt = Programmpunkt.objects.create(workshop=make_workshop(), titel="Begrüßung", position=1)
    url = reverse("v-programm-loeschen", args=(punkt.pk,))

    assert "Begrüßung" in office.get(url).content.decode()
    assert Programmpunkt.objects.count() == 1
    assert office.post(url).status_code == 302
    assert Programmpunkt.objects.count() == 0


def test_invitation_that_somebody_used_stays(office: Client) -> None:
    workshop = make_workshop()
    einladung = Einladung.objects.create(workshop=workshop, institution=make_institution(), kontingent=2, code="abc")
    make_anmeldung(workshop=workshop, einladung=einladung)

    refused = office.post(reverse("v-einladung-loeschen", args=(einladung.pk,)))

    assert refused.status_code == 422
    assert "1 Anmeldung" in refused.content.decode()
    assert Einladung.objects.count() == 1
