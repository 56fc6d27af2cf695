from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import make_abfrage, make_beitrag, make_thema, make_workshop, make_zuordnung
from workshops.models import Punktabfrage, Punktstand, Thema
from workshops.wand import rangfolge
from workshops.wand.rangfolge import Rang, Stimmen, ranked

COUNTS = st.lists(st.integers(0, 12), max_size=12)


def _rank(numbers: list[int]) -> list[Rang]:
    return ranked(_counted(numbers))


def _counted(numbers: list[int]) -> list[Stimmen]:
    """Themen in the order of the wall, with these dots."""
    return [Stimmen(Thema(pk=n, position=n), number, number // 2) for n, number in enumerate(numbers, start=1)]


def _asked(count: int) -> tuple[Punktabfrage, list[Thema]]:
    workshop = make_workshop()
    themen = [make_thema(workshop=workshop, position=n) for n in range(count)]
    return make_abfrage(workshop=workshop, punkte_je_person=3), themen


@given(COUNTS, st.randoms())
def test_order_of_counting_changes_nothing(numbers: list[int], chance) -> None:
    rows = _counted(numbers)
    chance.shuffle(rows)

    assert ranked(rows) == _rank(numbers)


@given(COUNTS)
def test_rank_is_how_many_got_more_and_one(numbers: list[int]) -> None:
    for row in _rank(numbers):
        above = sum(number > row.punkte for number in numbers)
        assert row.rang == (above + 1 if row.punkte else None)


@given(COUNTS)
def test_ties_share_their_rank_and_say_so(numbers: list[int]) -> None:
    for row in _rank(numbers):
        assert row.geteilt == (row.punkte > 0 and numbers.count(row.punkte) > 1)


@given(COUNTS)
def test_nothing_is_lost_or_added(numbers: list[int]) -> None:
    rows = _rank(numbers)

    assert sorted(row.punkte for row in rows) == sorted(numbers)
    assert {row.summe for row in rows} <= {sum(numbers)}
    assert all(0 <= row.davon_papier <= row.punkte for row in rows)


@given(COUNTS)
def test_more_dots_are_never_below_fewer(numbers: list[int]) -> None:
    rows = _rank(numbers)

    for above, below in pairwise(rows):
        assert (-above.punkte, above.thema.position) < (-below.punkte, below.thema.position)
        assert above.anteil >= below.anteil
    assert [row.anteil for row in rows if row.rang == 1] == [100] * sum(row.rang == 1 for row in rows)


@pytest.mark.django_db
def test_equal_dots_share_the_rank_and_the_next_rank_is_left_out():
    abfrage, themen = _asked(6)
    for thema, number in zip(themen, (12, 31, 19, 19, 8, 0), strict=True):
        Punktstand.objects.create(abfrage=abfrage, thema=thema, punkte=number)

    places = rangfolge.of_abfrage(abfrage)

    assert [(p.rang, p.punkte, p.geteilt) for p in places] == [
        (1, 31, False),
        (2, 19, True),
        (2, 19, True),
        (4, 12, False),
        (5, 8, False),
    ]
    assert [p.thema for p in places[1:3]] == [themen[2], themen[3]]
    assert [p.anteil for p in places] == [100, 61, 61, 38, 25]


@pytest.mark.django_db
def test_digital_and_paper_dots_are_added_up():
    abfrage, (wege,) = _asked(1)
    Punktstand.objects.create(abfrage=abfrage, thema=wege, quelle="digital", punkte=5)
    Punktstand.objects.create(abfrage=abfrage, thema=wege, quelle="papier", punkte=4)

    (place,) = rangfolge.of_abfrage(abfrage)

    assert (place.punkte, place.davon_papier) == (9, 4)


@pytest.mark.django_db
def test_rankings_need_one_query_whatever_the_number_of_questions(django_assert_num_queries):
    abfragen = []
    for _ in range(5):
        abfrage, (wege,) = _asked(1)
        Punktstand.objects.create(abfrage=abfrage, thema=wege, punkte=2)
        abfragen.append(abfrage)

    with django_assert_num_queries(1):
        found = rangfolge.of_abfragen(abfragen)

    assert [len(places) for _, places in found] == [1] * 5


@pytest.mark.django_db
def test_workshop_counts_all_its_questions_together_and_keeps_themen_without_dots() -> None:
    abfrage, (wege, orte, leer) = _asked(3)
    second = make_abfrage(workshop=abfrage.workshop)
    Punktstand.objects.create(abfrage=abfrage, thema=wege, punkte=2)
    Punktstand.objects.create(abfrage=second, thema=wege, punkte=3)
    Punktstand.objects.create(abfrage=second, thema=orte, punkte=9)
    for _ in range(2):
        make_zuordnung(wege, make_beitrag(workshop=abfrage.workshop))
    make_zuordnung(wege, make_beitrag(workshop=abfrage.workshop, status="eingereicht"))

    found = rangfolge.of_workshop(abfrage.workshop.pk)

    assert [(row.thema, row.punkte, row.rang, row.karten, row.summe) for row in found] == [
        (orte, 9, 1, 0, 14),
        (wege, 5, 2, 2, 14),
        (leer, 0, None, 0, 14),
    ]


@pytest.mark.django_db
def test_thema_of_no_workshop_has_no_rank() -> None:
    abfrage, (wege,) = _asked(1)
    Punktstand.objects.create(abfrage=abfrage, thema=wege, punkte=2)
    loose = make_thema()

    assert [(row.thema, row.rang) for row in rangfolge.of_themen([loose, wege])] == [(wege, 1), (loose, None)]
    assert rangfolge.of_thema(loose) is None
