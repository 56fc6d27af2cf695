"""Staff see what will be forgotten before it is; everybody reads on the privacy page how long all is kept."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from bildungskommune.aufbewahrung import declared
from tests.factories import make_konto
from tests.kernel.bauen import make_mail

pytestmark = pytest.mark.django_db


def test_staff_see_how_many_go_in_which_night() -> None:
    client = Client()
    client.force_login(make_konto())
    for _ in range(3):
        make_mail(status="gesendet", sent=timezone.now() - timedelta(days=91))

    page = " ".join(client.get("/verwaltung/fristen/").content.decode().split())

    assert 'werden 3 <a href="/verwaltung/post/">E-Mails</a> gelöscht.' in page


def test_page_without_anything_to_forget_says_so() -> None:
    client = Client()
    client.force_login(make_konto())

    assert "wird nichts gelöscht oder anonymisiert" in client.get("/verwaltung/fristen/").content.decode()


@pytest.mark.usefixtures("first_texts")
def test_privacy_page_shows_every_retention(client: Client) -> None:
    page = " ".join(client.get("/datenschutz/").content.decode().split())

    for frist in declared():
        assert f"{frist.worte[0].upper()}{frist.worte[1:]} {frist.ab}" in page


@pytest.mark.usefixtures("first_texts")
def test_other_pages_show_none(client: Client) -> None:
    assert "Alle Fristen" not in client.get("/impressum/").content.decode()
