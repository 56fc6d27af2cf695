from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bildungskommune.grafik.massstab import LINKS, RECHTS, height, place, steps, turns

DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))
NUMBERS = st.lists(st.floats(-1e9, 1e9, allow_nan=False).map(lambda value: round(value, 2)), min_size=1, max_size=20)


@given(st.lists(DAYS, min_size=1))
def test_days_keep_their_order_and_stay_inside(days: list[date]) -> None:
    days.sort()
    xs = [place(day, days[0], days[-1]) for day in days]

    assert xs == sorted(xs)
    assert all(LINKS <= x <= RECHTS + 1e-9 for x in xs)


def test_a_single_day_stands_in_the_middle() -> None:
    day = date(2026, 3, 2)

    assert place(day, day, day) == 0.5


@given(NUMBERS)
def test_steps_hold_every_value_and_zero(values: list[float]) -> None:
    found = steps(values)

    assert found[0] <= min(0, *values) + 1e-6
    assert found[-1] >= max(0, *values) - 1e-6
    assert 2 <= len(found) <= 7


@given(NUMBERS)
def test_steps_are_equally_far_apart(values: list[float]) -> None:
    gaps = [b - a for a, b in pairwise(steps(values))]

    assert min(gaps) > 0
    assert max(gaps) - min(gaps) <= 1e-6 * max(gaps)


@given(NUMBERS)
def test_larger_values_lie_higher_and_all_of_them_inside(values: list[float]) -> None:
    ys = [height(value, steps(values), 30.0, 190.0) for value in sorted(values)]

    assert ys == sorted(ys, reverse=True)
    assert all(30.0 - 1e-6 <= y <= 190.0 + 1e-6 for y in ys)


def test_steps_are_round() -> None:
    assert steps([4, 7, 18]) == [0, 5, 10, 15, 20]
    assert steps([0.3]) == [0, 0.1, 0.2, 0.30000000000000004]
    assert steps([0]) == [0, 0.25]
    assert steps([-3, 2]) == [-4, -2, 0, 2]


@given(DAYS, st.integers(0, 4000))
def test_turns_lie_between_the_days_in_their_order(first: date, span: int) -> None:
    last = first + timedelta(days=span)
    days = [day for day, _ in turns(first, last)]

    assert days == sorted(days)
    assert all(first <= day <= last and day.day == 1 for day in days)


def test_turns_always_name_a_year() -> None:
    assert [wort for _, wort in turns(date(2025, 5, 1), date(2026, 8, 1))] == ["Juli", "2026", "Juli"]
    assert [wort for _, wort in turns(date(2026, 1, 10), date(2026, 12, 1))] == ["Juli 2026"]
    assert [wort for _, wort in turns(date(2020, 5, 1), date(2023, 8, 1))] == ["2021", "2022", "2023"]
    assert turns(date(2026, 2, 1), date(2026, 3, 1)) == []
