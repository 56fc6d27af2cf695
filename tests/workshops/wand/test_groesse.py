"""A wall with 5,200 cards: each page stays small, and asks the database as often as with a hundred."""

import itertools
import time

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bildungskommune.accounts.sitzungen import GESEHEN
from tests.factories import make_konto, make_thema, make_workshop
from workshops.models import Beitrag, Thema, Workshop, Zuordnung
from workshops.models.enums import BeitragStatus

pytestmark = pytest.mark.django_db

HOECHSTENS = 150 * 1024
"""So many bytes a page of the wall may have."""
LANG = "Wer auf dem Dorf wohnt, erreicht die Volkshochschule abends nicht mehr und kommt auch nicht zurück. " * 34
NUMMERN = itertools.count(1)


@pytest.fixture
def workshop(client: Client) -> Workshop:
    client.force_login(make_konto())
    _begin_late()
    _stay_in_use(client)
    workshop = make_workshop(titel="Wege zur Bildung")
    for position in range(1, 31):
        make_thema(workshop=workshop, titel=f"Thema mit einem Titel, wie er vorkommt, {position}", position=position)
    return workshop


def _begin_late() -> None:
    """Number all as in a county that has had many workshops: addresses are longer then."""
    with connection.cursor() as cursor:
        for table, number in (("beitrag", 200_000), ("thema", 20_000), ("workshop", 2_000), ("reihe", 200)):
            cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [f"workshops_{table}", number])


def _stay_in_use(client: Client) -> None:
    """Have no page of this test note that the session is in use, which any one does that comes a minute later."""
    session = client.session
    session[GESEHEN] = int(time.time()) + 3600
    session.save()


def _hang(workshop: Workshop, anzahl: int, text: str = "Der Bus fährt abends nicht mehr ins Dorf zurück.") -> None:
    """Hang up so many cards: a fifth of them without Thema, the others all over the wall."""
    cards = Beitrag.objects.bulk_create(
        Beitrag(
            reihe=workshop.reihe,
            workshop=workshop,
            code=f"{next(NUMMERN):07d}",
            text=f"{number}. {text}"[:3500],
            vorzeichen="-+"[number % 2],
            status=BeitragStatus.VEROEFFENTLICHT,
            position=number,
        )
        for number in range(anzahl)
    )
    themen = list(Thema.objects.filter(workshop=workshop))
    Zuordnung.objects.bulk_create(
        Zuordnung(thema=themen[number % 30], beitrag=card, position=number)
        for number, card in enumerate(cards)
        if number % 5
    )
    # As PostgreSQL does by itself a minute later; until then it plans for a table as small as the tests before left it.
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE workshops_beitrag, workshops_zuordnung")


def _pages(workshop: Workshop) -> dict[str, str]:
    """Return the pages on which the cards of this workshop stand or are counted."""
    wall, thema = reverse("v-kartenwand", args=(workshop.pk,)), workshop.themen.order_by("position")[1]
    return {
        "Wand": wall,
        "Wand, Seite 2": f"{wall}?seite=2",
        "Spalte": f"{wall}?spalte=ohne",
        "Druck": reverse("v-karten-druck", args=(workshop.pk,)),
        "Punkte": reverse("v-punkte", args=(workshop.pk,)),
        "Überblick": reverse("v-workshop", args=(workshop.pk,)),
        "Dokumentation": reverse("v-dokumentation", args=(workshop.pk,)),
        "Beiträge": reverse("v-beitrag-list"),
        "Workshop": workshop.get_absolute_url(),
        "Reihe": workshop.reihe.get_absolute_url(),
        "Thema": thema.get_absolute_url(),
    }


def _measure(client: Client, workshop: Workshop) -> dict[str, tuple[int, int]]:
    """Return the bytes of each page and the statements that it took."""
    measured = {}
    for name, url in _pages(workshop).items():
        client.get(url)
        with CaptureQueriesContext(connection) as captured:
            response = client.get(url)
        assert response.status_code == 200, name
        measured[name] = (len(response.content), len(captured))
    return measured


def test_pages_of_a_wall_with_5200_cards_are_bounded(client: Client, workshop: Workshop):
    _hang(workshop, 200)
    small = _measure(client, workshop)
    _hang(workshop, 5000)

    large = _measure(client, workshop)

    assert {name: bytes_ for name, (bytes_, _) in large.items() if bytes_ > HOECHSTENS} == {}
    assert {name: count for name, (_, count) in large.items()} == {name: count for name, (_, count) in small.items()}


def test_wall_of_the_longest_cards_is_bounded(client: Client, workshop: Workshop):
    _hang(workshop, 900, LANG)

    measured = _measure(client, workshop)
    # On paper each card stands with all its words.
    del measured["Druck"]

    assert {name: bytes_ for name, (bytes_, _) in measured.items() if bytes_ > HOECHSTENS} == {}
