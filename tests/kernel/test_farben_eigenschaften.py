"""Every colour that the form takes can be read, in both themes, wherever a page uses it."""

import re

from hypothesis import assume, example, given
from hypothesis import strategies as st

from bildungskommune.seiten import farben

COLOURS = st.tuples(*[st.integers(0, 255)] * 3).map(lambda rgb: "#{:02x}{:02x}{:02x}".format(*rgb))
TOKENS = {"gruen", "gruen-tief", "gruen-zart", "auf-gruen"}


def themes(farbe: str) -> list[dict[str, str]]:
    return [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", part)) for part in farben.stylesheet(farbe).split("@media")]


@given(COLOURS)
def test_stylesheet_names_each_token_once_in_each_theme(farbe: str) -> None:
    light, dark = themes(farbe)

    assert set(light) == set(dark) == TOKENS
    assert farben.stylesheet(farbe).count("--") == 2 * len(TOKENS)


@given(COLOURS)
@example("#767676")
@example("#0000ff")
@example("#ff0000")
@example("#000000")
def test_colour_that_is_taken_can_be_read_everywhere(farbe: str) -> None:
    assume(farben.is_readable(farbe))
    light, dark = themes(farbe)

    for theme, paper in ((light, farben.WEISS), (dark, farben.PAPIER_DUNKEL)):
        assert farben.contrast(theme["gruen"], paper) >= farben.LESBAR
        assert farben.contrast(theme["gruen"], theme["auf-gruen"]) >= farben.LESBAR
        assert farben.contrast(theme["gruen"], theme["gruen-zart"]) >= farben.LESBAR
        assert farben.contrast(theme["gruen-tief"], farben.WEISS) >= farben.GUT_LESBAR


@given(COLOURS, COLOURS)
def test_contrast_does_not_depend_on_which_is_the_ground(one: str, other: str) -> None:
    assert farben.contrast(one, other) == farben.contrast(other, one)
    assert 1 <= farben.contrast(one, other) <= 21


@given(COLOURS)
def test_colour_has_no_contrast_with_itself(farbe: str) -> None:
    assert farben.contrast(farbe, farbe) == 1
