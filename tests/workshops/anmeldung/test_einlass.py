"""The door: search a name, let somebody in, take them back; also without a seat and without a registration."""

from datetime import timedelta

import lxml.html
import pytest
import segno
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bildungskommune.addresses import absolute
from bildungskommune.audit.models import Eintrag
from bildungskommune.post.models import Mail
from tests.factories import make_anmeldung, make_gruppe, make_konto, make_workshop
from tests.lesen import words
from workshops.anmeldung import drucksachen, zugang
from workshops.anmeldung.forms_kinder import LABEL as WORT
from workshops.anmeldung.registration import expire_unconfirmed
from workshops.models import Anmeldung, Teilnahme, Workshop
from workshops.models.enums import AnmeldungStatus as S

pytestmark = pytest.mark.django_db


@pytest.fixture
def workshop(client: Client) -> Workshop:
    client.force_login(make_konto())
    return make_workshop(kapazitaet=2)


def door(workshop: Workshop, query: str = "") -> str:
    return reverse("v-einlass", args=(workshop.pk,)) + query


def rows(client: Client, workshop: Workshop, query: str = "") -> list[str]:
    page = lxml.html.fromstring(client.get(door(workshop, query)).content.decode())
    return [words(row) for row in page.cssselect("[data-einlass-person]")]


def tick(client: Client, anmeldung: Anmeldung, name: str = "da") -> str:
    address = reverse("v-einlass-haken", args=(anmeldung.workshop_id,))
    return client.post(address, {name: anmeldung.pk}, follow=True).content.decode()


def state(anmeldung: Anmeldung) -> str:
    return Anmeldung.objects.get(pk=anmeldung.pk).status


def test_search_finds_by_name_house_and_who_stands_in(client: Client, workshop: Workshop) -> None:
    for name, einrichtung, vertretung in (
        ("Ada Ahorn", "Kita Sonne", ""),
        ("Bo Birke", "Hort Mond", ""),
        ("Cem Ceder", "Amt", "Dora Distel"),
    ):
        make_anmeldung(workshop=workshop, name=name, einrichtung=einrichtung, vertretung=vertretung)

    found = {query: [row.split()[0] for row in rows(client, workshop, f"?wort={query}")] for query in ("ahorn", "hort")}

    assert found == {"ahorn": ["Ada"], "hort": ["Bo"]}
    assert "in Vertretung für Cem Ceder" in rows(client, workshop, "?wort=Distel")[0]
    assert rows(client, workshop, "?wort=Niemand") == []


def test_whoever_is_let_in_is_there_and_sits_at_the_table_of_the_first_wish(client: Client, workshop: Workshop) -> None:
    gruppe = make_gruppe(workshop=workshop)
    anmeldung = make_anmeldung(workshop=workshop, status=S.BESTAETIGT, ag_wunsch_1=gruppe)

    page = tick(client, anmeldung)

    assert f"{anmeldung.name} ist da." in page
    assert state(anmeldung) == S.TEILGENOMMEN
    assert Teilnahme.objects.get(anmeldung=anmeldung).arbeitsgruppe == gruppe
    assert "1 da, 0 noch erwartet" in page


def test_wrong_tick_is_taken_back(client: Client, workshop: Workshop) -> None:
    anmeldung = make_anmeldung(workshop=workshop, status=S.BESTAETIGT)
    tick(client, anmeldung)

    page = tick(client, anmeldung, "fort")

    assert "ist als nicht erschienen eingetragen" in page
    assert state(anmeldung) == S.NICHT_ERSCHIENEN
    assert not Teilnahme.objects.exists()
    tick(client, anmeldung)
    assert state(anmeldung) == S.TEILGENOMMEN


@pytest.mark.parametrize("status", [S.EINGEGANGEN, S.WARTELISTE, S.STORNIERT])
def test_whoever_has_no_sure_seat_is_let_in_without_a_mail(client: Client, workshop: Workshop, status: S) -> None:
    for _ in range(2):
        make_anmeldung(workshop=workshop, status=S.BESTAETIGT)
    anmeldung = make_anmeldung(workshop=workshop, status=status)

    tick(client, anmeldung)

    assert state(anmeldung) == S.TEILGENOMMEN
    assert not Mail.objects.exists()
    assert Eintrag.objects.about(anmeldung).exists()


def test_whoever_was_let_in_unconfirmed_loses_nothing_when_the_time_to_confirm_runs_out(
    client: Client, workshop: Workshop
) -> None:
    soon = timezone.now() + timedelta(hours=1)
    anmeldung = make_anmeldung(workshop=workshop, status=S.EINGEGANGEN, bestaetigen_bis=soon)

    tick(client, anmeldung)
    expire_unconfirmed(soon + timedelta(hours=1))

    assert state(anmeldung) == S.TEILGENOMMEN


def test_two_doors_tick_the_same_person_once(client: Client, workshop: Workshop) -> None:
    anmeldung = make_anmeldung(workshop=workshop, status=S.BESTAETIGT)
    tick(client, anmeldung)
    before = Eintrag.objects.count()

    tick(client, anmeldung)

    assert state(anmeldung) == S.TEILGENOMMEN
    assert Eintrag.objects.count() == before


def test_somebody_who_cancelled_and_registered_anew_is_led_to_the_new_registration(
    client: Client, workshop: Workshop
) -> None:
    old = make_anmeldung(workshop=workshop, status=S.STORNIERT, name="Ada Ahorn", email="ada@example.org")
    make_anmeldung(workshop=workshop, status=S.BESTAETIGT, name="Ada Ahorn", email="ada@example.org")

    page = tick(client, old)

    assert "schon angemeldet" in page
    assert state(old) == S.STORNIERT


def test_strange_number_changes_nothing_and_says_so(client: Client, workshop: Workshop) -> None:
    other = make_anmeldung(status=S.BESTAETIGT)
    address = reverse("v-einlass-haken", args=(workshop.pk,))

    page = client.post(address, {"da": other.pk}, follow=True).content.decode()

    assert "gibt es nicht mehr" in page
    assert state(other) == S.BESTAETIGT


def test_walk_in_takes_one_form_and_is_there(client: Client, workshop: Workshop) -> None:
    for _ in range(2):
        make_anmeldung(workshop=workshop, status=S.BESTAETIGT)
    gruppe = make_gruppe(workshop=workshop)
    data = {"name": "Uli Ulme", "einrichtung": "privat", "ag_wunsch_1": gruppe.pk, "verpflegung": "vegan"}
    data |= {"email": "uli@example.org"}

    page = client.post(door(workshop), data, follow=True).content.decode()

    anmeldung = Anmeldung.objects.get(name="Uli Ulme")
    assert "Uli Ulme ist da." in page
    assert (anmeldung.status, anmeldung.quelle) == (S.TEILGENOMMEN, "vor_ort")
    assert anmeldung.teilnahme.arbeitsgruppe == gruppe
    assert "1 da, 2 noch erwartet, 1 mehr als es Plätze gibt" in page
    assert [mail.anlass for mail in Mail.objects.all()] == ["anmeldung_bestaetigt"]


def test_walk_in_brings_children_where_there_is_child_care(client: Client, workshop: Workshop) -> None:
    without = make_workshop(kinderbetreuung=False)
    data = {"name": "Uli Ulme", "einrichtung": "privat", "verpflegung": "ohne", "kinder": "3, 5"}

    asked = [WORT in client.get(door(one)).content.decode() for one in (workshop, without)]
    wrong = client.post(door(workshop), {**data, "kinder": "drei"})
    page = client.post(door(workshop), data, follow=True).content.decode()
    client.post(door(without), data)
    numbers = drucksachen.zaehlung(workshop).inhalt

    assert asked == [True, False]
    assert (wrong.status_code, "Bitte nennen Sie nur das Alter" in wrong.content.decode()) == (422, True)
    assert [one.kinder for one in Anmeldung.objects.order_by("pk")] == [[3, 5], []]
    assert "2 Kinder (Alter: 3, 5)" in page
    assert (numbers["kinder"], numbers["tafeln"][1]["zeilen"]) == (2, [["3 Jahre", 1], ["5 Jahre", 1]])


def test_walk_in_without_a_name_keeps_what_was_typed(client: Client, workshop: Workshop) -> None:
    response = client.post(door(workshop), {"einrichtung": "Kita Sonne", "verpflegung": "ohne"})

    assert response.status_code == 422
    page = response.content.decode()
    assert "Bitte fragen Sie nach dem Namen." in page
    assert 'value="Kita Sonne"' in page


def test_walk_in_who_is_on_the_list_is_not_there_twice(client: Client, workshop: Workshop) -> None:
    make_anmeldung(workshop=workshop, name="Ada Ahorn", email="ada@example.org", status=S.BESTAETIGT)
    data = {"name": "Ada Ahorn", "einrichtung": "Kita", "email": "ada@example.org", "verpflegung": "ohne"}

    response = client.post(door(workshop), data)

    assert response.status_code == 422
    assert "Ada Ahorn steht schon auf der Liste" in response.content.decode()
    assert Anmeldung.objects.count() == 1


def test_somebody_else_comes_and_takes_another_table(client: Client, workshop: Workshop) -> None:
    anmeldung = make_anmeldung(workshop=workshop, status=S.BESTAETIGT)
    gruppe = make_gruppe(workshop=workshop)
    address = reverse("v-einlass-person", args=(anmeldung.pk,))

    page = client.post(address, {"vertretung": "Vera Vogt", "gruppe": gruppe.pk}, follow=True).content.decode()

    fresh = Anmeldung.objects.get(pk=anmeldung.pk)
    assert "Vera Vogt ist da." in page
    assert (fresh.vertretung, fresh.status) == ("Vera Vogt", S.TEILGENOMMEN)
    assert fresh.teilnahme.arbeitsgruppe == gruppe


def test_nobody_comes_in_when_the_workshop_was_called_off(client: Client) -> None:
    client.force_login(make_konto())
    workshop = make_workshop(status=Workshop.Status.ABGESAGT)
    anmeldung = make_anmeldung(workshop=workshop, status=S.BESTAETIGT)

    page = tick(client, anmeldung)

    assert "Dieser Termin ist abgesagt" in page
    assert state(anmeldung) == S.BESTAETIGT


def test_list_of_a_hall_takes_as_many_statements_as_that_of_one(client: Client, workshop: Workshop) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(door(workshop))
        return len(asked)

    make_anmeldung(workshop=workshop)
    few = statements()
    for _ in range(20):
        make_anmeldung(workshop=workshop, ag_wunsch_1=make_gruppe(workshop=workshop))

    assert statements() == few


def test_registration_with_a_seat_shows_the_code_that_leads_to_it_at_the_door(
    client: Client, workshop: Workshop
) -> None:
    sure = make_anmeldung(workshop=workshop, status=S.BESTAETIGT)
    waiting = make_anmeldung(workshop=workshop, status=S.WARTELISTE)

    pages = {
        anmeldung: lxml.html.fromstring(
            Client().get(reverse("anmeldung", args=(zugang.mint(anmeldung, zugang.Zweck.AENDERN),))).content.decode()
        )
        for anmeldung in (sure, waiting)
    }

    (code,) = pages[sure].cssselect("img.qr-bild")
    address = absolute(reverse("v-einlass-person", args=(sure.pk,)))
    assert code.get("src") == segno.make(address, error="m", micro=False).svg_data_uri(
        border=4, dark="#15211c", light="#fff", scale=4
    )
    assert code.get("alt") == "QR-Code für den Einlass"
    assert pages[waiting].cssselect("img.qr-bild") == []
