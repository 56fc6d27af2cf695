"""What the portal says to everybody about itself: who takes part, who decides, and what machines ask for."""

from datetime import timedelta
from typing import Any
from xml.etree import ElementTree as ET

import lxml.html
import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from bildungskommune.akteure.models import Institution
from bildungskommune.portal import mitwirkende
from bildungskommune.seiten.models import Kommune, Seite
from tests.factories import make_beratung, make_gremium, make_institution, make_konto
from tests.kernel.bauen import make_fassung, make_published
from tests.lesen import words

pytestmark = pytest.mark.django_db

MACHINES = ["sitemap", "robots", "security", "kommune-css"]
PUBLIC = ["start", "verfahren", "suche", "barriere-melden", "barriere-danke", "publikationen", "mitmachen"]


def links_of(client: Client) -> list[str]:
    tree = ET.fromstring(client.get(reverse("sitemap")).content)
    return [str(place.text) for place in tree.iter() if place.tag.endswith("loc")]


@pytest.mark.parametrize("name", MACHINES)
def test_what_machines_ask_for_is_kept_for_an_hour_and_sets_no_cookie(client: Client, name: str) -> None:
    response = client.get(reverse(name))

    assert response.status_code == 200
    assert set(response.headers["Cache-Control"].split(", ")) == {"public", "max-age=3600"}
    assert dict(response.cookies) == {}


@pytest.mark.parametrize("name", MACHINES)
@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_machines_only_read(client: Client, name: str, method: str) -> None:
    response: Any = getattr(client, method)(reverse(name))

    assert response.status_code == 405


def test_site_map_has_full_addresses_each_once_and_all_of_them_open(client: Client) -> None:
    Seite.objects.get_or_create(slug="impressum", defaults={"titel": "Impressum"})
    make_published()

    links = links_of(client)

    assert len(links) == len(set(links)) > 5
    assert [link for link in links if not link.startswith(f"{settings.BASE_URL}/")] == []
    answers = {link: client.get(link.removeprefix(settings.BASE_URL)).status_code for link in links}
    assert {link: code for link, code in answers.items() if code != 200} == {}


def test_site_map_knows_no_draft(client: Client) -> None:
    make_fassung(titel="Noch geheim")

    assert [link for link in links_of(client) if "fassung" in link] == []


def test_no_page_of_the_site_map_is_closed_to_search_engines(client: Client) -> None:
    robots = client.get(reverse("robots")).content.decode().splitlines()
    closed = [line.removeprefix("Disallow: ") for line in robots if line.startswith("Disallow: ")]

    paths = [link.removeprefix(settings.BASE_URL) for link in links_of(client)]

    assert {"/verwaltung/", "/konto/"} <= set(closed)
    assert [path for path in paths if path.startswith(tuple(closed))] == []


@pytest.mark.parametrize("email", ["", "amt@boerde.example"])
def test_weakness_is_reported_by_mail_or_by_the_form(client: Client, email: str) -> None:
    Kommune.objects.create(pk=1, name="Landkreis", email=email)

    lines = client.get(reverse("security")).content.decode().splitlines()

    said = dict(line.split(": ", 1) for line in lines)
    assert said["Contact"] == (f"mailto:{email}" if email else f"{settings.BASE_URL}{reverse('barriere-melden')}")
    assert said["Canonical"] == f"{settings.BASE_URL}{reverse('security')}"
    expires = parse_datetime(said["Expires"])
    assert expires is not None
    assert timedelta(days=100) < expires - timezone.now() < timedelta(days=365)


@pytest.mark.parametrize("name", PUBLIC)
def test_public_page_of_an_empty_portal_opens_and_sets_a_cookie_for_its_form_alone(client: Client, name: str) -> None:
    response = client.get(reverse(name))

    page = lxml.html.fromstring(response.content.decode())
    assert response.status_code == 200
    assert len(page.cssselect("h1")) == 1
    assert set(response.cookies) == ({"csrftoken"} if name == "barriere-melden" else set())


@pytest.mark.parametrize("name", [name for name in PUBLIC if name != "barriere-melden"])
def test_public_page_takes_no_form(client: Client, name: str) -> None:
    assert client.post(reverse(name), {"x": "y"}).status_code == 405


@pytest.mark.parametrize("rolle", ["stabsstelle", "leitung", "fachamt", "moderation"])
def test_public_pages_open_for_who_is_logged_in_too(client: Client, rolle: str) -> None:
    client.force_login(make_konto(rolle=rolle))

    assert {client.get(reverse(name)).status_code for name in PUBLIC} == {200}


def test_institutions_stand_by_kind_the_largest_kind_first() -> None:
    for name, typ in (("Zoo", "verein"), ("Kita B", "kita"), ("Kita A", "kita"), ("Amt", "amt")):
        make_institution(name=name, typ=typ)
    make_institution(name="Geheim", typ="amt", oeffentlich=False)

    found = {kind: [one.name for one in rows] for kind, rows in mitwirkende.institutions().items()}

    assert next(iter(found)) == "Kindertageseinrichtung"
    assert found == {"Kindertageseinrichtung": ["Kita A", "Kita B"], "Verein": ["Zoo"], "Amt oder Behörde": ["Amt"]}


@pytest.mark.parametrize("oeffentlich", [True, False])
def test_institution_is_named_in_public_as_it_wishes(client: Client, oeffentlich: bool) -> None:
    make_institution(name="Kita Regenbogen", oeffentlich=oeffentlich)

    page = lxml.html.fromstring(client.get(reverse("verfahren")).content.decode())

    assert ("Kita Regenbogen" in words(page)) is oeffentlich


@pytest.mark.parametrize("typ", Institution.Typ)
def test_every_kind_of_institution_has_its_word(client: Client, typ: str) -> None:
    make_institution(typ=typ)

    assert list(mitwirkende.institutions()) == [Institution.Typ(typ).label]


def test_committee_that_sat_most_often_stands_first() -> None:
    often, once, never = make_gremium(name="Zett"), make_gremium(name="Beh"), make_gremium(name="Ah")
    for gremium, count in ((often, 2), (once, 1)):
        for _ in range(count):
            make_beratung(gremium=gremium)

    rows: Any = mitwirkende.committees()

    assert [(row, row.anzahl) for row in rows] == [(often, 2), (once, 1), (never, 0)]
