"""The chart of what happens when: bars and marks at their days, words that fit."""

from datetime import date

import pytest

from bildungskommune.grafik.beschriftung import cut, width_of
from bildungskommune.grafik.bild import Flaeche
from bildungskommune.grafik.gantt import MINDESTENS, Balken, gantt, span
from bildungskommune.grafik.massstab import place

FLAECHE = Flaeche(schmal=560, breit=656, schrift=14)
HEUTE = date(2026, 7, 1)


def line(beginn: date | None = None, ende: date | None = None, **more: object) -> Balken:
    return Balken("in Umsetzung: 1 Bus", "laeuft", beginn, ende, **more)  # type: ignore[arg-type]


def x(day: date, first: int = 2026, last: int = 2026) -> float:
    return place(day, date(first, 1, 1), date(last, 12, 31), 0.0)


def test_bar_goes_from_the_first_day_to_the_last() -> None:
    bild = gantt([line(date(2026, 4, 1), date(2026, 10, 1))], HEUTE, FLAECHE, titel="Plan")

    (bar,) = bild.rechtecke
    assert bar.art == "gantt-laeuft"
    assert (bar.x, bar.x + bar.breite) == pytest.approx((x(date(2026, 4, 1)), x(date(2026, 10, 1))))
    assert "heute" in [wort.text for wort in bild.worte]
    assert "1 Zeilen, vom 1." in bild.beschreibung.replace("\N{NO-BREAK SPACE}", " ")


def test_bar_without_one_of_its_days_reaches_the_edge() -> None:
    open_end, open_start = gantt(
        [line(date(2026, 4, 1)), line(ende=date(2026, 4, 1))], HEUTE, FLAECHE, titel=""
    ).rechtecke

    assert open_end.x + open_end.breite == pytest.approx(x(date(2026, 12, 31)))
    assert (open_start.x, open_start.breite) == pytest.approx((0.0, x(date(2026, 4, 1))))


def test_single_day_is_seen_and_marks_alone_have_no_bar() -> None:
    day = date(2026, 5, 1)

    bild = gantt([line(day, day), line(marken=[(day, True), (day, False)])], HEUTE, FLAECHE, titel="")

    assert [bar.breite for bar in bild.rechtecke] == [MINDESTENS]
    assert [(point.art, point.x) for point in bild.punkte] == [("marke", x(day)), ("marke-offen", x(day))]


def test_years_are_whole_and_know_today_and_the_marks() -> None:
    assert span([line(date(2027, 3, 1), marken=[(date(2029, 1, 1), False)])], HEUTE) == (
        date(2026, 1, 1),
        date(2029, 12, 31),
    )


@pytest.mark.parametrize(("years", "lines"), [(1, 4), (4, 16), (10, 10)])
def test_quarters_have_a_line_until_there_are_too_many(years: int, lines: int) -> None:
    bild = gantt([line(date(2026, 1, 1), date(2025 + years, 12, 31))], HEUTE, FLAECHE, titel="")

    assert sum(one.art == "achse" for one in bild.linien) == lines


def test_each_line_has_room_of_its_own() -> None:
    one, three = (gantt([line(HEUTE)] * count, HEUTE, FLAECHE, titel="") for count in (1, 3))

    assert three.hoehe - one.hoehe == pytest.approx(2 * 3.0 * 14)


@pytest.mark.parametrize("text", ["kurz", "Wort " * 60, "W" * 200])
def test_words_are_cut_to_the_narrowest_surface(text: str) -> None:
    found = cut(text, FLAECHE.schmal, FLAECHE.schrift, " …")

    assert width_of(found, FLAECHE.schrift) <= FLAECHE.schmal
    assert (found == text) or found.endswith(" …")
