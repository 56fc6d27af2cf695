"""Certificates: a number that anybody can check and nobody can make up, and the mail to all who were there."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bildungskommune.drucksachen.models import Drucksache
from bildungskommune.post.models import Mail
from tests.factories import make_anmeldung, make_konto, make_workshop
from workshops import limits
from workshops.anmeldung import drucksachen, nachweis
from workshops.anmeldung.aufbewahrung import anonymise_registrations
from workshops.einladungen import sendungen
from workshops.models import Anmeldung, Workshop, Zugang

pytestmark = pytest.mark.django_db


def make_day(**fields: object) -> Workshop:
    beginn = timezone.now() - timedelta(days=2)
    return make_workshop(
        titel="Wege zur Bildung", beginn=beginn, ende=beginn + timedelta(minutes=150), status="durchgefuehrt", **fields
    )


def make_guest(workshop: Workshop | None = None, **fields: object) -> Anmeldung:
    given: dict[str, object] = {"name": "Jana von der Aue", "status": "teilgenommen", **fields}
    return make_anmeldung(workshop=workshop or make_day(), **given)


def check(client: Client, anmeldung: Anmeldung, name: str, sender: str = "192.0.2.7") -> tuple[int, str]:
    url = reverse("bestaetigung", args=(nachweis.number_of(anmeldung),))
    answer = client.post(url, {"name": name}, REMOTE_ADDR=sender)
    return answer.status_code, answer.content.decode()


def test_number_tells_a_stranger_the_event_and_no_name(client: Client) -> None:
    guest = make_guest(einrichtung="Kita Morgenstern")

    answer = client.get(reverse("bestaetigung", args=(nachweis.number_of(guest).lower(),)))

    page = answer.content.decode()
    assert ("Wege zur Bildung" in page, "2 Stunden 30 Minuten" in page) == (True, True)
    assert [word for word in ("Jana", "Aue", "Morgenstern", guest.email) if word in page] == []
    assert (answer["X-Robots-Tag"], "no-store" in answer["Cache-Control"]) == ("noindex, nofollow", True)


@pytest.mark.parametrize(
    ("name", "typed", "fits"),
    [
        ("Jana von der Aue", "von der aue", True),
        ("Jana von der Aue", " AUE ", True),
        ("Muster, Jana", "Muster", True),
        ("Jana von der Aue", "Jana", False),
        ("Jana von der Aue", "ue", False),
    ],
)
def test_name_is_compared_and_never_told(client: Client, name: str, typed: str, *, fits: bool) -> None:
    status, page = check(client, make_guest(name=name), typed)

    assert (status, "Ja, die Bescheinigung lautet auf" in page) == ((200, True) if fits else (422, False))
    assert ("Dieser Name gehört nicht zu dieser Nummer" in page) != fits


def test_certificate_is_that_of_the_person_who_came(client: Client) -> None:
    guest = make_guest(name="Bodo Kern", vertretung="Rita Sommer")

    assert (check(client, guest, "Sommer")[0], check(client, guest, "Kern")[0]) == (200, 422)


def test_number_is_unknown_that_nobody_gave_out_or_whose_name_is_gone(client: Client) -> None:
    guest, absent = make_guest(), make_guest(status="nicht_erschienen")
    number = nachweis.number_of(guest)
    made_up = f"{absent.pk}-{number.partition('-')[2]}"

    assert (nachweis.number_of(absent), client.get(reverse("bestaetigung", args=(made_up,))).status_code) == ("", 404)
    assert client.get(reverse("bestaetigung", args=("k7m-4qx",))).status_code == 404
    anonymise_registrations(Anmeldung.objects.filter(pk=guest.pk))
    assert client.get(reverse("bestaetigung", args=(number,))).status_code == 404


def test_who_tries_many_names_has_to_wait(client: Client) -> None:
    guest = make_guest()

    answers = [check(client, guest, "Falsch", "192.0.2.8")[0] for _ in range(limits.CHECKED_NAMES.anzahl + 1)]

    assert answers == [422] * limits.CHECKED_NAMES.anzahl + [429]


def test_print_carries_number_address_and_code() -> None:
    guest = make_guest()
    person = drucksachen.with_checks(drucksachen.bescheinigungen(guest.workshop).inhalt)["personen"][0]

    assert person["nummer"] == nachweis.number_of(guest)
    assert person["adresse"].endswith(f"/bestaetigung/{person['nummer']}/")
    assert person["qr"].startswith("data:image/svg+xml")


def test_all_who_were_there_get_their_link_once_and_their_own_certificate(client: Client) -> None:
    workshop = make_day()
    guest = make_guest(workshop, email="jana@kita.example")
    make_guest(workshop, name="Bodo Kern", email="", quelle="telefon")
    make_guest(workshop, name="Rita Sommer", status="nicht_erschienen")
    client.force_login(make_konto())
    url = reverse("v-bescheinigungen", args=(workshop.pk,))
    page = client.get(url).content.decode()
    assert ("1 E-Mail verschicken" in page, Zugang.objects.count()) == (True, 0)

    sent = client.post(url, {"betreff": "Ihre Bescheinigung", "text": "Vielen Dank."})
    sendungen.work(workshop.sendungen.get().pk)

    assert sent.status_code == 302
    assert client.post(url, {"betreff": "Noch einmal", "text": "Vielen Dank."}).status_code == 422
    way = re.search(r"/anmeldung/[\w-]+/", Mail.objects.get(an="jana@kita.example").text)
    assert way is not None
    stranger = Client()
    assert nachweis.number_of(guest) in stranger.get(way[0]).content.decode()
    stranger.get(f"{way[0]}bescheinigung.pdf")
    assert [person["name"] for person in Drucksache.objects.get().inhalt["personen"]] == ["Jana von der Aue"]


def test_who_was_not_there_has_no_certificate(client: Client) -> None:
    guest = make_guest(status="bestaetigt", token="alter-link")

    answer = client.get(reverse("anmeldung-bescheinigung", args=("alter-link",)))

    assert (answer.status_code, answer["Location"]) == (302, reverse("anmeldung", args=(guest.token,)))
