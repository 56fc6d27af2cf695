"""Fifty people at once for the last five seats: real connections, real row locks."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from tests.factories import make_anmeldung, make_workshop
from workshops.anmeldung import aufnahme, plaetze, registration
from workshops.anmeldung.angaben import Daten
from workshops.models import Anmeldung, Workshop
from workshops.models.enums import AnmeldungStatus

PEOPLE = 50
SEATS = 5
CONNECTIONS = 16


@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_for_the_last_five_seats_give_five_seats_and_an_ordered_list():
    workshop = make_workshop(kapazitaet=SEATS + 1)
    make_anmeldung(workshop=workshop)

    def one(number: int) -> str:
        try:
            person = Daten(name=f"Person {number}", email=f"p{number}@kita.example", einrichtung="Kita")
            anmeldung = aufnahme.register(Workshop.objects.get(pk=workshop.pk), person)
            return registration.confirm(anmeldung).status
        finally:
            connection.close()

    with ThreadPoolExecutor(CONNECTIONS) as pool:
        result = list(pool.map(one, range(PEOPLE)))

    assert sorted(set(result)) == ["bestaetigt", "warteliste"]
    assert result.count("bestaetigt") == SEATS
    assert plaetze.free_seats(workshop) == 0
    assert workshop.anmeldungen.waiting().count() == PEOPLE - SEATS


@pytest.mark.django_db(transaction=True)
def test_two_cancelling_at_once_let_exactly_two_move_up():
    workshop = make_workshop(kapazitaet=2)
    holders = [make_anmeldung(workshop=workshop) for _ in range(2)]
    for _ in range(4):
        make_anmeldung(workshop=workshop, status=AnmeldungStatus.WARTELISTE)

    def cancel(anmeldung: Anmeldung) -> None:
        try:
            registration.cancel(anmeldung)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(cancel, holders))

    assert workshop.anmeldungen.filter(status=AnmeldungStatus.NACHGERUECKT).count() == 2
    assert workshop.anmeldungen.waiting().count() == 2
