"""A sketch of a workshop becomes a measure."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bildungskommune.tracing.netz import netz
from massnahmen.models import Massnahme
from tests.factories import make_beitrag, make_konto, make_thema, make_workshop, make_zuordnung
from workshops.models import Projektskizze, Workshop

pytestmark = pytest.mark.django_db


@pytest.fixture
def skizze() -> Projektskizze:
    workshop = make_workshop(titel="Werkstatt Mobilität", beginn=timezone.now(), ende=timezone.now())
    return Projektskizze.objects.create(
        workshop=workshop,
        kennung="rufbus",
        titel="Rufbus am Abend",
        ziel="Alle kommen heim.",
        schritte="- Linien zählen\r\n\r\n- Angebote einholen",
        verantwortliche="Fachdienst Verkehr\nStadt Wanzleben",
        verbuendete="Kreisvolkshochschule\nSeniorenbeirat",
        termin="Herbst 2027",
    )


def desk(client: Client, rolle: str = "stabsstelle") -> Client:
    client.force_login(make_konto(rolle=rolle))
    return client


def page(workshop: Workshop) -> str:
    return reverse("v-dokumentation", args=(workshop.pk,))


def test_sketch_becomes_a_measure_with_its_words(client: Client, skizze: Projektskizze):
    response = desk(client).post(reverse("v-skizze-massnahme", args=(skizze.pk,)))

    massnahme = Massnahme.objects.get()
    assert response["Location"] == reverse("v-massnahme", args=(massnahme.pk,))
    assert [
        massnahme.titel,
        massnahme.ziel,
        massnahme.anlass,
        massnahme.zustaendigkeit_original,
        massnahme.zeitraum_original,
        massnahme.status,
        massnahme.oeffentlich,
        [schritt.titel for schritt in massnahme.schritte.all()],
        [mit.wortlaut for mit in massnahme.mitwirkungen.all()],
    ] == [
        "Rufbus am Abend",
        "Alle kommen heim.",
        "Projektskizze aus „Werkstatt Mobilität“.",
        "Fachdienst Verkehr Stadt Wanzleben",
        "Herbst 2027",
        "vorschlag",
        False,
        ["Linien zählen", "Angebote einholen"],
        ["Kreisvolkshochschule", "Seniorenbeirat"],
    ]


def test_second_click_leads_to_the_measure_that_is_there(client: Client, skizze: Projektskizze):
    desk(client)
    address = reverse("v-skizze-massnahme", args=(skizze.pk,))
    first, second = client.post(address), client.post(address)

    assert first["Location"] == second["Location"]
    assert Massnahme.objects.count() == 1
    assert "Aus dieser Skizze wurde schon eine Maßnahme." in client.get(second["Location"]).content.decode()


def test_each_leads_to_the_other_on_the_desk(client: Client, skizze: Projektskizze):
    desk(client)
    assert "Maßnahme daraus machen" in client.get(page(skizze.workshop)).content.decode()

    measure = client.post(reverse("v-skizze-massnahme", args=(skizze.pk,)))["Location"]

    documentation = client.get(page(skizze.workshop)).content.decode()
    assert [f'href="{measure}"' in documentation, "Maßnahme daraus machen" in documentation] == [True, False]
    assert f'href="{page(skizze.workshop)}#skizzen"' in client.get(measure).content.decode()


def test_thread_goes_from_the_card_through_the_sketch(client: Client, skizze: Projektskizze):
    thema = make_thema(workshop=skizze.workshop)
    karte = make_beitrag(workshop=skizze.workshop)
    make_zuordnung(thema, karte)
    skizze.themen.add(thema)
    desk(client).post(reverse("v-skizze-massnahme", args=(skizze.pk,)))
    massnahme = Massnahme.objects.get()
    Massnahme.objects.update(oeffentlich=True)

    found: list[Any] = [step.knoten for step in netz([massnahme], "woher").schritte(massnahme)]

    assert found == [skizze, thema, karte]
    assert "Rufbus am Abend" in Client().get(karte.get_absolute_url()).content.decode()


def test_long_steps_stay_one_text(client: Client, skizze: Projektskizze):
    skizze.schritte = "Erst " + "zählen, " * 60
    skizze.save()

    desk(client).post(reverse("v-skizze-massnahme", args=(skizze.pk,)))

    massnahme = Massnahme.objects.get()
    assert [massnahme.kurzbeschreibung, massnahme.schritte.count()] == [skizze.schritte, 0]


def test_leitung_sees_no_button_and_makes_no_measure(client: Client, skizze: Projektskizze):
    desk(client, "leitung")

    assert "Maßnahme daraus machen" not in client.get(page(skizze.workshop)).content.decode()
    assert client.post(reverse("v-skizze-massnahme", args=(skizze.pk,))).status_code == 403


def test_sketch_with_a_measure_cannot_be_deleted(client: Client, skizze: Projektskizze):
    desk(client).post(reverse("v-skizze-massnahme", args=(skizze.pk,)))

    response = client.post(reverse("v-skizze-loeschen", args=(skizze.pk,)))

    assert response.status_code == 422
    assert Projektskizze.objects.filter(pk=skizze.pk).exists()
