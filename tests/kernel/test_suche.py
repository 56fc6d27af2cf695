"""Search: what is asked is made sense of, hits stand by kind and by page, and only what one may know of is found."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from bildungskommune.portal import suche
from bildungskommune.verfahren.suche import Treffer, suchen
from tests.factories import (
    make_abschnitt,
    make_beitrag,
    make_konto,
    make_leitbild,
    make_massnahme,
    make_reihe,
    make_thema,
    make_workshop,
)

NOBODY = AnonymousUser()


@given(st.text(max_size=400))
def test_what_is_asked_becomes_one_short_printable_line(asked: str) -> None:
    found = suche.clean(asked)

    assert found.isprintable()
    assert len(found) <= suche.LAENGE
    assert len(found.split()) <= suche.WOERTER
    assert suche.clean(found) == found


@given(st.lists(st.text(st.characters(categories=("Lu", "Ll", "Nd")), min_size=1, max_size=12), max_size=8))
def test_words_that_are_asked_for_stay_as_they_are(words: list[str]) -> None:
    assert suche.clean("  ".join(words)) == " ".join(words)


@pytest.mark.parametrize(
    ("art", "kind"),
    [
        ("Leitsatz 2", "Leitsatz"),
        ("Strategie 1.2.", "Strategie"),
        ("Maßnahme", "Maßnahme"),
        ("Beitrag K7M-4QX", "Beitrag K7M-4QX"),
        ("Plan 2030+", "Plan 2030+"),
    ],
)
def test_kind_of_a_hit_has_no_number(art: str, kind: str) -> None:
    assert suche.kind(Treffer(art, "Titel", "/")) == kind


@pytest.mark.django_db
@pytest.mark.parametrize("asked", ["", "   ", "\x00\x01", "\u200b"])
def test_nothing_asked_finds_nothing_and_asks_nobody(asked: str) -> None:
    make_massnahme(titel="Spätbus")

    with CaptureQueriesContext(connection) as captured:
        fund = suche.find(asked, NOBODY, "1")

    assert (list(fund.seite), len(captured)) == ([], 0)


@pytest.mark.django_db
def test_hits_of_one_kind_stand_together() -> None:
    leitbild = make_leitbild(titel="Nadel im Leitbild")
    for nr in ("1", "2"):
        make_abschnitt(leitbild=leitbild, nr=nr, titel=f"Nadel {nr}")
    make_massnahme(titel="Nadel der Maßnahme")
    user = make_konto()

    fund = suche.find("nadel", user, "1")

    kinds = [suche.kind(hit) for hit in fund.seite]
    assert kinds == sorted(kinds, key=kinds.index)
    assert {kind: len(hits) for kind, hits in fund.gruppen.items()} == {"Entwurf": 2, "Maßnahme": 1}


@pytest.mark.django_db
def test_hits_have_pages_and_a_page_that_is_none_gives_the_nearest() -> None:
    for number in range(13):
        make_massnahme(titel=f"Spätbus {number}")
        make_workshop(titel=f"Werkstatt Spätbus {number}")

    first, second, beyond = (suche.find("spätbus", NOBODY, page) for page in ("1", "2", "99"))

    assert (len(first.seite), len(second.seite)) == (suche.JE_SEITE, 6)
    assert [hit.titel for hit in beyond.seite] == [hit.titel for hit in second.seite]
    assert {hit.url for hit in first.seite}.isdisjoint({hit.url for hit in second.seite})


@pytest.mark.django_db
def test_every_hit_leads_to_a_page_that_is_there(client: Client) -> None:
    """Things of every stage that hold the word, public and not: a stranger can open all that he is shown."""
    reihe = make_reihe(titel="Nadelreihe")
    workshop = make_workshop(reihe=reihe, titel="Nadelworkshop", status="durchgefuehrt")
    make_workshop(reihe=reihe, titel="Nadel geheim", sichtbarkeit="intern")
    beitrag = make_beitrag(workshop=workshop, text="Nadelbeitrag")
    make_beitrag(workshop=workshop, text="Nadel, ungeprüft", status="eingereicht")
    make_thema(workshop=workshop, titel="Nadelthema").beitraege.add(beitrag)
    make_massnahme(titel="Nadelmaßnahme")
    make_massnahme(titel="Nadel geheim", oeffentlich=False)

    hits = suchen.collect("nadel", NOBODY)

    assert {hit.titel for hit in hits} & {"Nadel geheim", "Nadel, ungeprüft"} == set()
    assert len(hits) >= 3
    assert {hit.url: client.get(hit.url.partition("#")[0]).status_code for hit in hits} == {
        hit.url: 200 for hit in hits
    }


@pytest.mark.django_db
def test_search_asks_as_often_for_many_hits_as_for_one(client: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse("suche"), {"q": "nadel"}).status_code == 200
        return len(captured)

    def fill() -> None:
        workshop = make_workshop(titel="Nadelworkshop", status="durchgefuehrt")
        make_thema(workshop=workshop, titel="Nadelthema").beitraege.add(make_beitrag(workshop=workshop, text="Nadel"))
        make_massnahme(titel="Nadelmaßnahme")

    fill()
    queries()
    one = queries()
    for _ in range(9):
        fill()

    assert queries() == one
