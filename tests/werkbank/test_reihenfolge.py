"""Orders that people set stay without gaps, whatever is asked."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bildungskommune.audit.models import Eintrag
from bildungskommune.werkbank import reihenfolge
from leitbild.models import Abschnitt
from tests.factories import make_abschnitt, make_leitbild

pytestmark = pytest.mark.django_db


def make_row(count: int) -> list[Abschnitt]:
    leitbild = make_leitbild()
    return [make_abschnitt(leitbild=leitbild, position=n, titel=f"Satz {n}") for n in range(1, count + 1)]


def row_of(abschnitt: Abschnitt) -> list[int]:
    return list(Abschnitt.objects.filter(leitbild=abschnitt.leitbild).order_by("position").values_list("pk", flat=True))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(count=st.integers(1, 7), moves=st.lists(st.tuples(st.integers(0, 6), st.integers(-3, 12)), max_size=5))
def test_any_moves_leave_everything_there_and_no_gap(count: int, moves: list[tuple[int, int]]) -> None:
    things = make_row(count)
    expected = [thing.pk for thing in things]
    for index, position in moves:
        thing = things[index % count]
        reihenfolge.move_to(thing, Abschnitt.objects.filter(leitbild=thing.leitbild), position, by=None)
        expected.remove(thing.pk)
        expected.insert(max(position, 1) - 1, thing.pk)

    rows = Abschnitt.objects.filter(leitbild=things[0].leitbild).order_by("position")
    assert [row.position for row in rows] == list(range(1, count + 1))
    assert [row.pk for row in rows] == expected


@pytest.mark.parametrize("wish", [{}, {"richtung": "quer"}, {"position": "x"}, {"position": "-1"}, {"position": "٣"}])
def test_what_makes_no_sense_moves_nothing_and_is_not_noted(wish: dict[str, str]) -> None:
    first, second = make_row(2)

    reihenfolge.rearrange(second, Abschnitt.objects.filter(leitbild=first.leitbild), wish, by=None)

    assert row_of(first) == [first.pk, second.pk]
    assert not Eintrag.objects.exists()


@pytest.mark.parametrize(("richtung", "moved"), [("hoch", [1, 0, 2]), ("runter", [0, 2, 1])])
def test_one_place_up_or_down(richtung: str, moved: list[int]) -> None:
    things = make_row(3)

    reihenfolge.rearrange(
        things[1], Abschnitt.objects.filter(leitbild=things[0].leitbild), {"richtung": richtung}, by=None
    )

    assert row_of(things[0]) == [things[n].pk for n in moved]


def test_the_ends_stay_where_they_are() -> None:
    first, last = make_row(2)
    row = Abschnitt.objects.filter(leitbild=first.leitbild)

    reihenfolge.rearrange(first, row, {"richtung": "hoch"}, by=None)
    reihenfolge.rearrange(last, row, {"richtung": "runter"}, by=None)

    assert row_of(first) == [first.pk, last.pk]


def test_trail_says_where_the_thing_came_to_stand() -> None:
    first, *_ = make_row(3)

    reihenfolge.move_to(first, Abschnitt.objects.filter(leitbild=first.leitbild), 99, by=None)

    assert Eintrag.objects.get().angaben == {"position": 3}


def test_next_position_is_after_the_last_one() -> None:
    things = make_row(3)
    rows = Abschnitt.objects.filter(leitbild=things[0].leitbild)

    assert reihenfolge.next_position(rows) == 4
    assert reihenfolge.next_position(rows.none()) == 1
