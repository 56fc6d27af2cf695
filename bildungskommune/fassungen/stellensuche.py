"""Search inside one Fassung: the paragraphs in which the words stand, with the way to each."""

from collections.abc import Iterator
from dataclasses import dataclass

from bildungskommune.fassungen import lesen, liste
from bildungskommune.fassungen.models import Fassung
from bildungskommune.fassungen.registry import definition
from bildungskommune.fassungen.textteile import Absatz, Teil
from bildungskommune.werkbank.suchen import occurs

LANG = 1200
"""So many characters of a paragraph are shown; more are cut off around the words."""


@dataclass(frozen=True)
class Stelle:
    """A paragraph that was found, or the title of a part."""

    teil: str
    worte: str
    url: str


def places(fassung: Fassung, words: str) -> list[Stelle]:
    """Return the paragraphs in which every word occurs, and the parts in whose title they do, in their order."""
    parts = definition(fassung.definition).teile(lesen.inhalt(fassung))
    return [stelle for teil in parts for stelle in _in_part(fassung, teil, words)]


def _in_part(fassung: Fassung, teil: Teil, words: str) -> Iterator[Stelle]:
    anker = teil.kennung.partition("/")[0]
    found = [one for one in teil.absaetze if occurs(words, [one.worte])]
    if not found and occurs(words, [teil.titel]):
        yield Stelle(teil.titel, "", liste.place_link(fassung, anker))
    for absatz in found:
        yield Stelle(teil.titel, absatz.worte[:LANG], liste.place_link(fassung, _place(anker, absatz)))


def _place(anker: str, absatz: Absatz) -> str:
    """Return the anchor of a paragraph; what was put together has none of its own."""
    return f"{anker}.{absatz.kennung}" if absatz.quelle else anker
