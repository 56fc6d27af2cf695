"""Addresses last: none names a key of the database, and those that did lead on."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver

from massnahmen import drafting
from massnahmen.models import Massnahme
from tests.factories import make_beitrag, make_massnahme, make_reihe, make_thema, make_workshop, make_zuordnung

pytestmark = pytest.mark.django_db
LEAD_ON = {"thema-alt", "fassung-pdf-alt"}
CLOSED = ("verwaltung/", "konto/", "__debug__/")


def routes(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, str]]:
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, route)
        else:
            yield str(pattern.name), route


def test_no_public_address_names_a_key() -> None:
    public = [(name, route) for name, route in routes(get_resolver()) if not route.startswith(CLOSED)]
    named = {name for name, route in public if re.search(r"<(int:)?pk>|_id>", route)}

    assert len(public) > 30
    assert named == LEAD_ON


def test_measure_under_its_name_and_its_old_address(client: Client) -> None:
    massnahme = make_massnahme(kennung="m-14", titel="Spätbus", oeffentlich=True)

    assert massnahme.get_absolute_url() == "/massnahmen/m-14/"
    assert "Spätbus" in client.get("/massnahmen/m-14/").content.decode()
    old = client.get(f"/massnahmen/{massnahme.pk}-spaetbus-fuer-lernende/")
    assert [old.status_code, old.headers["Location"]] == [301, "/massnahmen/m-14/"]


def test_title_may_change_and_the_address_stays(client: Client) -> None:
    massnahme = make_massnahme(titel="Spätbus", oeffentlich=True)
    url = massnahme.get_absolute_url()

    Massnahme.objects.filter(pk=massnahme.pk).update(titel="Nachtbus")

    assert "Nachtbus" in client.get(url).content.decode()


@pytest.mark.parametrize("address", ["m-99", "99999-x", "x-14", "999999999999999999999-x"])
def test_measure_that_nobody_knows(client: Client, address: str) -> None:
    assert client.get(f"/massnahmen/{address}/").status_code == 404


def test_hidden_measure_is_not_told_by_its_old_address(client: Client) -> None:
    massnahme = make_massnahme(oeffentlich=False)

    assert client.get(f"/massnahmen/{massnahme.pk}-x/").status_code == 404


@pytest.mark.parametrize("titel", ["Übersicht", "Fassung", "Plan"])
def test_measure_does_not_take_the_name_of_another_page(titel: str) -> None:
    massnahme = Massnahme(titel=titel)

    drafting.add_massnahme(massnahme, by=None)

    assert massnahme.kennung.endswith("-2")


def test_thema_under_its_name_and_its_old_address(client: Client) -> None:
    thema = make_thema(reihe=make_reihe(kennung="werkstatt", oeffentlich=True), kennung="wege", titel="Wege")

    assert thema.get_absolute_url() == "/themen/werkstatt/wege/"
    assert "Wege" in client.get("/themen/werkstatt/wege/").content.decode()
    old = client.get(f"/themen/{thema.pk}/")
    assert [old.status_code, old.headers["Location"]] == [301, "/themen/werkstatt/wege/"]
    assert client.get("/themen/andere/wege/").status_code == 404


def test_contributions_are_filtered_by_names_and_by_the_numbers_of_before(client: Client) -> None:
    workshop = make_workshop()
    thema = make_thema(reihe=workshop.reihe, workshop=workshop)
    card = make_beitrag(workshop=workshop, reihe=workshop.reihe, text="Ein Bus", status="veroeffentlicht")
    make_zuordnung(thema, card)
    make_beitrag(text="Ein Rad", status="veroeffentlicht")
    queries = (
        {"workshop": workshop.slug},
        {"workshop": workshop.pk},
        {"thema": f"{thema.reihe.kennung}/{thema.kennung}"},
        {"thema": thema.pk},
    )

    pages = [client.get("/beitraege/", query).content.decode() for query in queries]

    assert [("Ein Bus" in page, "Ein Rad" in page) for page in pages] == [(True, False)] * 4
    assert f'value="{workshop.slug}"' in pages[0]


@pytest.mark.parametrize("query", [{"workshop": "unbekannt"}, {"thema": "a/b"}, {"thema": "ohne"}, {"workshop": "²"}])
def test_filter_by_what_nobody_knows_is_a_page(client: Client, query: dict[str, str]) -> None:
    assert client.get("/beitraege/", query).status_code == 200
