from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from bildungskommune.fassungen.rules import freeze
from leitbild.aufgaben import tasks
from leitbild.stufe import leitbild as stage
from leitbild.suche import hits as search
from tests.factories import make_abschnitt, make_beitrag, make_herleitung, make_konto, make_leitbild
from tests.veroeffentlichen import publish

pytestmark = pytest.mark.django_db

NOBODY = AnonymousUser()


def words(stufe):
    return (stufe.zahl, stufe.gross, stufe.fertig, stufe.stand_wort)


def test_stage_before_anything():
    assert [words(stufe) for stufe in stage()] == [("folgt", 0, "offen", "noch nicht begonnen")]


def test_stage_while_it_is_written():
    make_abschnitt()

    assert [words(stufe) for stufe in stage()] == [("in Arbeit", 0, "laeuft", "in Arbeit")]


def test_stage_counts_the_sentences_of_the_valid_fassung():
    leitbild = make_leitbild()
    make_abschnitt(leitbild=leitbild, art="vorwort")
    for _ in range(6):
        make_abschnitt(leitbild=leitbild)
    publish(freeze("leitbild", leitbild), now=datetime(2025, 4, 2, 12, tzinfo=UTC))
    make_abschnitt(leitbild=leitbild)

    (stufe,) = stage()

    assert words(stufe) == ("6 Leitsätze", 6, "fertig", "veröffentlicht")
    assert (stufe.nr, str(stufe.datum)) == (2, "2025-04-02")


def test_task_counts_sentences_without_a_source_for_the_office_only():
    leitbild = make_leitbild(titel="Leitbild 2025")
    make_abschnitt(leitbild=leitbild)
    make_abschnitt(leitbild=leitbild)
    make_herleitung(make_abschnitt(leitbild=leitbild), beitrag=make_beitrag())
    now = timezone.now()

    (task,) = tasks(make_konto("stabsstelle"), now)

    assert (task.anzahl, task.titel, task.url) == (2, "Leitsätze ohne Quelle", f"/verwaltung/leitbild/{leitbild.pk}/")
    assert list(tasks(make_konto("leitung"), now)) == []


def test_search_finds_published_words_in_any_case():
    leitbild = make_leitbild(kennung="lb")
    make_abschnitt(leitbild=leitbild, kennung="weg", nr="2", titel="Kein Weg ist zu weit.", text="Auch vom *Dorf* aus.")
    publish(freeze("leitbild", leitbild))

    found = search("dorf WEG", NOBODY)

    assert [(hit.art, hit.titel, hit.url, hit.auszug) for hit in found] == [
        ("Leitsatz 2", "Kein Weg ist zu weit.", "/leitbild/lb/#weg", "Auch vom Dorf aus.")
    ]


def test_search_keeps_drafts_to_the_office():
    make_abschnitt(titel="Geheimer Satz")

    assert search("geheimer", NOBODY) == []
    assert [hit.art for hit in search("geheimer", make_konto("leitung"))] == ["Entwurf"]


@pytest.mark.parametrize("nonsense", ["\0", "%", "'; DROP TABLE leitbild_abschnitt; --", "x" * 5000, "a " * 500])
def test_search_takes_any_words(nonsense):
    make_abschnitt(titel="Kein Weg")

    assert search(nonsense, make_konto("leitung")) == []
