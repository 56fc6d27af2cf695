"""Names for addresses: readable, free, and the same rule everywhere."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from bildungskommune.werkbank import aendern
from bildungskommune.werkbank.kennung import LAENGE, first_free, slug
from leitbild.models import Leitbild
from tests.factories import make_leitbild


@pytest.mark.parametrize(
    ("titel", "taken", "kennung"),
    [
        ("Kein Weg ist zu weit.", set(), "kein-weg-ist-zu-weit"),
        ("Übergänge für Große", set(), "uebergaenge-fuer-grosse"),
        ("STRAẞE", set(), "strasse"),
        ("Kein Weg", {"kein-weg", "kein-weg-2"}, "kein-weg-3"),
        ("Kein Weg", {"kein-weg-2"}, "kein-weg"),
        ("???", set(), "abschnitt"),
        ("???", {"abschnitt"}, "abschnitt-2"),
        ("a" * 300, set(), "a" * 60),
    ],
)
def test_first_free(titel: str, taken: set[str], kennung: str) -> None:
    assert first_free(titel, taken, "abschnitt") == kennung


@given(st.lists(st.text(max_size=90), max_size=12))
def test_every_title_gets_a_name_of_its_own_that_fits_an_address(titles: list[str]) -> None:
    taken: set[str] = set()
    for titel in titles:
        kennung = first_free(titel, taken, "ding")
        assert re.fullmatch(r"[a-z0-9_]+(-[a-z0-9_]+)*", kennung), kennung
        assert kennung not in taken
        assert len(kennung) <= LAENGE + 4
        taken.add(kennung)


@given(st.text(max_size=200))
def test_slug_is_its_own_slug(text: str) -> None:
    assert slug(slug(text)) == slug(text)


@pytest.mark.django_db
def test_new_thing_is_named_by_other_words_than_its_title_when_there_are_some() -> None:
    make_leitbild(kennung="bildung-2026")
    leitbild = Leitbild(titel="Leitbild")
    given = Leitbild.objects.values_list("kennung", flat=True)

    aendern.create(leitbild, by=None, taken=lambda: given, words="Bildung 2026")

    assert leitbild.kennung == "bildung-2026-2"


@pytest.mark.django_db(transaction=True)
def test_two_who_name_things_at_the_same_moment_get_two_names() -> None:
    def add(_: int) -> str:
        leitbild = Leitbild(titel="Bildung für alle")
        try:
            aendern.create(leitbild, by=None, taken=lambda: Leitbild.objects.values_list("kennung", flat=True))
        finally:
            connection.close()
        return leitbild.kennung

    with ThreadPoolExecutor(6) as pool:
        names = list(pool.map(add, range(6)))

    assert sorted(names) == ["bildung-fuer-alle", *(f"bildung-fuer-alle-{n}" for n in range(2, 7))]
