"""The office mends a registration and sends its mail once more."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from bildungskommune.post.models import Mail
from tests.factories import make_konto
from tests.workshops.staff import Werkstatt, make_werkstatt
from workshops.anmeldung import zugang
from workshops.models import Anmeldung
from workshops.models.enums import AnmeldungStatus

pytestmark = pytest.mark.django_db


@pytest.fixture
def werkstatt(client: Client) -> Werkstatt:
    client.force_login(make_konto())
    return make_werkstatt()


def data(anmeldung: Anmeldung, **fields: str) -> dict[str, str]:
    return {"name": anmeldung.name, "einrichtung": anmeldung.einrichtung, "email": anmeldung.email, **fields}


def test_name_and_phone_are_mended_without_a_mail(client: Client, werkstatt: Werkstatt) -> None:
    anmeldung = werkstatt.anmeldung

    response = client.post(werkstatt.url("v-anmeldung-edit"), data(anmeldung, name="Eva Recht", telefon="03904 1"))

    anmeldung.refresh_from_db()
    assert response.headers["Location"] == werkstatt.url("v-anmeldung")
    assert (anmeldung.name, anmeldung.telefon) == ("Eva Recht", "03904 1")
    assert Mail.objects.count() == 0


def test_another_address_closes_the_old_links_and_gets_new_ones(client: Client, werkstatt: Werkstatt) -> None:
    anmeldung = werkstatt.anmeldung
    secret = zugang.mint(anmeldung, "aendern")

    client.post(werkstatt.url("v-anmeldung-edit"), data(anmeldung, email="richtig@kita.example"))

    assert [Client().get(f"/anmeldung/{old}/").status_code for old in (secret, anmeldung.token)] == [404, 404]
    assert list(Mail.objects.values_list("an", "anlass")) == [("richtig@kita.example", "anmeldung_bestaetigt")]


def test_who_has_still_to_confirm_gets_the_mail_and_the_time_again(client: Client, werkstatt: Werkstatt) -> None:
    soon = timezone.now() + timedelta(hours=1)
    Anmeldung.objects.update(status=AnmeldungStatus.EINGEGANGEN, bestaetigen_bis=soon)

    client.post(werkstatt.url("v-anmeldung-erneut"))

    anmeldung = Anmeldung.objects.get()
    assert anmeldung.bestaetigen_bis is not None
    assert anmeldung.bestaetigen_bis > soon + timedelta(hours=46)
    assert Mail.objects.get().anlass == "anmeldung_bestaetigen"


def test_nothing_is_sent_for_what_is_cancelled(client: Client, werkstatt: Werkstatt) -> None:
    Anmeldung.objects.update(status=AnmeldungStatus.STORNIERT)

    page = client.post(werkstatt.url("v-anmeldung-erneut"), follow=True).content.decode()

    assert "Dieser Anmeldung lässt sich nichts schicken" in page
    assert "E-Mail noch einmal schicken" not in page
    assert Mail.objects.count() == 0
