"""Phones in a hall: read without a cookie, write with a note in the address."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bildungskommune.throttle import Limit
from tests.conftest import forget_rings
from tests.factories import make_beitrag, make_gruppe, make_konto, make_saal, make_schritt, make_workshop
from tests.lesen import one_line
from workshops import limits
from workshops.models import Beitrag, Saal
from workshops.models.enums import BeitragStatus, SchrittArt
from workshops.saal import sitzung
from workshops.saal.telefon import Telefon

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh() -> None:
    forget_rings()


def hall(**fields: Any) -> Saal:
    workshop = make_workshop()
    schritt = make_schritt(workshop=workshop, **fields.pop("schritt", {}))
    return make_saal(workshop=workshop, schritt=schritt, **fields)


def write(client: Client, saal: Saal, text: str = "Der Bus fehlt.", query: str = "", **fields: Any) -> Any:
    return client.post(reverse("saal-karte", args=(saal.code,)) + query, {"text": text, **fields})


def page(client: Client, url: str) -> str:
    return one_line(client.get(url).content.decode())


def test_reader_gets_the_question_and_no_cookie(client: Client):
    saal = hall()

    response = client.get(saal.get_absolute_url())

    assert "<h1" in response.content.decode()
    assert "Was stört Sie am Schulweg?" in response.content.decode()
    assert (dict(response.cookies), response["X-Robots-Tag"]) == ({}, "noindex")


def test_code_typed_otherwise_leads_to_the_address_of_the_hall(client: Client):
    saal = hall(code="K7M-4QX")

    assert client.get("/k/k7m4qx/")["Location"] == saal.get_absolute_url()
    assert client.get("/k/", {"code": "k7m 4qx"})["Location"] == saal.get_absolute_url()


def test_unknown_code_asks_again_and_keeps_what_was_typed(client: Client):
    asked = client.get("/k/", {"code": "K7M-4QY"})
    opened = client.get("/k/K7M-4QY/")

    assert [asked.status_code, opened.status_code] == [422, 404]
    assert 'value="K7M-4QY"' in asked.content.decode()
    assert "Diesen Code kennen wir nicht" in opened.content.decode()


def test_whoever_tries_many_codes_is_told_to_wait(client: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(limits, "UNKNOWN_CODES", Limit("code-saal-test", 2, 600))

    codes = [client.get(f"/k/K7M-4Q{letter}/").status_code for letter in "CDFH"]

    assert codes == [404, 404, 429, 429]


def test_card_waits_at_the_desk_and_its_code_opens_its_way(client: Client):
    saal = hall(karten_zeigen=True, schritt={"phase": "kritik"})

    response = write(client, saal, vorzeichen="-")

    card = Beitrag.objects.get()
    assert (card.status, card.quelle, card.phase, card.vorzeichen) == ("eingereicht", "karte", "kritik", "-")
    assert (card.autor_name, card.autor_email, card.workshop) == ("", "", saal.workshop)
    after = page(client, response["Location"])
    assert f"Ihr Code: <strong>{card.code}</strong>" in after
    assert "Der Bus fehlt." not in page(client, saal.get_absolute_url())
    assert client.get(card.get_absolute_url()).status_code == 200


def test_card_of_a_step_for_one_group_belongs_to_it(client: Client):
    saal = hall()
    gruppe, other = make_gruppe(workshop=saal.workshop), make_gruppe(workshop=saal.workshop)
    saal.schritt.gruppe = gruppe  # type: ignore[union-attr]  # hall() has one
    saal.schritt.save()  # type: ignore[union-attr]

    write(client, saal, gruppe=other.pk)

    assert Beitrag.objects.get().gruppe == gruppe


def test_phone_keeps_the_group_and_lists_its_cards(client: Client):
    saal = hall()
    gruppe = make_gruppe(workshop=saal.workshop)
    first = write(client, saal, "Erste Karte", gruppe=gruppe.pk)["Location"]

    second = write(client, saal, "Zweite Karte", query=f"?{urlsplit(first).query}", gruppe=gruppe.pk)["Location"]

    after = page(client, second)
    assert f'<option value="{gruppe.pk}" selected>' in after
    assert after.index("Zweite Karte") < after.index("Erste Karte")
    note = parse_qs(urlsplit(second).query)["token"][0]
    assert Telefon.read(saal.pk, note).codes == tuple(Beitrag.objects.order_by("pk").values_list("code", flat=True))


def test_note_that_is_forged_or_from_another_hall_says_nothing():
    note = parse_qs(Telefon(1, None, ("K7M-4QX",)).query())["token"][0]

    assert [Telefon.read(1, note + "x"), Telefon.read(2, note), Telefon.read(1, "")] == [
        Telefon(1),
        Telefon(2),
        Telefon(1),
    ]


def test_phone_that_wrote_its_fill_is_asked_to_use_paper(client: Client):
    saal = hall()
    full = Telefon(saal.pk, None, tuple(f"AAA-{n:03}" for n in range(limits.CARDS_A_PHONE))).query()

    response = write(client, saal, "Noch eine", query=f"?{full}")

    assert response.status_code == 422
    assert "auf Papier" in response.content.decode()
    assert "Noch eine" in response.content.decode()
    assert not Beitrag.objects.exists()


def test_hall_that_sends_too_much_keeps_what_was_typed(client: Client, monkeypatch: pytest.MonkeyPatch):
    saal = hall()
    monkeypatch.setattr(limits, "SAAL_CARDS", Limit("saal-test", 2, 600))
    for text in ("Eins", "Zwei"):
        write(client, saal, text)

    refused = write(client, saal, "Drei bleibt stehen")

    assert refused.status_code == 429
    assert "Drei bleibt stehen" in refused.content.decode()
    assert Beitrag.objects.count() == 2


def test_card_sent_twice_is_kept_once(client: Client):
    saal = hall()

    answers = [write(client, saal, absendung="x" * 22)["Location"] for _ in range(2)]

    assert answers[0] == answers[1]
    assert Beitrag.objects.count() == 1


@pytest.mark.parametrize("text", ["", "x" * 501])
def test_card_without_words_or_with_too_many_is_refused(client: Client, text: str):
    response = write(client, hall(), text)

    assert response.status_code == 422
    assert text in response.content.decode()
    assert not Beitrag.objects.exists()


def test_card_of_a_step_that_is_over_stays_in_its_field(client: Client):
    saal = hall()
    pause = make_schritt(workshop=saal.workshop, art=SchrittArt.PAUSE, titel="Kaffee")
    sitzung.go_to(saal, pause, by=make_konto())

    response = write(client, saal, "Zu spät geschrieben")

    assert response.status_code == 422
    assert "Zu spät geschrieben" in response.content.decode()
    assert not Beitrag.objects.exists()


def test_closed_hall_takes_no_card_and_says_goodbye(client: Client):
    saal = hall()
    sitzung.close_saal(saal, by=make_konto())

    assert write(client, saal).status_code == 422
    assert "Der Saal ist geschlossen" in page(client, saal.get_absolute_url())
    assert not Beitrag.objects.exists()


def test_cards_are_seen_once_they_are_shown_newest_first(client: Client):
    saal = hall()
    for text in ("Erste", "Zweite"):
        make_beitrag(workshop=saal.workshop, text=text, status=BeitragStatus.GEPRUEFT)
    make_beitrag(workshop=saal.workshop, text="Wartet", status=BeitragStatus.EINGEREICHT)
    hidden = page(client, saal.get_absolute_url())

    sitzung.show_cards(saal, True, by=make_konto())

    shown = page(client, saal.get_absolute_url())
    assert [text in hidden for text in ("Erste", "Zweite", "Wartet")] == [False] * 3
    assert [text in shown for text in ("Erste", "Zweite", "Wartet")] == [True, True, False]
    assert shown.index("Zweite") < shown.index("Erste")


def test_group_sees_its_own_cards_only(client: Client):
    saal = hall(karten_zeigen=True)
    gruppe = make_gruppe(workshop=saal.workshop)
    saal.schritt.gruppe = gruppe  # type: ignore[union-attr]  # hall() has one
    saal.schritt.save()  # type: ignore[union-attr]
    make_beitrag(workshop=saal.workshop, text="Unsere", gruppe=gruppe, status=BeitragStatus.GEPRUEFT)
    make_beitrag(workshop=saal.workshop, text="Fremde", status=BeitragStatus.GEPRUEFT)

    shown = page(client, saal.get_absolute_url())

    assert ["Unsere" in shown, "Fremde" in shown] == [True, False]


@pytest.mark.parametrize("name", ["saal", "saal-leinwand"])
def test_page_asks_the_database_as_often_with_one_card_as_with_thirty(client: Client, name: str):
    saal = hall(karten_zeigen=True)
    url = reverse(name, args=(saal.code,))
    make_beitrag(workshop=saal.workshop, status=BeitragStatus.GEPRUEFT)
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for _ in range(30):
        make_beitrag(workshop=saal.workshop, gruppe=make_gruppe(workshop=saal.workshop), status=BeitragStatus.GEPRUEFT)

    with CaptureQueriesContext(connection) as many:
        shown = client.get(url).content.decode()

    assert (len(few), "weitere" in shown) == (len(many), True)


def test_screen_shows_code_and_address_and_refreshes_without_script(client: Client):
    saal = hall(code="K7M-4QX")

    shown = client.get(reverse("saal-leinwand", args=(saal.code,))).content.decode()

    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in shown
    assert ["<svg" in shown, "/k/K7M-4QX" in shown] == [True, True]
