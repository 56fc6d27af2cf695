"""Footnotes of a text in print: which mark is a link, and which note leads back."""

import re

import pytest

from bildungskommune.fassungen import fussnoten


def abschnitt(text: str, *nummern: str) -> dict[str, object]:
    return {"anker": "a", "text": text, "fussnoten": [{"nr": nr, "text": f"Note {nr}"} for nr in nummern]}


def marks(text: str, *nummern: str) -> list[tuple[str, str]]:
    html = fussnoten.linked(abschnitt(text, *nummern))
    return re.findall(r'href="#([^"]+)"[^>]*>([^<]+)</a>', html)


def test_text_without_notes_stays_as_it_is() -> None:
    assert fussnoten.linked(abschnitt("Ein Wort.¹")) == "<p>Ein Wort.¹</p>\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ein Wort.¹", [("a-fussnote-1", "¹")]),
        ("Zwei¹ Wörter¹²", [("a-fussnote-1", "¹"), ("a-fussnote-2", "¹²")]),
        ("Ein Raum von 20 m¹², ohne Note ³", []),
        ("Programm¹", [("a-fussnote-1", "¹")]),
    ],
)
def test_raised_number_of_a_note_is_a_link(text: str, found: list[tuple[str, str]]) -> None:
    assert marks(text, "1", "12") == found


def test_mark_in_a_link_of_the_author_stays_text() -> None:
    assert marks("[Quelle¹](https://x.example/) und¹", "1") == [("a-fussnote-1", "¹")]


def test_note_leads_back_to_its_first_mark() -> None:
    one, two = fussnoten.notes(abschnitt("Hier¹ und dort¹", "1", "2"))

    html = fussnoten.linked(abschnitt("Hier¹ und dort¹", "1", "2"))

    assert (one.nr, one.text, one.anker, one.stelle) == ("1", "Note 1", "a-fussnote-1", "a-zu-fussnote-1")
    assert (two.anker, two.stelle) == ("a-fussnote-2", "")
    assert html.count('id="a-zu-fussnote-1"') == 1
    assert html.index('id="a-zu-fussnote-1"') < html.index("dort")
