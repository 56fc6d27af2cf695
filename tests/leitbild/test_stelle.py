"""One Abschnitt on a page of its own: found from paper, cited, passed on, with all its sources."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from bildungskommune.fassungen.models import Fassung
from bildungskommune.fassungen.rules import freeze
from leitbild.models import Abschnitt
from tests.factories import make_abschnitt, make_beitrag, make_herleitung, make_leitbild
from tests.leitbild.zaehlen import queries
from tests.lesen import one_line
from tests.veroeffentlichen import publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def satz() -> Abschnitt:
    leitbild = make_leitbild(titel="Bildungsleitbild", kennung="lb")
    make_abschnitt(leitbild=leitbild, art="vorwort", nr="", kennung="vorwort", titel="Warum", position=1)
    return make_abschnitt(
        leitbild=leitbild, kennung="weg", nr="2", titel="Kein Weg ist zu weit.", text="Auch abends.", position=2
    )


def published(satz: Abschnitt) -> Fassung:
    fassung = freeze("leitbild", satz.leitbild, zweck="lesefassung")
    publish(fassung)
    return fassung


def page(client: Client, address: str) -> str:
    return one_line(client.get(address).content.decode())


def test_page_of_a_leitsatz_says_how_to_cite_it_and_shows_its_neighbours(client: Client, satz: Abschnitt) -> None:
    published(satz)

    shown = page(client, "/leitbild/lb/fassung/1/weg/")

    assert "<h1>Kein Weg ist zu weit.</h1>" in shown
    assert "http://localhost:8000/leitbild/lb/fassung/1/#weg</a>" in shown
    assert "Ihr Landkreis: Bildungsleitbild, Leitsatz 2. Fassung 1, Lesefassung" in shown
    assert 'href="/leitbild/lb/fassung/1/vorwort/">Davor: Warum</a>' in shown
    assert "Danach:" not in shown


def test_page_has_all_sources_on_pages(client: Client, satz: Abschnitt) -> None:
    for number in range(35):
        make_herleitung(satz, beitrag=make_beitrag(text=f"Karte {number:02}."), begruendung="Daher.")
    published(satz)

    shown = page(client, "/leitbild/lb/fassung/1/weg/")

    assert "35 Quellen, so wie sie in dieser Fassung stehen" in shown
    assert shown.count("„Karte ") == 35


def test_page_asks_no_more_for_more_sources_and_more_text(client: Client, satz: Abschnitt) -> None:
    make_herleitung(satz, beitrag=make_beitrag())
    published(satz)
    few = queries(lambda: client.get("/leitbild/lb/fassung/1/weg/"))
    for place in range(12):
        make_herleitung(satz, beitrag=make_beitrag())
        make_abschnitt(leitbild=satz.leitbild, nr=f"1{place}", position=place)
    published(satz)

    many = queries(lambda: client.get("/leitbild/lb/fassung/2/weg/"))

    assert many == few <= 20


@pytest.mark.parametrize("anker", ["gibt-es-nicht", "wegweiser"])
def test_unknown_place_is_a_404(client: Client, satz: Abschnitt, anker: str) -> None:
    published(satz)

    answers = [
        client.get(f"/leitbild/lb/fassung/1/{anker}/").status_code,
        client.get(f"/publikationen/leitbild/lb/fassung-1-qr/{anker}.svg").status_code,
    ]

    assert answers == [404, 404]


def test_draft_is_for_the_office_only(client: Client, satz: Abschnitt) -> None:
    freeze("leitbild", satz.leitbild)
    addresses = [
        "/leitbild/lb/fassung/1/weg/",
        "/publikationen/leitbild/lb/fassung-1.json",
        "/publikationen/leitbild/lb/fassung-1-qr.svg",
    ]

    assert [client.get(address).status_code for address in addresses] == [404, 404, 404]


def test_qr_code_is_a_picture_of_its_own(client: Client, satz: Abschnitt) -> None:
    published(satz)

    answers = [client.get(f"/publikationen/leitbild/lb/fassung-1-qr{place}.svg") for place in ("", "/weg")]

    assert [answer["Content-Type"] for answer in answers] == ["image/svg+xml"] * 2
    assert all(b"<svg" in answer.content for answer in answers)
    assert answers[0].content != answers[1].content


def test_data_is_what_was_frozen(client: Client, satz: Abschnitt) -> None:
    fassung = published(satz)

    answer = client.get("/publikationen/leitbild/lb/fassung-1.json")

    assert answer["Content-Type"] == "application/json"
    assert json.loads(answer.content) == fassung.snapshot


def test_withdrawn_edition_gives_no_place_no_code_and_no_data(client: Client, satz: Abschnitt) -> None:
    fassung = published(satz)
    Fassung.objects.filter(pk=fassung.pk).update(status="zurueckgezogen", status_grund="Falsche Zahl.")
    addresses = [
        "/leitbild/lb/fassung/1/weg/",
        "/publikationen/leitbild/lb/fassung-1.json",
        "/publikationen/leitbild/lb/fassung-1-qr.svg",
    ]

    assert [client.get(address).status_code for address in addresses] == [410, 410, 410]


def test_link_that_is_passed_on_says_what_it_leads_to(client: Client, satz: Abschnitt) -> None:
    published(satz)

    whole, part = page(client, reverse("leitbild")), page(client, "/leitbild/lb/fassung/1/weg/")

    assert '<meta property="og:title" content="Bildungsleitbild">' in whole
    assert '<meta property="og:url" content="http://localhost:8000/leitbild/lb/fassung/1/">' in whole
    assert '<meta property="og:title" content="Kein Weg ist zu weit.">' in part
    assert '<meta property="og:description" content="Auch abends.">' in part
    assert '<meta name="description" content="Auch abends.">' in part
    assert '<meta property="og:image" content="http://localhost:8000/static/vorschau' in part


def test_search_finds_paragraphs_and_leads_to_them(client: Client, satz: Abschnitt) -> None:
    published(satz)

    shown = page(client, "/publikationen/leitbild/lb/fassung-1/suche/?q=ABENDS")

    assert "1 Stelle mit „ABENDS“" in shown
    assert 'href="/leitbild/lb/fassung/1/#weg.absatz-1"' in shown
    assert "Auch <mark>abends</mark>." in shown


def test_search_marks_words_and_keeps_html_as_words(client: Client, satz: Abschnitt) -> None:
    Abschnitt.objects.filter(pk=satz.pk).update(text="Weg <b> & mehr")
    published(satz)

    shown = page(client, "/publikationen/leitbild/lb/fassung-1/suche/?q=<b>+mehr")

    assert "Weg <mark>&lt;b&gt;</mark> &amp; <mark>mehr</mark>" in shown


def test_search_without_a_hit_says_what_to_do(client: Client, satz: Abschnitt) -> None:
    published(satz)

    shown = page(client, "/publikationen/leitbild/lb/fassung-1/suche/?q=Raumfahrt")

    assert "„Raumfahrt“ steht nicht in diesem Text." in shown
    assert 'href="/suche/?q=Raumfahrt"' in shown


def test_search_asks_no_more_for_a_longer_text(client: Client, satz: Abschnitt) -> None:
    published(satz)
    few = queries(lambda: client.get("/publikationen/leitbild/lb/fassung-1/suche/?q=abends"))
    for place in range(60):
        make_abschnitt(leitbild=satz.leitbild, nr=f"1{place}", text="Auch abends.", position=place)
    published(satz)

    answer = []
    many = queries(lambda: answer.append(client.get("/publikationen/leitbild/lb/fassung-2/suche/?q=abends")))

    assert many == few
    assert "61 Stellen mit „abends“" in one_line(answer[0].content.decode())
