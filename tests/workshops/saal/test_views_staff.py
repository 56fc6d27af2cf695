"""The desk of a hall: open, lead on, release, close."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bildungskommune.audit.models import Eintrag
from tests.factories import make_abfrage, make_beitrag, make_gruppe, make_konto, make_schritt
from tests.lesen import one_line
from tests.workshops.staff import Werkstatt, make_werkstatt
from workshops.models import Beitrag, Saal, Saalschritt
from workshops.models.enums import BeitragStatus, SchrittArt
from workshops.saal import sitzung
from workshops.saal.views_staff.saal import JE_SEITE

pytestmark = pytest.mark.django_db


@pytest.fixture
def werkstatt(client: Client) -> Werkstatt:
    made = make_werkstatt()
    client.force_login(made.moderation)
    return made


def url(werkstatt: Werkstatt, name: str = "v-saal") -> str:
    return reverse(name, args=(werkstatt.workshop.pk,))


def waiting(werkstatt: Werkstatt, **fields: object) -> Beitrag:
    return make_beitrag(workshop=werkstatt.workshop, status=BeitragStatus.EINGEREICHT, **fields)


def test_moderation_opens_shows_and_closes(client: Client, werkstatt: Werkstatt):
    assert "Saal öffnen" in client.get(url(werkstatt)).content.decode()

    client.post(url(werkstatt, "v-saal-oeffnen"))
    saal = Saal.objects.get()
    opened = client.get(url(werkstatt)).content.decode()
    client.post(url(werkstatt, "v-saal-zeigen"), {"zeigen": "ja"})
    shown = Saal.objects.get().karten_zeigen
    client.post(url(werkstatt, "v-saal-zeigen"), {"zeigen": "nein"})
    hidden = Saal.objects.get().karten_zeigen
    client.post(url(werkstatt, "v-saal-schliessen"))

    assert [saal.code in opened, "<svg" in opened] == [True, True]
    assert (shown, hidden, Saal.objects.get().is_open()) == (True, False, False)
    told = set(Eintrag.objects.values_list("ereignis", flat=True))
    assert {"saal.geoeffnet", "saal.karten", "saal.geschlossen"} <= told


def test_opening_twice_says_that_it_is_open(client: Client, werkstatt: Werkstatt):
    client.post(url(werkstatt, "v-saal-oeffnen"))

    answer = client.post(url(werkstatt, "v-saal-oeffnen"), follow=True)

    assert "Der Saal ist schon offen." in answer.content.decode()
    assert Saal.objects.count() == 1


def test_step_is_prepared_and_led_to(client: Client, werkstatt: Werkstatt):
    new = reverse("v-saalschritt-new", args=(werkstatt.workshop.pk,))
    data = {"art": "karten", "titel": "Was fehlt?", "gruppe": werkstatt.gruppe.pk, "phase": "kritik"}
    assert client.post(new, data)["Location"] == url(werkstatt)
    schritt = Saalschritt.objects.get()
    saal = sitzung.open_saal(werkstatt.workshop, by=werkstatt.moderation)
    pause = make_schritt(workshop=werkstatt.workshop, art=SchrittArt.PAUSE, titel="Kaffee")

    client.post(reverse("v-saalschritt-jetzt", args=(pause.pk,)))

    saal.refresh_from_db()
    assert (schritt.gruppe, schritt.phase, saal.schritt) == (werkstatt.gruppe, "kritik", pause)


def test_vote_without_its_question_is_refused(client: Client, werkstatt: Werkstatt):
    new = reverse("v-saalschritt-new", args=(werkstatt.workshop.pk,))

    refused = client.post(new, {"art": "abstimmung", "titel": "Was zählt?"})
    taken = client.post(new, {"art": "abstimmung", "titel": "Was zählt?", "abfrage": werkstatt.abfrage.pk})

    assert (refused.status_code, taken.status_code) == (422, 302)
    assert "Bitte wählen Sie die Punktabfrage" in refused.content.decode()
    assert Saalschritt.objects.get().phase == "ohne"


def test_step_takes_no_group_and_no_question_of_another_workshop(client: Client, werkstatt: Werkstatt):
    other = make_werkstatt()
    new = reverse("v-saalschritt-new", args=(werkstatt.workshop.pk,))

    for field, thing in (
        ("gruppe", make_gruppe(workshop=other.workshop)),
        ("abfrage", make_abfrage(workshop=other.workshop)),
    ):
        assert client.post(new, {"art": "karten", "titel": "Was?", field: thing.pk}).status_code == 422

    assert not Saalschritt.objects.exists()


def test_page_of_cards_is_released_at_once(client: Client, werkstatt: Werkstatt):
    cards = [waiting(werkstatt) for _ in range(3)]

    answer = client.post(url(werkstatt, "v-saal-freigeben"), {"karte": [card.pk for card in cards[:2]]}, follow=True)

    assert "2 Karten sind freigegeben." in answer.content.decode()
    assert [Beitrag.objects.get(pk=card.pk).status for card in cards] == ["geprueft", "geprueft", "eingereicht"]


def test_card_of_another_workshop_is_not_released(client: Client, werkstatt: Werkstatt):
    foreign = waiting(make_werkstatt())

    client.post(url(werkstatt, "v-saal-freigeben"), {"karte": [foreign.pk]})

    foreign.refresh_from_db()
    assert foreign.status == "eingereicht"


def test_refused_card_tells_its_writer_why(client: Client, werkstatt: Werkstatt):
    card = waiting(werkstatt)
    address = reverse("v-karte-ablehnen", args=(card.pk,))
    assert client.post(address, {"grund": ""}).status_code == 422

    client.post(address, {"grund": "Sie nennt eine Person."})

    card.refresh_from_db()
    assert (card.status, card.status_grund) == ("zurueckgewiesen", "Sie nennt eine Person.")
    assert "Sie nennt eine Person." in one_line(Client().get(card.get_absolute_url()).content.decode())


def test_who_comes_second_to_a_card_learns_that_it_was_read(client: Client, werkstatt: Werkstatt):
    card = waiting(werkstatt)
    client.post(url(werkstatt, "v-saal-freigeben"), {"karte": card.pk})

    again = client.post(url(werkstatt, "v-saal-freigeben"), {"karte": card.pk}, follow=True)
    refused = client.post(reverse("v-karte-ablehnen", args=(card.pk,)), {"grund": "Doppelt."}, follow=True)

    assert ["wartet nicht mehr" in answer.content.decode() for answer in (again, refused)] == [True, True]
    card.refresh_from_db()
    assert card.status == "geprueft"


def test_desk_asks_the_database_as_often_with_one_card_as_with_a_page(client: Client, werkstatt: Werkstatt):
    sitzung.open_saal(werkstatt.workshop, by=werkstatt.moderation)
    waiting(werkstatt)
    make_schritt(workshop=werkstatt.workshop)
    client.get(url(werkstatt))
    with CaptureQueriesContext(connection) as few:
        client.get(url(werkstatt))
    for _ in range(JE_SEITE + 5):
        waiting(werkstatt, gruppe=make_gruppe(workshop=werkstatt.workshop))
        make_schritt(workshop=werkstatt.workshop, gruppe=werkstatt.gruppe, abfrage=werkstatt.abfrage)

    with CaptureQueriesContext(connection) as many:
        shown = client.get(url(werkstatt)).content.decode()

    assert (len(few), shown.count('class="karte karte--klein')) == (len(many), JE_SEITE)


def test_leitung_reads_and_does_nothing(client: Client, werkstatt: Werkstatt):
    client.force_login(make_konto(rolle="leitung"))

    assert "Saal öffnen" not in client.get(url(werkstatt)).content.decode()
    assert client.post(url(werkstatt, "v-saal-oeffnen")).status_code == 403
