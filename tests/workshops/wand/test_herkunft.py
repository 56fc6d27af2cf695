"""One card of several, several of one: the sources keep words and code, and are answered with what they became."""

import re

import lxml.html
import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from bildungskommune.post.models import Mail
from bildungskommune.tracing.netz import netz
from tests.factories import make_beitrag, make_konto, make_thema, make_zuordnung
from tests.lesen import one_line
from tests.workshops.staff import Werkstatt, make_werkstatt
from workshops.beitraege import verbleib
from workshops.beitraege.verbleib import Antwort
from workshops.dokumentation.snapshot import collect
from workshops.models import Beitrag, Kartenherkunft, Thema, Wandschritt
from workshops.termine import reihenseite
from workshops.wand import cardwall, herkunft
from workshops.wand.auswahl import Gewaehlt
from workshops.wand.herkunft import GoneOn

pytestmark = pytest.mark.django_db


@pytest.fixture
def werkstatt(client: Client) -> Werkstatt:
    made = make_werkstatt()
    client.force_login(made.moderation)
    return made


@pytest.fixture
def wege(werkstatt: Werkstatt) -> Thema:
    return make_thema(workshop=werkstatt.workshop, titel="Wege", position=5)


@pytest.fixture
def karten(werkstatt: Werkstatt, wege: Thema) -> list[Beitrag]:
    made = [make_beitrag(workshop=werkstatt.workshop, text=f"Karte {number}") for number in range(1, 4)]
    for position, card in enumerate(made, start=1):
        make_zuordnung(wege, card, position=position * 1024)
    return made


def _merge(client: Client, werkstatt: Werkstatt, wege: Thema, karten: list[Beitrag], text: str = "Bus und Rad"):
    data = {"karte": [f"{card.pk}-{wege.pk}" for card in karten], "zug": "zusammen"}
    page = client.post(werkstatt.url("v-karten-move"), data)["Location"]
    return client.post(page, {"text": text, "vorzeichen": "-"})


def _words(page: bytes) -> str:
    found = lxml.html.fromstring(page.decode()).find(".//main")
    assert found is not None
    return re.sub(r" (?=[.,])", "", one_line(found.text_content()))


def _column(werkstatt: Werkstatt, thema: Thema | None) -> list[str]:
    return [card.text for card in cardwall.cards(werkstatt.workshop, thema)]


def test_page_offers_the_words_of_all_ticked_cards(
    client: Client, werkstatt: Werkstatt, wege: Thema, karten: list[Beitrag]
):
    data = {"karte": [f"{card.pk}-{wege.pk}" for card in karten[:2]], "zug": "zusammen"}

    page = client.post(werkstatt.url("v-karten-move"), data, follow=True).content.decode()

    assert "2 Karten zusammenführen" in page
    assert "Karte 1\nKarte 2</textarea>" in page


def test_merged_card_hangs_in_the_place_of_the_first_and_the_sources_keep_their_words(
    client: Client, werkstatt: Werkstatt, wege: Thema, karten: list[Beitrag]
):
    response = _merge(client, werkstatt, wege, karten[1:])

    made = Beitrag.objects.get(text="Bus und Rad")
    assert response["Location"].endswith(f"#karte-{made.pk}-{wege.pk}")
    assert _column(werkstatt, wege) == ["Karte 1", "Bus und Rad"]
    assert (made.status, made.vorzeichen, made.code != karten[1].code) == ("veroeffentlicht", "-", True)
    assert sorted(made.stammt_aus.values_list("quelle__text", "art")) == [
        ("Karte 2", "zusammen"),
        ("Karte 3", "zusammen"),
    ]
    assert "Karte 2" not in _column(werkstatt, None)


def test_source_is_read_by_its_code_and_leads_on(
    client: Client, werkstatt: Werkstatt, wege: Thema, karten: list[Beitrag]
):
    _merge(client, werkstatt, wege, karten[1:])
    made, stranger = Beitrag.objects.get(text="Bus und Rad"), Client()

    source, page = (_words(stranger.get(one.get_absolute_url()).content) for one in (karten[1], made))

    assert "Karte 2" in source
    assert f"Aufgegangen in {made.code}." in source
    assert f"Zusammengeführt aus {karten[1].code} „Karte 2“, {karten[2].code} „Karte 3“." in page
    assert [str(step.knoten) for step in netz([karten[1]], "wohin").schritte(karten[1])] == [str(made), "Wege"]


def test_card_that_is_not_public_is_not_named_to_others(
    client: Client, werkstatt: Werkstatt, wege: Thema, karten: list[Beitrag]
):
    Beitrag.objects.filter(pk=karten[2].pk).update(status="nicht_oeffentlich")
    _merge(client, werkstatt, wege, karten[1:])
    made = Beitrag.objects.get(text="Bus und Rad")

    source = Client().get(karten[1].get_absolute_url()).content.decode()
    page = Client().get(made.get_absolute_url()).content.decode()

    assert made.status == "geprueft"
    assert made.code not in source
    assert "einer Karte, die nicht öffentlich ist" in source
    assert (karten[2].code in page, "Karte 3" in page, "Karte 2" in page) == (False, False, True)


@pytest.mark.parametrize("ticks", [0, 1])
def test_one_card_alone_is_not_merged(
    client: Client, werkstatt: Werkstatt, wege: Thema, karten: list[Beitrag], *, ticks: int
):
    data = {"karte": [f"{card.pk}-{wege.pk}" for card in karten[:ticks]], "zug": "zusammen"}

    response = client.post(werkstatt.url("v-karten-move"), data)

    assert (response.status_code, "Bitte wählen Sie mindestens" in response.content.decode()) == (422, True)


def test_card_goes_on_once_and_not_after_its_answer(werkstatt: Werkstatt, karten: list[Beitrag]):
    konto = make_konto()
    herkunft.merge(werkstatt.workshop, [Gewaehlt(card, None) for card in karten[:2]], "eins", "", by=konto)
    verbleib.give([karten[2]], Antwort("aufgenommen", "Ja."), by=konto)

    for card in karten:
        with pytest.raises(GoneOn):
            herkunft.split(werkstatt.workshop, card, ["a", "b"], by=konto)

    assert Kartenherkunft.objects.count() == 2


def test_card_is_divided_in_its_place(client: Client, werkstatt: Werkstatt, wege: Thema, karten: list[Beitrag]):
    url = reverse("v-karte-split", args=(karten[1].pk,))
    assert "Karte 2</textarea>" in client.get(url).content.decode()

    response = client.post(url, {"texte": "Bus fehlt\n\nRad fehlt"})

    assert response.status_code == 302
    assert _column(werkstatt, wege) == ["Karte 1", "Bus fehlt", "Rad fehlt", "Karte 3"]
    assert "Geteilt in" in Client().get(karten[1].get_absolute_url()).content.decode()


@pytest.mark.parametrize("texte", ["", "nur eine", "\n\n".join("abcdefghijk"), f"kurz\n\n{'x' * 3501}"])
def test_impossible_division_is_refused(client: Client, werkstatt: Werkstatt, karten: list[Beitrag], texte: str):
    response = client.post(reverse("v-karte-split", args=(karten[0].pk,)), {"texte": texte})

    assert (response.status_code, Kartenherkunft.objects.exists()) == (422, False)
    assert "Bitte schreiben Sie" in response.content.decode()


def test_sources_are_answered_with_the_card_and_their_authors_are_told(werkstatt: Werkstatt, karten: list[Beitrag]):
    konto = make_konto()
    Beitrag.objects.filter(pk=karten[0].pk).update(autor_email="kita@boerde.example")
    made = herkunft.merge(werkstatt.workshop, [Gewaehlt(card, None) for card in karten[:2]], "eins", "", by=konto)
    waiting = set(Beitrag.objects.without_verbleib())

    verbleib.give([made], Antwort("aufgenommen", "Steht in Leitsatz 2."), by=konto)

    assert waiting == {made, karten[2], werkstatt.beitrag}
    assert set(Beitrag.objects.filter(verbleib="aufgenommen")) == {made, karten[0], karten[1]}
    assert Mail.objects.get().an == "kita@boerde.example"


def test_divided_card_is_answered_when_all_its_parts_are(werkstatt: Werkstatt, karten: list[Beitrag]):
    konto = make_konto()
    first, second = herkunft.split(werkstatt.workshop, karten[0], ["Bus", "Rad"], by=konto)

    verbleib.give([first], Antwort("aufgenommen", "Ja."), by=konto)
    karten[0].refresh_from_db()
    before = karten[0].verbleib
    verbleib.give([second], Antwort("nicht_aufgenommen", "Zu teuer."), by=konto)

    karten[0].refresh_from_db()
    assert (before, karten[0].verbleib) == ("", "teilweise")
    assert karten[0].verbleib_begruendung == f"{first.code}: Ja.\n\n{second.code}: Zu teuer."


def test_documentation_holds_the_sources_behind_the_card_they_went_into(werkstatt: Werkstatt, karten: list[Beitrag]):
    made = herkunft.merge(
        werkstatt.workshop, [Gewaehlt(card, None) for card in karten[1:]], "eins", "", by=make_konto()
    )

    snapshot = collect(werkstatt.workshop)

    (cards,) = [one["beitraege"] for one in snapshot["themen"] if one["titel"] == "Wege"]
    assert [(card["text"], card["verbleib_code"], card["begruendung"]) for card in cards] == [
        ("Karte 1", "", ""),
        ("eins", "", ""),
        ("Karte 2", "zusammengefuehrt", f"Aufgegangen in der Karte {made.code}."),
        ("Karte 3", "zusammengefuehrt", f"Aufgegangen in der Karte {made.code}."),
    ]
    assert (snapshot["ohne_thema"], snapshot["zahlen"]["beitraege"]) == ([], 3)
    assert reihenseite.said(werkstatt.workshop.reihe).beitraege == 3


def test_merging_is_taken_back_while_nobody_has_answered(
    client: Client, werkstatt: Werkstatt, wege: Thema, karten: list[Beitrag]
):
    _merge(client, werkstatt, wege, karten[:2])
    wall = client.get(werkstatt.url("v-kartenwand")).content.decode()
    assert "Rückgängig: 2 Karten zu " in wall

    client.post(werkstatt.url("v-schritt-undo"), {"schritt": Wandschritt.objects.get().pk})

    assert _column(werkstatt, wege) == ["Karte 1", "Karte 2", "Karte 3"]
    assert not Kartenherkunft.objects.exists()
    assert not Beitrag.objects.filter(text="Bus und Rad").exists()


def test_merging_stays_when_the_card_is_answered(
    client: Client, werkstatt: Werkstatt, wege: Thema, karten: list[Beitrag]
):
    _merge(client, werkstatt, wege, karten[:2])
    verbleib.give([Beitrag.objects.get(text="Bus und Rad")], Antwort("aufgenommen", "Ja."), by=make_konto())

    data = {"schritt": Wandschritt.objects.get().pk}
    page = client.post(werkstatt.url("v-schritt-undo"), data, follow=True).content.decode()

    assert "ist schon beantwortet" in page
    assert _column(werkstatt, wege) == ["Bus und Rad", "Karte 3"]


def test_words_of_a_source_cannot_be_changed_by_the_database_either(werkstatt: Werkstatt, karten: list[Beitrag]):
    herkunft.merge(werkstatt.workshop, [Gewaehlt(card, None) for card in karten[:2]], "eins", "", by=make_konto())

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE workshops_beitrag SET text = 'anders' WHERE id = %s", [karten[0].pk])
