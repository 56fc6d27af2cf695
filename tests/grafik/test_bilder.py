"""Charts of any data: no two words touch at any width, nothing leaves the chart, numbers are right."""

from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bildungskommune.fassungen.grafik import HALB, SPALTE
from bildungskommune.grafik.anteil import anteil, share
from bildungskommune.grafik.beschriftung import UEBER, UNTER, box_of, thin, width_of
from bildungskommune.grafik.bild import Bild, Flaeche, Wort
from bildungskommune.grafik.templatetags.grafik import SEITE
from bildungskommune.grafik.verlauf import Messwert, Wegziel, Ziel, verlauf
from bildungskommune.grafik.zeitstrahl import Etappe, zeitstrahl

HEUTE = date(2026, 6, 4)
DAYS = st.integers(-900, 1500).map(lambda days: HEUTE + timedelta(days=days))
VALUES = st.floats(-5000, 2_000_000).map(lambda value: round(value, 1)) | st.integers(0, 40).map(float)


def spans(bild: Bild, flaeche: Flaeche, width: float) -> list[tuple[float, float, float, float]]:
    """Return left, right, top, bottom of each word on a surface of this width: told again, without the kit's boxes."""
    found = []
    for wort in bild.worte:
        half = {"start": 0.0, "middle": 0.5, "end": 1.0}[wort.anker]
        left = wort.x * width - half * width_of(wort.text, flaeche.schrift)
        right = left + width_of(wort.text, flaeche.schrift)
        found.append((left, right, wort.y - UEBER * flaeche.schrift, wort.y + UNTER * flaeche.schrift))
    return found


def assert_legible(bild: Bild, flaeche: Flaeche) -> None:
    for share_of in (0.0, 0.2, 0.5, 1.0):
        width = flaeche.schmal + share_of * (flaeche.breit - flaeche.schmal)
        boxes = spans(bild, flaeche, width)
        for a, b in combinations(boxes, 2):
            assert a[1] <= b[0] or b[1] <= a[0] or a[3] <= b[2] + 1e-6 or b[3] <= a[2] + 1e-6, (width, bild.worte)
        for left, right, top, bottom in boxes:
            assert left >= -1e-6, (width, bild.worte)
            assert right <= width + 1e-6, (width, bild.worte)
            assert top >= -1e-6, bild.worte
            assert bottom <= bild.hoehe + 1e-6, bild.worte


def crossed(bild: Bild, flaeche: Flaeche) -> set[str]:
    """Return the words through which a dashed line goes, on the narrowest or the widest surface."""
    return {
        wort.text
        for width in (flaeche.schmal, flaeche.breit)
        for wort, (left, right, top, bottom) in zip(bild.worte, spans(bild, flaeche, width), strict=True)
        for line in bild.linien
        if line.art == "ziel"
        for share_of in (number / 1000 for number in range(1001))
        if left < (line.x1 + (line.x2 - line.x1) * share_of) * width < right
        and top < line.y1 + (line.y2 - line.y1) * share_of < bottom
    }


def words(bild: Bild) -> list[str]:
    return [wort.text for wort in bild.worte]


surfaces = pytest.mark.parametrize("flaeche", [SEITE, SPALTE, HALB], ids=["page", "column", "half"])


@surfaces
@settings(max_examples=60, deadline=None)
@given(tage=st.lists(DAYS, min_size=1, max_size=25), heute=DAYS)
def test_milestones_are_all_named_and_no_words_touch(flaeche: Flaeche, tage: list[date], heute: date) -> None:
    etappen = [Etappe(tag, f"Schritt {nr}", tag < heute, nr) for nr, tag in enumerate(sorted(tage), start=1)]

    bild = zeitstrahl(etappen, heute, flaeche)

    assert_legible(bild, flaeche)
    assert [wort for wort in words(bild) if wort.isdigit() and len(wort) < 3] == [str(one.nr) for one in etappen]
    assert [punkt.art for punkt in bild.punkte] == ["knoten" if tag < heute else "knoten-offen" for tag in sorted(tage)]


@surfaces
@settings(max_examples=100, deadline=None)
@given(
    werte=st.lists(st.tuples(DAYS, VALUES), min_size=1, max_size=20),
    ziel=st.none() | st.tuples(VALUES, st.none() | DAYS),
    achsen=st.booleans(),
)
def test_no_words_of_values_and_aim_touch(
    flaeche: Flaeche,
    werte: list[tuple[date, float]],
    ziel: tuple[float, date | None] | None,
    achsen: bool,
) -> None:
    bild = verlauf([Messwert(*one) for one in werte], Ziel(*ziel) if ziel else None, flaeche, achsen=achsen)

    assert_legible(bild, flaeche)
    assert len(bild.punkte) == len(werte) + (1 if ziel and ziel[1] else 0)
    assert all(0 <= punkt.x <= 1 and 0 <= punkt.y <= bild.hoehe for punkt in bild.punkte)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 10**10), st.integers(0, 10**10))
def test_words_of_a_bar_never_touch(teil: int, ganzes: int) -> None:
    bild = anteil(teil, ganzes, SEITE, ist_wort="gesichert", rest_wort="offen", einheit="€")

    assert_legible(bild, SEITE)
    assert 0 <= sum(bar.breite for bar in bild.rechtecke) <= 1


@given(st.integers(0, 1000), st.integers(0, 1000))
def test_share_is_between_nothing_and_all(teil: int, ganzes: int) -> None:
    assert 0 <= share(teil, ganzes) <= 1
    assert not ganzes or teil > ganzes or share(teil, ganzes) == pytest.approx(teil / ganzes)


def test_aim_beside_the_newest_value_is_told_apart_from_it() -> None:
    """Once the two ran together: "Ziel 31" and "1" read as "Ziel 311"."""
    werte = [Messwert(date(2025, 8, 1), 4), Messwert(date(2026, 4, 30), 31), Messwert(date(2026, 6, 1), 1)]

    bild = verlauf(werte, Ziel(31, date(2026, 6, 20)), SEITE)

    assert_legible(bild, SEITE)
    assert "Ziel 31" in words(bild)


@surfaces
def test_dashed_line_goes_through_no_word_that_has_room_elsewhere(flaeche: Flaeche) -> None:
    werte = [Messwert(date(2024, 8, 1), 10), Messwert(date(2025, 6, 1), 23), Messwert(date(2026, 4, 30), 25)]
    etappen = [Wegziel(20, date(2025, 7, 31)), Wegziel(30, date(2026, 7, 31))]

    bild = verlauf(werte, Ziel(40, date(2027, 7, 31)), flaeche, etappen=etappen)

    assert crossed(bild, flaeche) == set()
    assert {"10", "25", "Ziel 20", "Ziel 30", "Ziel 40"} <= set(words(bild))


def test_values_and_axis_are_named_in_german_numbers() -> None:
    bild = verlauf([Messwert(date(2024, 8, 1), 400.5), Messwert(date(2026, 4, 30), 1700)], None, SEITE)

    assert words(bild) == ["0", "500", "1.000", "1.500", "2.000", "2025", "Juli", "2026", "1.700", "400,5"]


def test_chart_says_in_words_what_it_shows() -> None:
    werte = [Messwert(date(2026, 4, 30), 7), Messwert(date(2024, 8, 1), 4)]

    found = verlauf(werte, Ziel(18, date(2027, 6, 30)), SEITE).beschreibung.replace("\u00a0", " ")

    assert found == "Von 4 am 1. August 2024 auf 7 am 30. April 2026. Ziel sind 18 bis 30. Juni 2027."
    assert (
        verlauf(werte[:1], Ziel(18), SEITE).beschreibung.replace("\u00a0", " ") == "7 am 30. April 2026. Ziel sind 18."
    )


def test_thread_is_solid_up_to_today_and_dashed_after_it() -> None:
    etappen = [Etappe(date(2026, 1, 1), "a", True, 1), Etappe(date(2026, 12, 31), "b", False, 2)]

    bild = zeitstrahl(etappen, date(2026, 7, 2), SEITE)

    solid, dashed = (line for line in bild.linien if line.art.startswith("faden"))
    assert (solid.x1, solid.x2, dashed.x1, dashed.x2) == pytest.approx((0.08, 0.5, 0.5, 0.92))
    said = bild.beschreibung.replace("\u00a0", " ")
    assert said == "1 von 2 Meilensteinen ist erreicht, vom 1. Januar 2026 bis zum 31. Dezember 2026."


def test_what_has_no_room_gives_way_to_what_came_before_it() -> None:
    first, second = Wort("2026", 0.5, 20), Wort("Juli", 0.52, 20)

    assert thin([first, second], SEITE) == [first]
    assert thin([first, Wort("Juli", 0.8, 20)], SEITE) == [first, Wort("Juli", 0.8, 20)]


def test_box_counts_from_its_anchor() -> None:
    width = width_of("2026", SEITE.schrift)

    found = [box_of(Wort("2026", 0.5, 20, anker), SEITE) for anker in ("start", "middle", "end")]

    assert [(box.links, box.rechts) for box in found] == [(0, width), (-width / 2, width / 2), (-width, 0)]
