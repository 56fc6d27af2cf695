"""The chart of what belongs to what: points where line and column meet, words that do not touch."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bildungskommune.grafik.bild import Flaeche
from bildungskommune.grafik.punktfeld import SPALTEN, Punktzeile, punktfeld
from tests.grafik.test_bilder import assert_legible

FLAECHE = Flaeche(schmal=560, breit=656, schrift=14)


def test_point_stands_where_line_and_column_meet_and_its_form_says_how() -> None:
    zeilen = [Punktzeile("14 Spätbus", {0: True, 1: False}), Punktzeile("15 Rad", {1: True})]

    bild = punktfeld(["S1", "Z1"], zeilen, FLAECHE, titel="Maßnahmen und S1 bis Z1")

    heads = {wort.text: wort.x for wort in bild.worte}
    lines = {wort.text: wort.y for wort in bild.worte}
    assert [(one.art, one.x) for one in bild.punkte] == [
        ("marke", heads["S1"]),
        ("marke-offen", heads["Z1"]),
        ("marke", heads["Z1"]),
    ]
    assert [one.y < lines["15 Rad"] - 14 for one in bild.punkte] == [True, True, False]
    assert "2 Zeilen, 2 Spalten." in bild.beschreibung
    assert "Tabelle" in bild.beschreibung


@settings(max_examples=60, deadline=None)
@given(
    spalten=st.lists(st.integers(1, 60).map("S{}".format), min_size=1, max_size=SPALTEN),
    namen=st.lists(st.text("Wmi ßÄ14", max_size=90), max_size=25),
)
def test_words_never_touch_and_stay_inside(spalten: list[str], namen: list[str]) -> None:
    rows = [Punktzeile(name, dict.fromkeys(range(len(spalten)), True)) for name in namen]

    bild = punktfeld(spalten, rows, FLAECHE, titel="")

    assert_legible(bild, FLAECHE)
    assert all(0 <= one.x <= 1 and 0 <= one.y <= bild.hoehe for one in bild.punkte)
    assert all(line.x1 == line.x2 or line.y1 == line.y2 for line in bild.linien)
