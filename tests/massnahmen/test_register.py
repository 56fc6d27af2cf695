import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from massnahmen.aufgaben import tasks as tasks_of
from massnahmen.stufe import massnahmen_umsetzung as stages
from massnahmen.suche import measures
from tests.factories import make_konto, make_massnahme, make_sachstand, make_stelle
from tests.massnahmen.builders import days_ago, make_meilenstein

pytestmark = pytest.mark.django_db


def tasks(user):
    return [(task.anzahl, task.titel) for task in tasks_of(user, timezone.now())]


def test_stages_count_public_measures():
    for status in ("umgesetzt", "verstetigt", "in_umsetzung", "verzoegert", "vorgesehen"):
        make_massnahme(status=status)
    make_massnahme(status="umgesetzt", oeffentlich=False)
    make_sachstand(make_massnahme(status="vorschlag"), stichtag=days_ago(4))

    vier, fuenf = stages()

    assert (vier.nr, vier.zahl, vier.gross, vier.unter, vier.fertig) == (
        4,
        "6 Maßnahmen",
        6,
        "Maßnahmen, 4 begonnen",
        "laeuft",
    )
    assert (fuenf.nr, fuenf.zahl, fuenf.gross, fuenf.stand_wort, fuenf.stand_art, fuenf.datum) == (
        5,
        "2 umgesetzt",
        2,
        "1 verzögert",
        "warten",
        days_ago(4),
    )


def test_stages_are_open_while_there_is_nothing():
    vier, fuenf = stages()

    assert (vier.fertig, vier.stand_wort) == ("offen", "vorgesehen")
    assert (fuenf.fertig, fuenf.stand_wort, fuenf.datum) == ("offen", "vorgesehen", None)


def test_stages_are_done_when_all_is_done():
    make_massnahme(status="umgesetzt")

    assert [stufe.fertig for stufe in stages()] == ["fertig", "fertig"]


def test_fachamt_is_asked_only_for_its_own():
    mine, other = make_stelle(), make_stelle()
    silent = make_massnahme(federfuehrung=mine)
    make_sachstand(silent, stichtag=days_ago(200))
    make_massnahme(federfuehrung=other)
    make_meilenstein(silent, datum=days_ago(3))

    assert tasks(make_konto("fachamt", stelle=mine)) == [
        (0, "Sachstände zu überarbeiten"),
        (1, "Maßnahmen ohne neuen Sachstand"),
        (1, "Maßnahmen mit überfälligem Meilenstein"),
        (0, "Maßnahmen, deren Ende vorbei ist"),
        (0, "Maßnahmen mit nahem Termin"),
    ]
    assert [anzahl for anzahl, _ in tasks(make_konto())] == [0, 2, 1, 0, 1]
    assert [anzahl for anzahl, _ in tasks(make_konto("fachamt"))] == [0, 0, 0, 0, 0]


def test_moderation_and_strangers_have_no_tasks():
    make_massnahme()

    assert tasks(make_konto("moderation")) == []
    assert tasks(AnonymousUser()) == []


def test_search_finds_by_every_word_what_one_may_know_of():
    make_massnahme(titel="Bücherbus im Winter")
    make_massnahme(titel="Bücherbus im Sommer", oeffentlich=False)

    assert [hit.titel.partition(": ")[2] for hit in measures("bücherbus im", AnonymousUser())] == [
        "Bücherbus im Winter"
    ]
    assert len(list(measures("bücherbus im", make_konto()))) == 2
    assert measures("bücherbus herbst", make_konto()) == []
