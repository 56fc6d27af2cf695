"""Planning, as the Stabsstelle does it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bildungskommune.post.models import Mail
from tests.factories import make_beitrag, make_konto, make_reihe
from tests.workshops.staff import Werkstatt, make_werkstatt
from workshops.models import Ort, Reihe, Workshop
from workshops.models.enums import ReihenStatus, WorkshopStatus

pytestmark = pytest.mark.django_db


@pytest.fixture
def werkstatt(client: Client) -> Werkstatt:
    client.force_login(make_konto())
    return make_werkstatt()


def _workshop_data(reihe: Reihe, **more: object) -> dict[str, object]:
    beginn = timezone.localtime() + timedelta(days=20)
    return {
        "reihe": reihe.pk,
        "art": "workshop",
        "titel": "Lernen im Dorf",
        "beginn": f"{beginn:%Y-%m-%dT%H:%M}",
        "ende": f"{beginn + timedelta(hours=3):%Y-%m-%dT%H:%M}",
        "anmeldeschluss": f"{beginn - timedelta(days=2):%Y-%m-%dT%H:%M}",
        "kapazitaet": "40",
        "sichtbarkeit": "oeffentlich",
        **more,
    }


def test_reihe_place_and_workshop_are_created_one_after_the_other(client: Client, werkstatt: Werkstatt):
    client.post(reverse("v-reihe-new"), {"titel": "Börde lernt", "oeffentlich": "on"})
    client.post(reverse("v-ort-new"), {"name": "Rathaus", "plz": "39387"})
    reihe, ort = Reihe.objects.get(titel="Börde lernt"), Ort.objects.get(name="Rathaus")

    response = client.post(reverse("v-workshop-new"), _workshop_data(reihe, ort=ort.pk, zielgruppen=["eltern"]))

    workshop = Workshop.objects.get(titel="Lernen im Dorf")
    assert response["Location"] == reverse("v-workshop", args=(workshop.pk,))
    assert (reihe.kennung, workshop.ort, workshop.zielgruppen) == ("boerde-lernt", ort, ["eltern"])
    assert workshop.slug == f"lernen-im-dorf-{workshop.beginn:%Y}"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"ende": "2020-01-01T10:00"}, "Das Ende liegt nicht nach dem Beginn."),
        ({"anmeldeschluss": "2099-01-01T10:00"}, "Der Anmeldeschluss liegt nach dem Beginn."),
        ({"kapazitaet": "0"}, "Bitte geben Sie zwischen 1 und 5.000 Plätze an."),
        ({"titel": "x" * 10_000}, "Bitte kürzen Sie den Text auf höchstens 300 Zeichen"),
        ({"beginn": "morgen"}, "Bitte geben Sie Tag und Uhrzeit an"),
    ],
)
def test_impossible_workshop_is_refused_with_a_sentence(
    client: Client, werkstatt: Werkstatt, wrong: dict[str, str], sentence: str
):
    response = client.post(reverse("v-workshop-new"), _workshop_data(make_reihe(), **wrong))

    assert response.status_code == 422
    assert sentence in response.content.decode()


def test_everybody_is_told_when_the_day_is_moved(client: Client, werkstatt: Werkstatt):
    client.post(werkstatt.url("v-workshop-edit"), _workshop_data(werkstatt.workshop.reihe))

    werkstatt.workshop.refresh_from_db()
    assert werkstatt.workshop.titel == "Lernen im Dorf"
    assert [mail.an for mail in Mail.objects.all()] == [werkstatt.anmeldung.email]


def test_cancelling_asks_for_the_reason_and_writes_to_everybody(client: Client, werkstatt: Werkstatt):
    url = werkstatt.url("v-workshop-move", "abgesagt")
    assert client.post(url, {"grund": " "}).status_code == 422

    client.post(url, {"grund": "Sturm"})

    werkstatt.workshop.refresh_from_db()
    assert (werkstatt.workshop.status, Mail.objects.count()) == (WorkshopStatus.ABGESAGT, 1)


@pytest.mark.parametrize("to", [WorkshopStatus.DOKUMENTIERT, "unsinn", WorkshopStatus.DURCHGEFUEHRT])
def test_impossible_step_changes_nothing(client: Client, werkstatt: Werkstatt, to: str):
    response = client.post(werkstatt.url("v-workshop-move", to), follow=True)

    werkstatt.workshop.refresh_from_db()
    assert (response.status_code, werkstatt.workshop.status) == (200, WorkshopStatus.OFFEN)


def test_reihe_with_unanswered_contributions_leads_to_them(client: Client, werkstatt: Werkstatt):
    reihe = make_reihe(status=ReihenStatus.LAEUFT)
    make_beitrag(reihe=reihe)

    response = client.post(reverse("v-reihe-move", args=(reihe.pk, "abgeschlossen")), follow=True)

    assert response.redirect_chain == [(f"{reverse('v-beitrag-list')}?verbleib=ohne", 302)]
    assert "Ein Beitrag hat noch keinen Verbleib." in response.content.decode()


def test_programme_is_written_ordered_and_deleted(client: Client, werkstatt: Werkstatt):
    client.post(werkstatt.url("v-programm-new"), {"titel": "Karten schreiben", "von": "16:30", "phase": "kritik"})
    client.post(werkstatt.url("v-programm-move"), {"richtung": "runter"})
    titles = list(werkstatt.workshop.programm.values_list("titel", flat=True))
    client.post(werkstatt.url("v-programm-loeschen"))

    assert titles == ["Karten schreiben", "Begrüßung"]
    assert list(werkstatt.workshop.programm.values_list("titel", flat=True)) == ["Karten schreiben"]
