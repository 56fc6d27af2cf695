"""One rule of matching, in the database and in texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bildungskommune.akteure.models import Institution
from bildungskommune.werkbank.suchen import WORDS, matching, occurs, words_of
from tests.factories import make_institution


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", True),
        ("  ", True),
        ("\0", True),
        ("regenbogen", True),
        ("KITA regen", True),
        ("regen wolke", False),
        ("kiri", True),
        ("kir", False),
        ("100%", False),
    ],
)
def test_every_word_is_in_one_of_the_fields(words: str, found: bool) -> None:
    make_institution(name="Kita Regenbogen", kurzname="KiRi", ort="Oschersleben")

    assert Institution.objects.filter(matching(words, "name", "ort", exact=["kurzname"])).exists() is found


@pytest.mark.parametrize(
    ("given_words", "found"), [("bus", True), ("Bus AG", True), ("Bus Zug", False), ("", False), ("  ", False)]
)
def test_words_occur_in_texts(given_words: str, found: bool) -> None:
    assert occurs(given_words, ["Der letzte Bus", "vor der AG"]) is found


@given(st.text())
def test_words_are_few_and_clean(text: str) -> None:
    words = words_of(text)

    assert len(words) <= WORDS
    assert all(word and "\0" not in word and not word.isspace() for word in words)


@given(st.lists(st.text(alphabet=st.characters(codec="utf-8", categories=["L"]), min_size=1), min_size=1, max_size=8))
def test_a_text_holds_its_own_words(words: list[str]) -> None:
    assert occurs(" ".join(words), [" und ".join(words)])
