"""The box of a published Fassung in words: who decided, who spoke about it, what can be loaded."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bildungskommune.beteiligung.blatt import blatt
from bildungskommune.beteiligung.models import Beratung, Vorlage
from bildungskommune.fassungen.models import Druckauftrag, Fassung
from bildungskommune.ui.zeiten import NBSP
from tests.factories import make_beratung, make_gremium, make_vorlage

pytestmark = pytest.mark.django_db


def make_fassung(**fields: Any) -> Fassung:
    return Fassung.objects.create(
        **{
            "definition": "leitbild",
            "objekt_id": fields.get("nummer", 2),
            "dokument": f"leitbild-{fields.get('nummer', 2)}",
            "nummer": 2,
            "zweck": "beschluss",
            "titel": "Leitbild",
            "stichtag": date(2026, 3, 1),
            "snapshot": {},
            "sha256": "4f1c9ae207bd" + "0" * 52,
            "status": "veroeffentlicht",
            "veroeffentlicht_am": datetime(2026, 3, 31, 22, 30, tzinfo=UTC),
            **fields,
        }
    )


@pytest.fixture
def vorlage() -> Vorlage:
    return make_vorlage(fassung=make_fassung())


def decided(vorlage: Vorlage, **fields: Any) -> list[str]:
    make_beratung(
        vorlage=vorlage,
        gremium=make_gremium(name="Kreistag"),
        **{"rolle": "entscheidung", "datum": date(2026, 3, 25), **fields},
    )
    fassung = vorlage.fassungen.get()
    return list(blatt(fassung).entscheidung)


WHEN = f"Kreistag, Mittwoch, 25.{NBSP}März{NBSP}2026"


@pytest.mark.parametrize(
    ("fields", "lines"),
    [
        ({"ergebnis": "ungeaendert"}, [WHEN, "ungeändert beschlossen"]),
        ({"ergebnis": "geaendert", "top": "7"}, [f"{WHEN}, TOP{NBSP}7", "geändert beschlossen"]),
        (
            {"ergebnis": "ungeaendert", "ja": 34, "nein": 3, "enthaltung": 1},
            [WHEN, "ungeändert beschlossen mit 34 Ja, 3 Nein, 1 Enthaltung"],
        ),
        ({"ergebnis": "ungeaendert", "ja": 40}, [WHEN, "ungeändert beschlossen mit 40 Ja, 0 Nein, 0 Enthaltungen"]),
        ({"ergebnis": ""}, []),
        ({"rolle": "vorberatung", "ergebnis": "ungeaendert"}, []),
    ],
    ids=["plain", "with its number", "with the vote", "only yes", "still open", "only spoken about"],
)
def test_decision_in_two_lines(vorlage: Vorlage, fields: dict[str, Any], lines: list[str]) -> None:
    assert decided(vorlage, **fields) == lines


def test_last_decision_counts(vorlage: Vorlage) -> None:
    decided(vorlage, ergebnis="vertagt", datum=date(2026, 2, 25))

    assert decided(vorlage, ergebnis="ungeaendert")[1] == "ungeändert beschlossen"


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, ""), (1, "beraten in einem Gremium"), (2, "beraten in zwei Gremien"), (13, "beraten in 13 Gremien")],
)
def test_committees_are_counted_in_words(vorlage: Vorlage, number: int, words: str) -> None:
    for _ in range(number):
        make_beratung(vorlage=vorlage, rolle="vorberatung")

    fassung = vorlage.fassungen.get()
    assert blatt(fassung).beraten == words


def test_committee_that_met_twice_counts_once(vorlage: Vorlage) -> None:
    gremium = make_gremium()
    for day in (1, 2):
        make_beratung(vorlage=vorlage, gremium=gremium, rolle="vorberatung", datum=date(2026, 3, day))

    fassung = vorlage.fassungen.get()
    assert blatt(fassung).beraten == "beraten in einem Gremium"


def test_state_names_the_day_in_germany() -> None:
    assert blatt(make_fassung()).stand_wort == f"gilt seit 1.{NBSP}April{NBSP}2026"
    assert blatt(make_fassung(nummer=3, status="beratung")).stand_wort == "in Beratung"


def test_checksum_is_shown_in_groups() -> None:
    assert blatt(make_fassung()).kurz == "4f1c 9ae2 07bd"


@pytest.mark.parametrize(
    ("status", "seiten", "words", "has_link"),
    [
        ("fertig", 12, "PDF, 12 Seiten, barrierefrei (2,0 MB)", True),
        ("fertig", 1, "PDF, 1 Seite, barrierefrei (2,0 MB)", True),
        ("wartet", 0, "Das PDF wird gerade gesetzt.", False),
        ("gescheitert", 0, "", False),
        ("abgebrochen", 0, "", False),
    ],
)
def test_pdf_is_offered_when_it_is_there(status: str, seiten: int, words: str, has_link: bool) -> None:
    fassung = make_fassung()
    Druckauftrag.objects.create(fassung=fassung, status=status, seiten=seiten, groesse=2_000_000)

    found = blatt(fassung)

    assert (found.pdf_wort.replace(NBSP, " "), bool(found.pdf)) == (words, has_link)


def test_box_asks_as_often_for_many_decisions_as_for_one(vorlage: Vorlage) -> None:
    fassung = vorlage.fassungen.get()

    def queries() -> int:
        fassung = vorlage.fassungen.get()
        with CaptureQueriesContext(connection) as captured:
            blatt(Fassung.objects.get(pk=fassung.pk))
        return len(captured)

    make_beratung(vorlage=vorlage)
    one = queries()
    for _ in range(9):
        make_beratung(vorlage=make_vorlage(fassung=fassung))

    assert Beratung.objects.count() == 10
    assert queries() == one
