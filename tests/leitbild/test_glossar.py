"""Words that the Glossar explains are links where a Leitsatz first says them."""

from typing import Any

import pytest

from leitbild import glossar

GLOSSAR: dict[str, Any] = {
    "art": "glossar",
    "anker": "glossar",
    "text": (
        "**Ganztag:** Bis in den Nachmittag.\n\nOhne Wort.\n\n**Non-formale Bildung**: Kurse & Gruppen.\n\n"
        "**Bildung:** Alles."
    ),
    "absaetze": {"text": ["absatz-1", "absatz-4", "absatz-2", "absatz-3"]},
}
SATZ: dict[str, Any] = {"art": "leitsatz", "anker": "satz", "text": "**Hort:** Kein Glossar."}


@pytest.fixture
def terms() -> dict[str, str]:
    return glossar.terms({"abschnitte": [SATZ, GLOSSAR]})


def seen(html: str) -> str:
    return html.replace('<span class="nur-vorlesen"> (im Glossar erklärt)</span>', "")


def test_each_paragraph_that_begins_in_bold_explains_a_word(terms: dict[str, str]) -> None:
    assert terms == {
        "Ganztag": "glossar.absatz-1",
        "Non-formale Bildung": "glossar.absatz-2",
        "Bildung": "glossar.absatz-3",
    }


@pytest.mark.parametrize(
    ("html", "marked"),
    [
        ("<p>Der Ganztag und der Ganztag.</p>", '<p>Der <a href="#glossar.absatz-1">Ganztag</a> und der Ganztag.</p>'),
        ("<p>Wegen des Ganztags</p>", '<p>Wegen des <a href="#glossar.absatz-1">Ganztags</a></p>'),
        ("<p>Non-formale Bildung</p>", '<p><a href="#glossar.absatz-2">Non-formale Bildung</a></p>'),
        ("<p>Weiterbildung, Bildungsort</p>", "<p>Weiterbildung, Bildungsort</p>"),
        ('<p><a href="/x">Ganztag</a></p>', '<p><a href="/x">Ganztag</a></p>'),
        ('<p title="Ganztag">&lt;b&gt;</p>', '<p title="Ganztag">&lt;b&gt;</p>'),
    ],
)
def test_word_is_linked_once_and_never_within_a_link_or_a_tag(terms: dict[str, str], html: str, marked: str) -> None:
    assert seen(glossar.mark(html, terms)) == marked


def test_without_a_glossar_nothing_is_marked() -> None:
    assert glossar.mark("<p>Ganztag</p>", glossar.terms({"abschnitte": [SATZ]})) == "<p>Ganztag</p>"
