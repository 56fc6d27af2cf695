import pytest

from massnahmen.faellig import behind_milestone, without_report
from massnahmen.listen import (
    ArbeitFilter,
    newest_of,
    with_newest_report,
)
from massnahmen.models import Massnahme
from tests.factories import (
    make_bezug,
    make_handlungsfeld,
    make_massnahme,
    make_sachstand,
    make_stelle,
    make_strategie,
    make_ziel,
)
from tests.massnahmen.builders import days_ago, make_meilenstein

pytestmark = pytest.mark.django_db


def selected(**data):
    return list(ArbeitFilter(data, queryset=Massnahme.objects.all()).qs)


def test_filter_by_handlungsfeld_follows_every_kind_of_bezug():
    feld = make_handlungsfeld(kennung="wege")
    found = [make_massnahme(position=position) for position in range(3)]
    make_bezug(found[0], handlungsfeld=feld)
    make_bezug(found[1], strategie=make_strategie(handlungsfeld=feld))
    make_bezug(found[2], ziel=make_ziel(feld))
    make_massnahme()

    assert selected(feld="wege") == found


def test_filter_by_stand_horizont_stelle_and_wort():
    stelle = make_stelle(kennung="amt")
    wanted = make_massnahme(
        status="umgesetzt", horizont="kurzfristig", federfuehrung=stelle, kurzbeschreibung="Der Bücherbus"
    )
    make_massnahme(status="vorschlag")

    for chosen in (
        {"stand": "umgesetzt"},
        {"horizont": "kurzfristig"},
        {"stelle": "amt"},
        {"wort": "bücherBUS"},
    ):
        assert selected(**chosen) == [wanted]


@pytest.mark.parametrize("wort", ["%", "_", "' OR 1=1 --", "<script>", "\\", "a" * 200])
def test_filter_takes_a_word_literally(wort):
    make_massnahme(titel="Bus")

    assert selected(wort=wort) == []


@pytest.mark.parametrize("data", [{"stand": "x"}, {"feld": "x"}, {"wort": "a\0b"}, {"wort": "a" * 5000}, {"nie": "x"}])
def test_filter_with_a_value_that_is_not_offered_shows_all(data):
    massnahme = make_massnahme()

    assert selected(**data) == [massnahme]


def test_newest_report_is_loaded_with_one_query(django_assert_num_queries):
    for _ in range(5):
        massnahme = make_massnahme()
        make_sachstand(massnahme, stichtag=days_ago(9), text="alt")
        make_sachstand(massnahme, stichtag=days_ago(1), text="neu")
    make_massnahme()

    with django_assert_num_queries(2):
        rows = list(with_newest_report(Massnahme.objects.all()))

    assert [newest.text if (newest := newest_of(row)) else None for row in rows] == ["neu"] * 5 + [None]


def test_without_report_finds_what_is_at_work_and_silent():
    silent, heard, done = make_massnahme(), make_massnahme(), make_massnahme(status="umgesetzt")
    make_sachstand(silent, stichtag=days_ago(200))
    make_sachstand(heard, stichtag=days_ago(200))
    make_sachstand(heard, stichtag=days_ago(10))

    assert list(Massnahme.objects.filter(without_report())) == [silent]
    assert done.status == "umgesetzt"


def test_behind_milestone_finds_what_is_past_and_not_reached():
    late, punctual, reached = make_massnahme(), make_massnahme(), make_massnahme()
    make_meilenstein(late, datum=days_ago(1))
    make_meilenstein(punctual, datum=days_ago(0))
    make_meilenstein(reached, datum=days_ago(5), erreicht_am=days_ago(1))

    assert list(Massnahme.objects.filter(behind_milestone())) == [late]
