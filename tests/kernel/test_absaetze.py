"""Paragraphs have names that stay while their neighbours change."""

import re

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from bildungskommune import absaetze, text
from bildungskommune.fassungen.rules import freeze
from bildungskommune.werkbank import aendern
from bildungskommune.werkbank.fortschreiben import follow_up
from tests.factories import make_abschnitt, make_handlungsfeld, make_leitbild
from tests.veroeffentlichen import publish

ONE, TWO, THREE = "Lernorte sind für alle erreichbar.", "Erreichbar heißt ohne Stufen.", "Orte nutzen wir gemeinsam."
WORDS = st.lists(st.text("abc ", min_size=1, max_size=12).map(str.strip).filter(bool), max_size=8)


@pytest.mark.parametrize(
    ("after", "numbers"),
    [
        ([ONE, TWO, THREE], [1, 2, 3]),
        (["Ganz neu davor.", ONE, TWO, THREE], [4, 1, 2, 3]),
        ([ONE, THREE], [1, 3]),
        ([THREE, ONE, TWO], [3, 1, 2]),
        ([ONE, "Erreichbar heißt ohne hohe Stufen.", THREE], [1, 2, 3]),
        ([ONE, "Etwas völlig anderes steht jetzt hier.", THREE], [1, 4, 3]),
        ([ONE, "Erreichbar heißt", "ohne Stufen.", THREE], [1, 2, 4, 3]),
        ([], []),
        ([ONE, ONE], [1, 4]),
    ],
    ids=["same", "new before", "one gone", "moved", "edited", "replaced", "cut in two", "all gone", "doubled"],
)
def test_paragraph_keeps_its_number(after: list[str], numbers: list[int]) -> None:
    assert absaetze.renumber([ONE, TWO, THREE], [1, 2, 3], after, 4)[0] == numbers


@given(WORDS, WORDS)
def test_numbers_are_never_given_twice(before: list[str], after: list[str]) -> None:
    known = list(range(1, len(before) + 1))

    numbers, following = absaetze.renumber(before, known, after, len(before) + 1)

    assert len(numbers) == len(after) == len(set(numbers))
    assert all(number < following for number in numbers)
    assert absaetze.renumber(after, numbers, after, following) == (numbers, following) or len(set(after)) < len(after)


@given(st.text(max_size=200))
def test_each_block_of_any_text_has_one_anchor(markdown: str) -> None:
    html = absaetze.render({"anker": "satz", "text": markdown}, "text")

    anchors = re.findall(r' id="(satz\.absatz-\d+)"', html)

    assert anchors == [f"satz.absatz-{nr}" for nr in range(1, len(text.blocks(markdown)) + 1)]


def test_list_is_one_paragraph() -> None:
    assert text.blocks("Davor:\n\n- eins\n- zwei\n\nDanach") == ["Davor:", "- eins\n- zwei", "Danach"]


def test_anchor_names_thing_and_paragraph() -> None:
    known = {"text": ["absatz-1", "absatz-7"]}
    html = absaetze.render({"anker": "leitsatz-2", "text": f"{ONE}\n\n{TWO}", "absaetze": known}, "text")

    assert '<p id="leitsatz-2.absatz-7">Erreichbar' in html


def test_names_that_do_not_fit_are_counted() -> None:
    assert absaetze.names(f"{ONE}\n\n{TWO}", ["absatz-9"]) == ["absatz-1", "absatz-2"]


@pytest.mark.django_db
def test_edited_text_keeps_the_names_of_its_paragraphs() -> None:
    satz = make_abschnitt(text=f"{ONE}\n\n{TWO}")
    satz.text = f"Ein Anfang.\n\n{ONE}\n\n{TWO} Und in einfacher Sprache."

    aendern.change(satz, ["text"], by=None)

    satz.refresh_from_db()
    assert satz.absatz_kennungen() == {"text": ["absatz-3", "absatz-1", "absatz-2"]}


@pytest.mark.django_db
def test_number_of_a_deleted_paragraph_is_not_given_again() -> None:
    satz = make_abschnitt(text=f"{ONE}\n\n{TWO}")
    for words in (ONE, f"{ONE}\n\nEin ganz neuer Gedanke dazu."):
        satz.text = words
        satz.save()

    assert satz.absatz_kennungen() == {"text": ["absatz-1", "absatz-3"]}


@pytest.mark.django_db
def test_texts_of_one_thing_are_counted_together() -> None:
    feld = make_handlungsfeld(ausgangslage=f"{ONE}\n\n{TWO}", zielbild=THREE)

    assert feld.absatz_kennungen() == {"ausgangslage": ["absatz-1", "absatz-2"], "zielbild": ["absatz-3"]}


@pytest.mark.django_db
def test_other_change_asks_for_no_numbers() -> None:
    satz = make_abschnitt(text=ONE)
    before = satz.absaetze
    satz.titel = "Neuer Titel"

    aendern.change(satz, ["titel"], by=None)

    satz.refresh_from_db()
    assert [satz.absaetze, satz.titel] == [before, "Neuer Titel"]


@pytest.mark.django_db
def test_next_edition_goes_on_with_the_same_names() -> None:
    satz = make_abschnitt(text=ONE)
    satz.text = f"Ein Anfang.\n\n{ONE}"
    satz.save()

    new = follow_up(satz, leitbild=make_leitbild())
    new.save()

    assert new.absatz_kennungen() == satz.absatz_kennungen() == {"text": ["absatz-2", "absatz-1"]}


@pytest.mark.django_db
def test_reader_can_link_to_a_paragraph(client: Client) -> None:
    satz = make_abschnitt(kennung="satz", text=f"{ONE}\n\n{TWO}")
    publish(freeze("leitbild", satz.leitbild))
    feld = make_handlungsfeld(kennung="orte", zielbild=THREE)
    publish(freeze("konzept", feld.konzept))

    leitbild = client.get("/leitbild/").content.decode()
    konzept = client.get(f"/konzept/{feld.konzept.kennung}/fassung/1/").content.decode()

    assert '<p id="satz.absatz-2">Erreichbar' in leitbild
    assert re.search(r'<p id="orte\.\w+-\d+">Orte nutzen', konzept)
