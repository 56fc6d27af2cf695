"""The start page and the pages about the whole process."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bildungskommune.seiten.models import Kommune
from tests.factories import (
    make_ableitung,
    make_abschnitt,
    make_beitrag,
    make_beratung,
    make_bezug,
    make_handlungsfeld,
    make_herleitung,
    make_institution,
    make_massnahme,
    make_reihe,
    make_strategie,
    make_vorlage,
    make_workshop,
)
from tests.kernel.bauen import make_fassung, make_published

pytestmark = pytest.mark.django_db


def queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def make_thread(text: str) -> None:
    """A published card that became a Leitsatz, a Handlungsfeld, a Strategie and a measure."""
    reihe = make_reihe()
    beitrag = make_beitrag(
        workshop=make_workshop(reihe=reihe),
        text=text,
        verbleib="aufgenommen",
        verbleib_begruendung="Steht dort.",
        verbleib_am="2025-01-01",
    )
    abschnitt = make_abschnitt(titel="Jeder Weg zur Schule ist machbar.", veroeffentlicht=True)
    make_herleitung(abschnitt, beitrag=beitrag)
    feld = make_handlungsfeld(veroeffentlicht=True)
    make_ableitung(feld, abschnitt=abschnitt)
    strategie = make_strategie(handlungsfeld=feld, veroeffentlicht=True)
    make_bezug(make_massnahme(titel="Spätbus für Lernende", status="umgesetzt"), strategie=strategie)


def test_start_on_an_empty_database_explains_the_process(client: Client) -> None:
    page = client.get("/").content.decode()

    assert Kommune().leitspruch in page
    assert "Noch hat kein Gremium entschieden" in page
    assert "auftakt__karte" not in page


def test_start_sets_no_cookie(client: Client) -> None:
    assert dict(client.get("/").cookies) == {}


def test_start_hangs_on_a_real_card(client: Client) -> None:
    make_thread("Der letzte Bus fährt, bevor die AG anfängt.")

    page = client.get("/").content.decode()

    assert page.count("Der letzte Bus fährt, bevor die AG anfängt.") == 2
    assert "Spätbus für Lernende" in page
    assert "Jeder Weg zur Schule ist machbar." in page


def test_start_shows_html_of_a_card_as_text(client: Client) -> None:
    make_thread("<script>alert(1)</script>")

    assert "<script>alert" not in client.get("/").content.decode()


def test_start_asks_as_often_with_much_data_as_with_little(client: Client) -> None:
    make_thread("Eine Karte")
    make_beratung(ergebnis="kenntnis")
    few = queries(client, "/")
    for number in range(10):
        make_thread(f"Karte {number}")
        make_beratung(ergebnis="kenntnis")

    assert queries(client, "/") == few


def test_start_shows_the_newest_decisions_first(client: Client) -> None:
    for day in ("2025-01-10", "2025-03-10", "2025-02-10"):
        make_beratung(vorlage=make_vorlage(betreff=f"Vom {day}"), datum=day, ergebnis="kenntnis")

    page = client.get("/").content.decode()

    places = [page.index(f"Vom {day}") for day in ("2025-03-10", "2025-02-10", "2025-01-10")]
    assert places == sorted(places)


def test_start_leaves_out_what_is_not_decided_yet(client: Client) -> None:
    make_beratung(vorlage=make_vorlage(betreff="Kommt noch"), datum="2099-01-01")

    assert "Kommt noch" not in client.get("/").content.decode()


def test_verfahren_lists_what_happened(client: Client) -> None:
    make_beratung(vorlage=make_vorlage(nummer="0616/D2/2023"), datum="2023-11-13", ergebnis="kenntnis")
    make_published(titel="Leitbild der Börde")
    make_institution(name="Kita Regenbogen")
    make_institution(name="Verborgene", oeffentlich=False)

    page = client.get(reverse("verfahren")).content.decode()

    words = ("0616/D2/2023", "Leitbild der Börde, Fassung 1", "Kita Regenbogen", "Verborgene")
    assert [word in page for word in words] == [True, True, True, False]


def test_verfahren_asks_as_often_at_30_rows_as_at_one(client: Client) -> None:
    make_beratung(ergebnis="kenntnis")
    make_institution()
    one = queries(client, reverse("verfahren"))
    for _ in range(29):
        make_beratung(ergebnis="kenntnis")
        make_institution()

    assert queries(client, reverse("verfahren")) == one


def test_verfahren_page_that_does_not_exist_gives_the_nearest(client: Client) -> None:
    assert client.get(reverse("verfahren"), {"seite": "999"}).status_code == 200


def test_search_needs_every_word(client: Client) -> None:
    make_published(titel="Leitbild Bildung")

    found = client.get(reverse("suche"), {"q": "leitbild bildung"}).content.decode()
    missed = client.get(reverse("suche"), {"q": "leitbild quatsch"}).content.decode()

    assert ["Leitbild Bildung, Fassung 1" in found, "Leitbild Bildung, Fassung 1" in missed] == [True, False]


def test_search_shows_the_public_only_what_is_public(client: Client) -> None:
    make_fassung(titel="Geheimer Entwurf")
    make_institution(name="Geheimer Verein")

    page = client.get(reverse("suche"), {"q": "geheimer"}).content.decode()

    assert ["Geheimer Entwurf" in page, "Geheimer Verein" in page] == [False, False]


def test_public_search_hides_drafts_from_the_office_too(office: Client) -> None:
    make_fassung(titel="Geheimer Entwurf")

    assert "Geheimer Entwurf" not in office.get(reverse("suche"), {"q": "geheimer"}).content.decode()


def test_search_of_the_office_finds_everything(office: Client) -> None:
    make_fassung(titel="Geheimer Entwurf")
    make_institution(name="Geheimer Verein")

    page = office.get(reverse("v-suche"), {"q": "geheimer"}).content.decode()

    assert ["Geheimer Entwurf" in page, "Geheimer Verein" in page] == [True, True]


@pytest.mark.parametrize("asked", ["", "   ", "\x00", "'; DROP TABLE x; --", "<b>", "%", "a" * 10_000, "ä" * 300])
def test_search_for_anything_never_fails(client: Client, asked: str) -> None:
    response = client.get(reverse("suche"), {"q": asked})

    assert response.status_code == 200
    assert "<b>" not in response.content.decode().replace("<b></b>", "")


def test_search_of_the_office_asks_who_is_there(client: Client) -> None:
    assert client.get(reverse("v-suche")).status_code == 302


@pytest.mark.parametrize("name", ["start", "verfahren", "suche", "publikationen"])
def test_post_where_one_only_reads(client: Client, name: str) -> None:
    assert client.post(reverse(name)).status_code == 405
