"""Who may enter which staff page, and that every page and every list stands up."""

import pytest
from django.test import Client

from tests.factories import (
    make_anmeldung,
    make_beitrag,
    make_gruppe,
    make_institution,
    make_konto,
    make_thema,
    make_zuordnung,
)
from tests.workshops.staff import ABOUT, MORE, Werkstatt, make_werkstatt
from workshops.models import Einladung, Programmpunkt, Projektskizze, Punktstand

pytestmark = pytest.mark.django_db

POST_ONLY = {
    *("v-programm-move", "v-einladung-gesendet", "v-sendung-erneut"),
    *(
        "v-anmeldung-move",
        "v-anmeldung-erneut",
        "v-anmeldung-annehmen",
        "v-doppel-zwei",
        "v-einlass-haken",
        "v-karte-new",
        "v-karte-move",
        "v-karten-move",
        "v-schritt-undo",
        "v-thema-move",
        "v-abfrage-beenden",
        "v-karten-publish",
        "v-foto-move",
    ),
}
GET_ONLY = {
    *("v-workshop-list", "v-workshop", "v-ort-list", "v-programm", "v-einladung-list", "v-anmeldung-list"),
    *("v-doppel-list", "v-anmeldung-andere"),
    *("v-pressemitteilung", "v-einladung-auswahl", "v-sendung-list", "v-sendung", "v-verteiler-list"),
    *("v-anmeldung", "v-anwesenheit-druck", "v-kartenwand", "v-karten-druck", "v-punkte"),
    *("v-beamer", "v-dokumentation", "v-beitrag-list", "v-beitrag", "v-karte-zettel", "v-einlass-zeile"),
}
# Reading, which the Leitung may do; names of participants are not for it.
READING = {
    *("v-workshop-list", "v-workshop", "v-programm", "v-kartenwand", "v-karten-druck", "v-punkte", "v-beamer"),
    *("v-dokumentation", "v-beitrag-list", "v-beitrag"),
}
CARDS = {
    *(
        "v-karte-new",
        "v-karte-zettel",
        "v-karte-wortlaut",
        "v-karte-move",
        "v-karten-move",
        "v-karten-merge",
        "v-karte-split",
        "v-schritt-undo",
        "v-thema-new",
        "v-thema-edit",
        "v-thema-move",
        "v-thema-merge",
        "v-thema-loeschen",
    ),
    *("v-abfrage-new", "v-abfrage", "v-abfrage-edit", "v-abfrage-beenden", "v-beitrag-foto"),
    "v-abfrage-entscheidung",
    *("v-foto-new", "v-foto-edit", "v-foto-move", "v-foto-loeschen", "v-gruppe-ergebnis"),
}
# Without a choice the page of the answers leads back to the list, and words that stand back to the wall.
ANSWERS = dict.fromkeys(
    ("v-beitrag-verbleib", "v-karte-wortlaut", "v-einladung-schreiben", "v-karten-merge", "v-doppel"), 302
)


@pytest.fixture
def werkstatt() -> Werkstatt:
    return make_werkstatt()


def _answers(client: Client, werkstatt: Werkstatt, name: str) -> int:
    url = werkstatt.url(name, *MORE.get(name, ()))
    return (client.post(url) if name in POST_ONLY else client.get(url)).status_code


@pytest.mark.parametrize("name", sorted(set(ABOUT) - POST_ONLY))
def test_page_opens_for_the_stabsstelle(client: Client, werkstatt: Werkstatt, name: str):
    client.force_login(make_konto())

    assert _answers(client, werkstatt, name) == ANSWERS.get(name, 200)


@pytest.mark.parametrize("name", sorted(ABOUT))
def test_stranger_is_asked_to_log_in(client: Client, werkstatt: Werkstatt, name: str):
    response = client.post(werkstatt.url(name, *MORE.get(name, ())))

    if name in GET_ONLY:
        assert response.status_code == 405
        response = client.get(werkstatt.url(name, *MORE.get(name, ())))
    assert response.status_code == 302
    assert response["Location"].startswith("/konto/")


@pytest.mark.parametrize("name", sorted(ABOUT))
def test_fachamt_has_no_business_here(client: Client, werkstatt: Werkstatt, name: str):
    client.force_login(make_konto(rolle="fachamt"))

    assert _answers(client, werkstatt, name) == 403


@pytest.mark.parametrize("name", sorted(ABOUT))
def test_leitung_reads_and_changes_nothing(client: Client, werkstatt: Werkstatt, name: str):
    client.force_login(make_konto(rolle="leitung"))

    assert _answers(client, werkstatt, name) == (200 if name in READING else 403)


@pytest.mark.parametrize("name", sorted(ABOUT))
def test_moderation_works_with_the_cards_of_its_workshop_only(client: Client, werkstatt: Werkstatt, name: str):
    client.force_login(werkstatt.moderation)

    assert (_answers(client, werkstatt, name) != 403) == (name in READING | CARDS)


@pytest.mark.parametrize("name", sorted(name for name, about in ABOUT.items() if about))
def test_moderation_of_another_workshop_gets_nowhere(client: Client, werkstatt: Werkstatt, name: str):
    client.force_login(make_konto(rolle="moderation"))

    assert _answers(client, werkstatt, name) in {403, 404}


def test_moderation_does_not_learn_of_an_internal_workshop(client: Client):
    werkstatt = make_werkstatt(sichtbarkeit="intern")
    client.force_login(make_konto(rolle="moderation"))

    assert client.get(werkstatt.url("v-workshop")).status_code == 404


def test_moderation_finds_only_its_workshop_and_its_cards(client: Client, werkstatt: Werkstatt):
    other = make_werkstatt()
    client.force_login(werkstatt.moderation)

    workshops = client.get(werkstatt.url("v-workshop-list")).context["page_obj"]
    beitraege = client.get(werkstatt.url("v-beitrag-list")).context["page_obj"]

    assert list(workshops) == [werkstatt.workshop]
    assert list(beitraege) == [werkstatt.beitrag]
    assert client.get(other.url("v-beitrag")).status_code == 404


@pytest.mark.parametrize("name", sorted(POST_ONLY | GET_ONLY))
def test_wrong_method_is_refused(client: Client, werkstatt: Werkstatt, name: str):
    client.force_login(make_konto())
    url = werkstatt.url(name, *MORE.get(name, ()))

    assert (client.get(url) if name in POST_ONLY else client.post(url)).status_code == 405


@pytest.mark.parametrize("name", sorted(name for name, about in ABOUT.items() if about))
def test_unknown_thing_is_not_found(client: Client, werkstatt: Werkstatt, name: str):
    client.force_login(make_konto())
    pk = getattr(werkstatt, ABOUT[name]).pk
    url = werkstatt.url(name, *MORE.get(name, ())).replace(f"/{pk}/", "/999999/")

    assert (client.post(url) if name in POST_ONLY else client.get(url)).status_code == 404


QUESTIONS = {"v-programm-loeschen", "v-gruppe-loeschen", "v-einladung-loeschen", "v-skizze-loeschen", "v-foto-loeschen"}
WITHOUT_MUST = {
    "v-einladung-schreiben",
    "v-beitrag-autor",
    "v-beitrag-verbleib",
    "v-anwesenheit",
    "v-ergebnis",
    "v-abfrage",
    "v-einlass-person",
    "v-karten-merge",
    "v-anmeldung-gruppen",
    "v-doppel",
    "v-gruppe-ergebnis",
}
FORMS = sorted(set(ABOUT) - POST_ONLY - GET_ONLY - QUESTIONS - WITHOUT_MUST)


@pytest.mark.parametrize("name", FORMS)
def test_empty_form_is_refused_with_sentences(client: Client, werkstatt: Werkstatt, name: str):
    client.force_login(make_konto())

    response = client.post(werkstatt.url(name, *MORE.get(name, ())))

    assert response.status_code == 422
    assert "Bitte " in response.content.decode()
    assert "<title>Fehler: " in response.content.decode()


LISTS = [
    *("v-workshop-list", "v-beitrag-list", "v-anmeldung-list", "v-anwesenheit", "v-anwesenheit-druck", "v-kartenwand"),
    *(
        "v-karten-druck",
        "v-programm",
        "v-einladung-list",
        "v-punkte",
        "v-dokumentation",
        "v-workshop",
        "v-ort-list",
        "v-beamer",
    ),
]


@pytest.mark.parametrize("name", LISTS)
def test_list_needs_the_same_queries_with_one_row_and_with_thirty(
    client: Client, werkstatt: Werkstatt, name: str, django_assert_num_queries, django_assert_max_num_queries
):
    client.force_login(make_konto())
    client.get(werkstatt.url(name))
    with django_assert_max_num_queries(40) as captured:
        client.get(werkstatt.url(name))
    _fill(werkstatt)

    with django_assert_num_queries(len(captured)):
        response = client.get(werkstatt.url(name))
    assert response.status_code == 200


def _fill(werkstatt: Werkstatt) -> None:
    """Add thirty of everything that a list shows."""
    workshop = werkstatt.workshop
    for number in range(29):
        make_werkstatt(reihe=workshop.reihe)
        thema, gruppe = make_thema(workshop=workshop), make_gruppe(workshop=workshop)
        make_zuordnung(thema, make_beitrag(workshop=workshop, gruppe=gruppe))
        make_beitrag(workshop=workshop)
        make_anmeldung(workshop=workshop, ag_wunsch_1=gruppe)
        Punktstand.objects.create(abfrage=werkstatt.abfrage, thema=thema, punkte=number)
        Programmpunkt.objects.create(workshop=workshop, titel="Pause")
        Einladung.objects.create(workshop=workshop, institution=make_institution(), code=f"mehr-{number}")
        Projektskizze.objects.create(workshop=workshop, kennung=f"skizze-{number}", titel="Skizze")
