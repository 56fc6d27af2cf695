"""A single contribution may be what a Handlungsfeld follows from, and both of their pages tell it."""

import lxml.html
import pytest
from django.test import Client
from django.urls import reverse

from bildungskommune.tracing.fadenluecken import find
from konzept.models import Ableitung, Handlungsfeld
from tests.factories import (
    make_ableitung,
    make_beitrag,
    make_handlungsfeld,
    make_konto,
    make_konzept,
    make_leitbild,
    make_reihe,
)
from tests.konzept.test_views_public import make_published
from tests.lesen import words
from workshops.models import Beitrag
from workshops.models.enums import BeitragStatus

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(make_konto())
    return client


@pytest.fixture
def feld() -> Handlungsfeld:
    leitbild = make_leitbild(reihe=make_reihe())
    return make_handlungsfeld(kennung="orte", nr="2", titel="Erreichbare Orte", konzept=make_konzept(leitbild=leitbild))


def make_karte(feld: Handlungsfeld, **fields: object) -> Beitrag:
    assert feld.konzept.leitbild is not None
    return make_beitrag(**{"reihe": feld.konzept.leitbild.reihe, "text": "Der letzte Bus fährt um vier.", **fields})


def shown(client: Client, address: str) -> str:
    return words(lxml.html.fromstring(client.get(address).content))


def test_card_is_found_linked_and_offered_no_second_time(office: Client, feld: Handlungsfeld) -> None:
    karte = make_karte(feld)
    make_beitrag(text="Aus einer fremden Reihe")
    make_karte(feld, text="Bus, zurückgewiesen", status=BeitragStatus.ZURUECKGEWIESEN)
    address = f"{reverse('v-ableitung-new', args=(feld.pk,))}?art=beitrag"

    before = office.get(address).content
    answer = office.post(address, {"quelle": f"beitrag-{karte.pk}", "begruendung": "Wege sind lang."})
    after = office.get(address).content

    boxes = lxml.html.fromstring(before).cssselect("[name=quelle]")
    assert [one.get("value") for one in boxes] == [f"beitrag-{karte.pk}"]
    assert answer.status_code == 302
    assert list(Ableitung.objects.values_list("beitrag", "begruendung")) == [(karte.pk, "Wege sind lang.")]
    assert lxml.html.fromstring(after).cssselect("[name=quelle]") == []


def test_desk_names_the_card_by_its_words(office: Client, feld: Handlungsfeld) -> None:
    make_ableitung(feld, beitrag=make_karte(feld), begruendung="Wege sind lang.")

    field = shown(office, reverse("v-handlungsfeld", args=(feld.pk,)))
    desk = shown(office, reverse("v-konzept-ableiten", args=(feld.konzept_id,)))

    assert "„Der letzte Bus fährt um vier.“ Wege sind lang." in field
    assert "1 Quelle von Handlungsfeld 2: Erreichbare Orte „Der letzte Bus fährt um vier.“ Wege sind lang." in desk


def test_derivation_desk_links_cards_that_the_address_of_the_form_names(office: Client, feld: Handlungsfeld) -> None:
    karte = make_karte(feld)
    sent = {"quelle": f"beitrag-{karte.pk}", "felder": feld.pk, "begruendung": "Weil."}

    office.post(reverse("v-konzept-verbinden", args=(feld.konzept_id,)) + f"?quelle=beitrag-{karte.pk}", sent)

    assert list(Ableitung.objects.values_list("handlungsfeld", "beitrag")) == [(feld.pk, karte.pk)]


def test_public_pages_tell_it_both_ways(client: Client, feld: Handlungsfeld) -> None:
    karte = make_karte(feld)
    make_ableitung(feld, beitrag=karte, begruendung="Wege sind lang.")
    make_published(feld.konzept)

    back = shown(client, reverse("handlungsfeld", args=("orte",)))
    onward = shown(client, reverse("beitrag", args=(karte.code,)))
    frozen = shown(client, reverse("konzept-fassung", args=(feld.konzept.kennung, 1)))

    assert "Woher kommt das?" in back
    for page in (back, frozen):
        assert "Der letzte Bus fährt um vier." in page
        assert "Wege sind lang." in page
    assert "Erreichbare Orte" in onward
    assert "Wege sind lang." in onward


def test_card_that_is_not_public_stays_out_of_the_reader(client: Client, feld: Handlungsfeld) -> None:
    karte = make_karte(feld, status=BeitragStatus.NICHT_OEFFENTLICH)
    make_ableitung(feld, beitrag=karte, begruendung="Wege sind lang.")
    make_published(feld.konzept)

    assert "Der letzte Bus" not in shown(client, reverse("handlungsfeld", args=("orte",)))


def test_card_and_field_are_no_gap_once_they_are_linked() -> None:
    feld, karte = make_handlungsfeld(), make_beitrag()
    gaps = [find("karte-ohne-folge"), find("handlungsfeld-ohne-herkunft")]
    before = [gap.rows().count() for gap in gaps if gap]

    make_ableitung(feld, beitrag=karte)

    assert before == [1, 1]
    assert [gap.rows().count() for gap in gaps if gap] == [0, 0]


def test_published_source_remembers_its_fassung(feld: Handlungsfeld) -> None:
    link = make_ableitung(feld, beitrag=make_karte(feld))

    fassung = make_published(feld.konzept)

    link.refresh_from_db()
    assert link.beschlossen_in == fassung
