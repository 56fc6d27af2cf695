"""The chronology tells each kind of event in its words, newest on top, and nothing that is not public."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bildungskommune.beteiligung.models import Beratung
from bildungskommune.verfahren.chronik import Ereignis, chronicle
from tests.factories import make_beitrag, make_beratung, make_gremium, make_vorlage, make_workshop
from tests.kernel.bauen import make_fassung, make_published

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 15)


def beratung(**fields: Any) -> Beratung:
    vorlage = make_vorlage(nummer="0659/40/2026", betreff="Leitbild", link="https://rat.example/659")
    gremium = make_gremium(name="Kreistag")
    return make_beratung(vorlage=vorlage, gremium=gremium, **{"datum": TODAY, "rolle": "entscheidung", **fields})


@pytest.mark.parametrize(
    ("fields", "satz"),
    [
        (
            {"ergebnis": "ungeaendert", "ja": 34, "nein": 3, "enthaltung": 1},
            "Entscheidung, ungeändert beschlossen, 34 Ja, 3 Nein, 1 Enthaltung",
        ),
        ({"ergebnis": "vertagt"}, "Entscheidung, vertagt"),
        ({}, "Entscheidung, Ergebnis nicht eingetragen"),
        ({"datum": TODAY - timedelta(1)}, "Entscheidung, Ergebnis nicht eingetragen"),
        ({"datum": TODAY + timedelta(1)}, "Entscheidung, vorgesehen"),
    ],
    ids=["decided", "put off", "of today without a result", "past without a result", "still to come"],
)
def test_what_a_committee_did(fields: dict[str, Any], satz: str) -> None:
    one = beratung(**fields)

    assert chronicle(TODAY) == [
        Ereignis(one.datum, "Kreistag", "Vorlage 0659/40/2026: Leitbild", "https://rat.example/659", satz)
    ]


def test_link_to_the_minutes_goes_before_the_one_to_the_vorlage() -> None:
    beratung(link="https://rat.example/niederschrift")

    assert chronicle(TODAY)[0].url == "https://rat.example/niederschrift"


def held(**fields: Any) -> None:
    make_workshop(
        **{
            "titel": "Auftakt",
            "slug": "auftakt",
            "beginn": timezone.now() - timedelta(days=9),
            "status": "durchgefuehrt",
            **fields,
        }
    )


def told() -> list[tuple[str, str, str]]:
    return [(event.titel, event.url, event.satz) for event in chronicle(TODAY)]


def test_workshop_that_took_place() -> None:
    held()

    assert told() == [("Auftakt", "/workshops/auftakt/", "")]


@pytest.mark.parametrize(("cards", "satz"), [(1, "1 Beitrag"), (2, "2 Beiträge")])
def test_workshop_tells_how_many_cards_came(cards: int, satz: str) -> None:
    workshop = make_workshop(titel="Auftakt", slug="auftakt", beginn=timezone.now() - timedelta(days=9))
    for _ in range(cards):
        make_beitrag(workshop=workshop)

    assert told() == [("Auftakt", "/workshops/auftakt/", satz)]


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "abgesagt"},
        {"sichtbarkeit": "intern"},
        {"beginn": timezone.now() + timedelta(days=9), "status": "offen"},
    ],
    ids=["called off", "not public", "still to come"],
)
def test_workshop_that_is_not_told(fields: dict[str, Any]) -> None:
    held(**fields)

    assert told() == []


def test_what_was_published_and_nothing_before() -> None:
    published = make_published(titel="Leitbild")
    make_fassung(titel="Entwurf")
    assert published.veroeffentlicht_am is not None

    (event,) = chronicle(TODAY)

    assert event.datum == timezone.localdate(published.veroeffentlicht_am)
    assert (event.art, event.url != "") == ("Veröffentlichung", True)


def test_day_of_a_publication_is_the_one_in_germany() -> None:
    make_published(now=datetime(2026, 3, 31, 22, 30, tzinfo=UTC))

    assert chronicle(TODAY)[0].datum == date(2026, 4, 1)


def test_newest_stands_on_top_whatever_its_kind() -> None:
    beratung(datum=TODAY + timedelta(30))
    make_published()
    held(beginn=timezone.now() - timedelta(days=900))

    days = [event.datum for event in chronicle(TODAY)]

    assert days == sorted(days, reverse=True)
    assert len(days) == 3


def test_chronology_asks_as_often_with_much_as_with_little() -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            chronicle(TODAY)
        return len(captured)

    beratung()
    held()
    make_published()
    one = queries()
    for number in range(5):
        make_beratung()
        held(slug=f"auftakt-{number}")
        make_published(titel=f"Leitbild {number}")

    assert queries() == one
