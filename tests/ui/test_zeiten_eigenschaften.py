"""Dates, numbers and pages in words, for every value they may meet."""

from datetime import UTC, date, datetime
from decimal import Decimal

from django.core.paginator import Paginator
from hypothesis import given
from hypothesis import strategies as st

from bildungskommune.ui import paging, zeiten

DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
MOMENTS = st.datetimes(datetime(1950, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - the zone follows
NUMBERS = st.integers(-(10**12), 10**12) | st.decimals(-(10**9), 10**9, places=2)


def german(text: str) -> Decimal:
    return Decimal(text.replace(".", "").replace(",", "."))


@given(DAYS)
def test_day_and_its_snapshot_read_alike(day: date) -> None:
    assert zeiten.datum(day) == zeiten.datum(day.isoformat())
    assert zeiten.tag(day) == zeiten.tag(day.isoformat())
    assert zeiten.iso(day) == day.isoformat()


@given(MOMENTS)
def test_moment_and_its_snapshot_read_alike(moment: datetime) -> None:
    assert zeiten.zeitpunkt(moment) == zeiten.zeitpunkt(moment.isoformat())
    assert zeiten.to_datetime(moment) == moment


@given(DAYS, DAYS)
def test_two_days_never_read_alike(one: date, other: date) -> None:
    assert (zeiten.datum(one) == zeiten.datum(other)) is (one == other)


@given(MOMENTS, MOMENTS)
def test_span_names_its_end_and_the_day_once(one: datetime, other: datetime) -> None:
    begin, end = sorted((one, other))

    words = zeiten.zeitraum(begin, end)

    assert words.endswith(zeiten.uhrzeit(end))
    same_day = zeiten.to_date(begin) == zeiten.to_date(end)
    assert (words.count(zeiten.datum(end)) == 1) if same_day else words.startswith(zeiten.zeitpunkt(begin))


@given(st.text(max_size=40) | st.none() | st.integers() | st.booleans())
def test_what_is_no_date_never_fails(value: object) -> None:
    for words in (zeiten.datum, zeiten.tag, zeiten.uhrzeit, zeiten.zeitpunkt, zeiten.iso):
        assert isinstance(words(value), str)


@given(NUMBERS)
def test_number_is_read_back(number: int | Decimal) -> None:
    assert german(zeiten.zahl(number)) == number


@given(NUMBERS, st.integers(0, 4))
def test_number_has_the_places_that_were_asked_for(number: int | Decimal, places: int) -> None:
    _, comma, behind = zeiten.zahl(number, places).partition(",")

    assert (len(behind), bool(comma)) == (places, places > 0)


@given(st.integers(1, 500), st.data())
def test_links_of_a_list_lead_from_the_first_page_to_the_last(pages: int, data: st.DataObject) -> None:
    current = data.draw(st.integers(1, pages))

    shown = paging.numbers(Paginator(range(pages), 1).page(current))

    numbers = [number for number in shown if number is not None]
    assert numbers == sorted(set(numbers))
    assert {1, current, pages} <= set(numbers)
    assert len(shown) <= 9
    # A gap stands only where at least two pages are left out, and never twice in a row.
    for place, number in enumerate(shown):
        if number is None:
            before, after = shown[place - 1], shown[place + 1]
            assert before is not None
            assert after is not None
            assert after - before > 2
