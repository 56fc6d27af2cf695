"""Seats kept for the invited, the order of receipt, and what a registration asks of the database."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bildungskommune.ui.absendung import FELD, new_token
from tests.factories import make_anmeldung, make_institution, make_ort, make_workshop
from workshops import zeitmarken
from workshops.anmeldung import aufnahme, plaetze, registration
from workshops.anmeldung.angaben import Daten
from workshops.einladungen import einladen, invitations
from workshops.models import Einladung, Workshop
from workshops.models.enums import AnmeldungStatus, EinladungAntwort

STATEMENTS = 25
pytestmark = pytest.mark.django_db


def daten(name: str, einladung: Einladung | None = None) -> Daten:
    return Daten(name=name, email=f"{name}@kita.example", einrichtung="Kita", einladung=einladung)


def invite(workshop: Workshop, kontingent: int = 1, **fields: object) -> Einladung:
    row = Einladung(workshop=workshop, institution=make_institution(), kontingent=kontingent, **fields)
    invitations.invite(row, by=None)
    return row


def call(workshop: Workshop, name: str, einladung: Einladung | None = None) -> str:
    return aufnahme.register(workshop, daten(name, einladung), quelle="telefon").status


def test_a_kept_seat_goes_to_the_invited_alone():
    workshop = make_workshop(kapazitaet=2)
    kept = invite(workshop, plaetze_bis=timezone.now() + timedelta(days=1))

    given = [call(workshop, "erste"), call(workshop, "zweite"), call(workshop, "geladene", kept)]

    assert given == [AnmeldungStatus.BESTAETIGT, AnmeldungStatus.WARTELISTE, AnmeldungStatus.BESTAETIGT]
    assert plaetze.free_seats(workshop) == 0


def test_a_kept_seat_moves_on_when_its_date_has_passed():
    workshop = make_workshop(kapazitaet=1)
    tomorrow = timezone.now() + timedelta(days=1)
    invite(workshop, plaetze_bis=tomorrow)
    assert call(workshop, "wartende") == AnmeldungStatus.WARTELISTE

    registration.expire_unconfirmed(tomorrow - timedelta(seconds=1))
    before = workshop.anmeldungen.get().status
    registration.expire_unconfirmed(tomorrow + timedelta(seconds=1))

    assert [before, workshop.anmeldungen.get().status] == [AnmeldungStatus.WARTELISTE, AnmeldungStatus.NACHGERUECKT]


def test_a_kept_seat_moves_on_when_the_institution_declines():
    workshop = make_workshop(kapazitaet=1)
    kept = invite(workshop, plaetze_bis=timezone.now() + timedelta(days=1))
    call(workshop, "wartende")

    einladen.answer(kept, EinladungAntwort.ABGESAGT)

    assert workshop.anmeldungen.get().status == AnmeldungStatus.NACHGERUECKT


def test_who_waits_longer_does_not_get_the_seat_kept_for_another():
    workshop = make_workshop(kapazitaet=1)
    holder = make_anmeldung(workshop=workshop)
    kept = invite(workshop, plaetze_bis=timezone.now() + timedelta(days=1))
    call(workshop, "laenger")
    call(workshop, "geladene", kept)

    registration.cancel(holder)

    status = dict(workshop.anmeldungen.values_list("name", "status"))
    assert status["geladene"] == AnmeldungStatus.NACHGERUECKT
    assert status["laenger"] == AnmeldungStatus.WARTELISTE


def test_more_promised_than_there_is_goes_to_those_who_come_first():
    workshop = make_workshop(kapazitaet=1)
    tomorrow = timezone.now() + timedelta(days=1)
    one, other = (invite(workshop, plaetze_bis=tomorrow) for _ in range(2))

    assert call(workshop, "erste", other) == AnmeldungStatus.BESTAETIGT
    assert call(workshop, "zweite", one) == AnmeldungStatus.WARTELISTE


def test_the_public_is_told_of_no_seat_that_is_kept_and_anew_when_its_date_passes():
    workshop = make_workshop(kapazitaet=5)
    now = timezone.now()
    kept = invite(workshop, kontingent=3, plaetze_bis=now + timedelta(days=1))
    invite(workshop, kontingent=9, plaetze_bis=now - timedelta(days=1))
    call(workshop, "geladene", kept)
    call(workshop, "andere")

    counted = Workshop.objects.with_seats().get(pk=workshop.pk)

    assert (counted.belegt, counted.gehalten, counted.frei) == (2, 2, 1)
    assert plaetze.free_seats(workshop) == counted.frei
    assert kept.plaetze_bis in list(zeitmarken.kept_seats(now))


def test_an_invitation_that_keeps_nothing_changes_nothing():
    workshop = make_workshop(kapazitaet=1)
    invite(workshop, kontingent=5)

    assert plaetze.free_seats(workshop) == 1


@pytest.mark.django_db(transaction=True)
def test_the_time_of_receipt_is_taken_when_it_is_ones_turn():
    workshop = make_workshop(kapazitaet=3)

    def one(number: int) -> None:
        try:
            call(Workshop.objects.get(pk=workshop.pk), f"person{number}")
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(one, range(24)))

    rows = list(workshop.anmeldungen.order_by("pk").values_list("eingegangen_am", "status"))
    assert [time for time, _ in rows] == sorted(time for time, _ in rows)
    assert [status for _, status in rows] == [AnmeldungStatus.BESTAETIGT] * 3 + [AnmeldungStatus.WARTELISTE] * 21


@pytest.mark.django_db(transaction=True)
def test_a_registration_asks_the_database_25_times_at_most(client: Client, settings):
    settings.SPAMSCHUTZ_SEKUNDEN = 0
    workshop = make_workshop(kapazitaet=50, ort=make_ort())
    fields = {"name": "Jana", "email": "jana@kita.example", "einrichtung": "Kita", "verpflegung": "ohne"}

    with CaptureQueriesContext(connection) as asked:
        answer = client.post(reverse("anmeldung-new", args=(workshop.slug,)), {**fields, FELD: new_token()})

    assert answer.status_code == 302
    assert workshop.anmeldungen.count() == 1
    assert len(asked) <= STATEMENTS, [query["sql"][:90] for query in asked]
