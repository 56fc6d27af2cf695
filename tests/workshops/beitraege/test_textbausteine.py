"""Answers to contributions: texts used again, a place that is named, a whole filter at once, what stood before."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bildungskommune.tracing import ziele
from bildungskommune.werkbank.textbaustein import Textbaustein
from tests.factories import make_abschnitt, make_beitrag, make_konto, make_massnahme, make_thema
from workshops.beitraege import verbleib
from workshops.beitraege.verbleib import Antwort
from workshops.models import Beitrag
from workshops.models.enums import BeitragStatus

pytestmark = pytest.mark.django_db
LIST = "/verwaltung/beitraege/"
FORM = f"{LIST}verbleib/"


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(make_konto())
    return client


def sent(**fields: str) -> dict[str, str]:
    return {"verbleib": "aufgenommen", "begruendung": "Steht in Leitsatz 2.", **fields}


def test_block_comes_behind_what_was_typed_and_nothing_is_saved(desk: Client):
    beitrag = make_beitrag()
    block = Textbaustein.objects.create(titel="Land", text="Das entscheidet das Land.")
    typed = sent(begruendung="Danke.\r\n", weitergeleitet_an="Ministerium", baustein=str(block.pk), uebernehmen="1")

    response = desk.post(f"{FORM}?b={beitrag.pk}", typed)

    form = response.context["form"]
    assert response.status_code == 200
    assert [form["begruendung"].value(), form["weitergeleitet_an"].value(), form["verbleib"].value()] == [
        "Danke.\n\nDas entscheidet das Land.",
        "Ministerium",
        "aufgenommen",
    ]
    beitrag.refresh_from_db()
    assert beitrag.verbleib == ""


def test_taking_over_nothing_says_so_and_keeps_what_was_typed(desk: Client):
    response = desk.post(f"{FORM}?b={make_beitrag().pk}", sent(uebernehmen="1", baustein=""))

    assert response.context["form"]["begruendung"].value() == "Steht in Leitsatz 2."
    assert "Bitte wählen Sie zuerst einen Textbaustein." in response.content.decode()


def test_block_counts_the_answers_it_stands_in(desk: Client):
    used = Textbaustein.objects.create(titel="Land", text="Das entscheidet das Land.")
    unused = Textbaustein.objects.create(titel="Kreis", text="Das entscheidet der Kreistag.")
    first, second = make_beitrag(), make_beitrag()

    desk.post(f"{FORM}?b={first.pk}&b={second.pk}", sent(begruendung="Danke.\r\n\r\nDas entscheidet das Land."))

    used.refresh_from_db()
    unused.refresh_from_db()
    assert [used.verwendet, unused.verwendet] == [2, 0]
    assert "2-mal" in desk.get(reverse("v-textbaustein-list")).content.decode()


def test_block_is_made_and_changed_on_the_desk(desk: Client):
    desk.post(reverse("v-textbaustein-new"), {"titel": "Land", "text": "Das entscheidet das Land.", "angeboten": "on"})
    block = Textbaustein.objects.get()

    desk.post(reverse("v-textbaustein-edit", args=(block.pk,)), {"titel": "Land", "text": "Das regelt das Land."})

    block.refresh_from_db()
    assert [block.text, block.angeboten, list(Textbaustein.objects.offered())] == ["Das regelt das Land.", False, []]


def test_list_comes_back_as_it_was_filtered(desk: Client):
    beitrag = make_beitrag()
    shown = desk.get(f"{LIST}?verbleib=ohne&wort=bus&sortierung=code&als=").content.decode()
    assert 'name="filter" value="verbleib=ohne&amp;wort=bus&amp;sortierung=code"' in shown

    response = desk.post(f"{FORM}?b={beitrag.pk}&filter=wort%3Dbus%26fremd%3D1%26sortierung%3Dcode", sent())

    assert response["Location"] == f"{LIST}?wort=bus&sortierung=code"


def test_all_hits_of_a_filter_are_answered_at_once(desk: Client):
    hits = [make_beitrag(text=f"Der Bus fährt nicht, {n}.") for n in range(60)]
    refused = make_beitrag(text="Der Bus!", status=BeitragStatus.ZURUECKGEWIESEN)
    other = make_beitrag(text="Bibliothek")
    address = f"{FORM}?alle=1&filter=wort%3Dbus"
    assert "60 Beiträge bekommen diese Antwort." in desk.get(address).content.decode()

    response = desk.post(address, sent(anzahl="60"))

    assert response["Location"] == f"{LIST}?wort=bus"
    assert Beitrag.objects.filter(verbleib="aufgenommen").count() == len(hits)
    for one in (refused, other):
        one.refresh_from_db()
        assert one.verbleib == ""


def test_hit_that_came_meanwhile_is_not_answered_unseen(desk: Client):
    make_beitrag(text="Bus")
    address = f"{FORM}?alle=1&filter=wort%3Dbus"
    make_beitrag(text="Noch ein Bus")

    response = desk.post(address, sent(anzahl="1"))

    assert response.status_code == 422
    assert "Inzwischen passen 2 Beiträge auf den Filter" in response.content.decode()
    assert Beitrag.objects.filter(verbleib="").count() == 2
    assert desk.post(address, sent(anzahl=response.context["form"]["anzahl"].value())).status_code == 302


def test_answer_names_its_place_and_the_public_page_leads_there(desk: Client):
    beitrag, massnahme = make_beitrag(), make_massnahme(oeffentlich=True, titel="Rufbus am Abend")
    value = ziele.name("massnahme", massnahme.kennung)
    assert value in desk.get(f"{FORM}?b={beitrag.pk}").content.decode()

    desk.post(f"{FORM}?b={beitrag.pk}", sent(ziel=value))

    page = Client().get(beitrag.get_absolute_url()).content.decode()
    assert f'<a href="{massnahme.get_absolute_url()}">{massnahme}</a>' in page


def test_place_that_is_not_public_stays_on_the_desk(desk: Client):
    beitrag, massnahme = make_beitrag(), make_massnahme(oeffentlich=False, titel="Rufbus am Abend")

    desk.post(f"{FORM}?b={beitrag.pk}", sent(ziel=ziele.name("massnahme", massnahme.kennung)))

    assert "Rufbus am Abend" not in Client().get(beitrag.get_absolute_url()).content.decode()
    assert "Rufbus am Abend" in desk.get(reverse("v-beitrag", args=(beitrag.pk,))).content.decode()


def test_every_kind_of_place_is_found_again():
    things: list[Any] = [make_thema(), make_abschnitt(), make_massnahme()]

    offered = {value for _, group in ziele.choices() for value, _ in group}

    for thing in things:
        art = thing._meta.model_name or ""
        assert ziele.name(art, thing.faden_kennung) in offered
        assert ziele.find(art, thing.faden_kennung) == thing


def test_other_card_is_named_by_its_code(desk: Client):
    beitrag, other = make_beitrag(), make_beitrag(text="Der Bus kommt nie.")

    desk.post(f"{FORM}?b={beitrag.pk}", sent(verbleib="zusammengefuehrt", ziel_karte=other.code.lower()))

    beitrag.refresh_from_db()
    assert (beitrag.ziel_art, beitrag.ziel_kennung) == ("beitrag", other.code)
    assert other.get_absolute_url() in Client().get(beitrag.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"ziel_karte": "K7M-4QX"}, "Diesen Code kennen wir nicht."),
        ({"ziel_karte": "selbst"}, "Das ist der Beitrag selbst."),
        ({"ziel": "massnahme:gibt-es-nicht"}, "Das gibt es nicht mehr."),
    ],
)
def test_place_that_cannot_be_is_refused(desk: Client, fields: dict[str, str], sentence: str):
    beitrag = make_beitrag(code="ABC-234")
    fields = {name: "abc-234" if value == "selbst" else value for name, value in fields.items()}

    response = desk.post(f"{FORM}?b={beitrag.pk}", sent(**fields))

    assert response.status_code == 422
    assert sentence in response.content.decode()


def test_page_shows_what_was_answered_before_but_not_what_was_mended_at_once():
    beitrag, konto = make_beitrag(), make_konto()
    for day, wort, grund in (
        (date(2025, 3, 1), "nicht_aufgenommen", "Kein Gled."),
        (date(2025, 3, 1), "nicht_aufgenommen", "Kein Geld."),
        (date(2025, 9, 1), "aufgenommen", "Das Land zahlt."),
        (date(2025, 9, 1), "aufgenommen", "Das Land zahlt jetzt."),
    ):
        verbleib.give([beitrag], Antwort(wort, grund), by=konto, today=day)

    page = Client().get(beitrag.get_absolute_url()).content.decode()

    assert "1 frühere Antwort" in page
    assert [text in page for text in ("Kein Geld.", ": nicht aufgenommen</strong>", "Das Land zahlt jetzt.")] == [
        True,
        True,
        True,
    ]
    assert [text in page for text in ("Kein Gled.", "Das Land zahlt.")] == [False, False]


def test_first_answer_has_no_history():
    beitrag = make_beitrag()
    verbleib.give([beitrag], Antwort("aufgenommen", "Ja."), by=make_konto())

    assert "frühere Antwort" not in Client().get(beitrag.get_absolute_url()).content.decode()


def test_form_costs_the_same_for_one_and_for_thirty_hits(desk: Client):
    make_beitrag(text="Bus")
    address = f"{FORM}?alle=1&filter=wort%3Dbus"
    desk.get(address)
    with CaptureQueriesContext(connection) as few:
        desk.get(address)
    for _ in range(30):
        make_beitrag(text="Bus")

    with CaptureQueriesContext(connection) as many:
        desk.get(address)

    assert len(many) == len(few)
