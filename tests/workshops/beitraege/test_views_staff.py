"""Answers to contributions, as the Stabsstelle gives them."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bildungskommune.fassungen import rules
from tests.factories import make_beitrag, make_konto, make_workshop
from tests.workshops.staff import Werkstatt, make_werkstatt
from workshops.models.enums import BeitragStatus

pytestmark = pytest.mark.django_db


@pytest.fixture
def werkstatt(client: Client) -> Werkstatt:
    client.force_login(make_konto())
    return make_werkstatt()


def test_chosen_contributions_get_their_answer_together(client: Client, werkstatt: Werkstatt):
    first, second = make_beitrag(), make_beitrag()
    url = f"{reverse('v-beitrag-verbleib')}?b={first.pk}&b={second.pk}&v=aufgenommen&filter=verbleib%3Dohne%26als%3Dcsv"
    assert "2 Beiträge bekommen diese Antwort." in client.get(url).content.decode()
    assert client.post(url, {"verbleib": "aufgenommen", "begruendung": ""}).status_code == 422

    response = client.post(url, {"verbleib": "aufgenommen", "begruendung": "Steht in Leitsatz 2."})

    assert response["Location"] == f"{reverse('v-beitrag-list')}?verbleib=ohne"
    for beitrag in (first, second):
        beitrag.refresh_from_db()
        assert (beitrag.verbleib, beitrag.verbleib_begruendung) == ("aufgenommen", "Steht in Leitsatz 2.")


def test_passing_on_needs_the_one_who_takes_it(client: Client, werkstatt: Werkstatt):
    url = f"{reverse('v-beitrag-verbleib')}?b={werkstatt.beitrag.pk}"

    response = client.post(url, {"verbleib": "weitergeleitet", "begruendung": "Sache der Stadt."})

    assert response.status_code == 422
    assert "Bitte schreiben Sie, an wen" in response.content.decode()


@pytest.mark.parametrize("query", ["", "?b=x", "?b=999999"])
def test_answering_nothing_leads_back_to_the_list(client: Client, werkstatt: Werkstatt, query: str):
    response = client.get(reverse("v-beitrag-verbleib") + query)

    assert response["Location"] == reverse("v-beitrag-list")


def test_contribution_is_rejected_only_with_a_reason(client: Client, werkstatt: Werkstatt):
    url = werkstatt.url("v-beitrag-move", "zurueckgewiesen")
    assert client.post(url, {"grund": ""}).status_code == 422

    client.post(url, {"grund": "Nennt eine Person beim Namen."})

    werkstatt.beitrag.refresh_from_db()
    assert (werkstatt.beitrag.status, werkstatt.beitrag.status_grund) == (
        BeitragStatus.ZURUECKGEWIESEN,
        "Nennt eine Person beim Namen.",
    )


def test_list_of_contributions_is_narrowed_by_the_address(client: Client, werkstatt: Werkstatt):
    loose = make_beitrag(workshop=werkstatt.workshop, text="Bibliothek sonntags", status=BeitragStatus.EINGEREICHT)
    answered = make_beitrag(verbleib="aufgenommen", verbleib_begruendung="Ja.", verbleib_am=timezone.localdate())
    found = {
        query: set(client.get(f"{reverse('v-beitrag-list')}?{query}").context["page_obj"])
        for query in (
            f"workshop={werkstatt.workshop.pk}",
            f"thema={werkstatt.thema.pk}",
            f"thema=ohne&workshop={werkstatt.workshop.pk}",
            "stand=eingereicht",
            "verbleib=ohne",
            "verbleib=aufgenommen",
            "wort=BIBLIOTHEK",
            f"wort={loose.code.lower()}",
            "workshop=abc&thema=%00&stand=x&seite=99",
        )
    }

    mine = werkstatt.beitrag
    assert list(found.values()) == [
        {mine, loose},
        {mine},
        {loose},
        {loose},
        {mine, loose},
        {answered},
        {loose},
        {loose},
        {mine, loose, answered},
    ]


def test_name_is_taken_out_of_the_published_documentation_as_well(client: Client, werkstatt: Werkstatt):
    workshop = make_workshop()
    beitrag = make_beitrag(workshop=workshop, autor_name="Jana Beispiel", namentlich=True)
    fassung = rules.freeze("dokumentation", workshop)
    rules.publish(fassung)
    page = reverse("dokumentation", args=(fassung.dokument, fassung.nummer))
    assert "Jana Beispiel" in Client().get(page).content.decode()

    client.post(reverse("v-beitrag-autor", args=(beitrag.pk,)), {"autor_name": "Jana Beispiel"})

    shown = Client().get(page).content.decode()
    assert ["Jana Beispiel" in shown, "Name entfernt am " in shown] == [False, True]


def test_name_is_taken_off_the_public_page(client: Client, werkstatt: Werkstatt):
    beitrag = make_beitrag(autor_name="Jana Beispiel", autor_email="jana@kita.example", namentlich=True)
    assert "Jana Beispiel" in Client().get(beitrag.get_absolute_url()).content.decode()

    client.post(reverse("v-beitrag-autor", args=(beitrag.pk,)), {"autor_name": "Jana Beispiel"})

    beitrag.refresh_from_db()
    assert (beitrag.namentlich, beitrag.autor_email) == (False, "")
    assert "Jana Beispiel" not in Client().get(beitrag.get_absolute_url()).content.decode()
