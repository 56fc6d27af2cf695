"""A form that must not tell who is known tells it by the time it takes neither."""

import time
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from bildungskommune.antwortzeit import in_even_time
from tests.factories import make_konto, make_workshop

STEP = 0.4


@pytest.fixture(autouse=True)
def _step(settings: Any) -> None:
    settings.ANTWORT_SCHRITT = STEP
    settings.SPAMSCHUTZ_SEKUNDEN = 0


def seconds(client: Client, address: str, **fields: str) -> float:
    start = time.monotonic()
    client.post(address, fields)
    return time.monotonic() - start


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["account_request_login_code", "account_reset_password"])
def test_known_and_unknown_address_wait_alike(client: Client, name: str) -> None:
    konto = make_konto()

    took = [seconds(client, reverse(name), email=email) for email in (konto.email, "fremd@boerde.example")]

    assert min(took) >= STEP


@pytest.mark.django_db
def test_registration_waits_whoever_asks(client: Client) -> None:
    page = reverse("anmeldung-new", args=(make_workshop().slug,))

    assert seconds(client, page, name="Jana", email="jana@kita.example", verpflegung="ohne") >= STEP


@pytest.mark.parametrize("work", [0.05, STEP + 0.05])
def test_answer_comes_after_a_whole_number_of_steps(work: float) -> None:
    @in_even_time
    def view(request: HttpRequest) -> HttpResponse:
        time.sleep(work)
        return HttpResponse()

    start = time.monotonic()
    view(RequestFactory().post("/"))
    steps = (time.monotonic() - start) / STEP

    assert 0 <= steps - (1 if work < STEP else 2) < 0.5


def test_reading_waits_for_nothing() -> None:
    start = time.monotonic()
    in_even_time(lambda request: HttpResponse())(RequestFactory().get("/"))

    assert time.monotonic() - start < STEP / 2
