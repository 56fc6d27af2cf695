"""The public pages of all rooms together."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.conftest import forget_rings
from tests.factories import (
    make_abschnitt,
    make_beitrag,
    make_gruppe,
    make_herleitung,
    make_thema,
    make_workshop,
    make_zuordnung,
)
from workshops.models import Beitrag, Thema, Workshop
from workshops.models.enums import WorkshopStatus

pytestmark = pytest.mark.django_db


PERSON = {"name": "Jana Beispiel", "email": "jana@kita.example", "einrichtung": "Kita", "verpflegung": "ohne"}


@pytest.fixture(autouse=True)
def _quick(settings: Any) -> None:
    settings.SPAMSCHUTZ_SEKUNDEN = 0
    forget_rings()


def post_anmeldung(client: Client, workshop: Workshop, **fields: Any) -> Any:
    return client.post(reverse("anmeldung-new", args=(workshop.slug,)), {**PERSON, **fields})


def post_beitrag(client: Client, workshop: Workshop, **fields: Any) -> Any:
    return client.post(reverse("beitrag-new", args=(workshop.slug,)), {"text": "Der Bus fährt nicht.", **fields})


def make_past(**fields: Any) -> Workshop:
    return make_workshop(beginn=timezone.now() - timedelta(days=20), status=WorkshopStatus.DURCHGEFUEHRT, **fields)


def _cards(workshop: Workshop, thema: Thema, count: int) -> None:
    satz = make_abschnitt(veroeffentlicht=True, veroeffentlicht_am=timezone.localdate())
    for _ in range(count):
        beitrag = make_beitrag(workshop=workshop, gruppe=make_gruppe(workshop=workshop))
        make_zuordnung(thema, beitrag)
        make_herleitung(satz, beitrag=beitrag)
        make_zuordnung(make_thema(workshop=workshop), beitrag)


@pytest.mark.parametrize("name", ["mitmachen", "workshop-list", "beitrag-suchen", "beitrag-list", "kalender"])
def test_public_list_page_works_without_a_cookie(client, name):
    make_workshop()
    make_beitrag(workshop=make_past())

    response = client.get(reverse(name))

    assert (response.status_code, dict(response.cookies)) == (200, {})
    assert client.post(reverse(name)).status_code == 405


def test_pages_work_without_the_cache(client, settings):
    settings.CACHES = {"default": {"BACKEND": settings.CACHES["default"]["BACKEND"], "LOCATION": "redis://127.0.0.1:1"}}

    assert client.get(reverse("beitrag-suchen"), {"code": "XXX-XXX"}).status_code == 422
    assert post_beitrag(client, make_workshop()).status_code == 302
    assert post_anmeldung(client, make_workshop()).status_code == 302


@pytest.mark.parametrize(
    "name", ["mitmachen", "workshop-list", "beitrag-list", "kalender", "workshop", "thema", "beitrag"]
)
def test_queries_do_not_grow_with_the_rows(client, name, django_assert_max_num_queries):
    workshop = make_past()
    thema = make_thema(workshop=workshop)
    _cards(workshop, thema, 1)
    make_workshop(reihe=workshop.reihe)
    args: Any = {
        "workshop": [workshop.slug],
        "thema": [thema.reihe.kennung, thema.kennung],
        "beitrag": [Beitrag.objects.get().code],
    }.get(name, [])
    address = reverse(name, args=args)
    client.get(address)
    with django_assert_max_num_queries(60) as few:
        client.get(address)

    _cards(workshop, thema, 29)
    for _ in range(29):
        make_workshop(reihe=workshop.reihe)
        make_past(reihe=workshop.reihe)

    with django_assert_max_num_queries(len(few)):
        client.get(address)
