"""Footnotes of a text in print: the mark leads to the note, and the note back to its mark.

Authors write the number of a note as raised digits: "im Ehrenamt.¹"
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from bildungskommune import text

_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_DIGITS = str.maketrans(_RAISED, "0123456789")
_TAG = re.compile(r"(<[^>]*>)")
_MARK = re.compile(rf"(\b[kcdm]?m)?([{_RAISED}]+)")


@dataclass(frozen=True)
class Note:
    nr: str
    text: str
    anker: str
    stelle: str
    """The anchor of the first mark in the text, empty where no mark stands."""


def linked(abschnitt: Mapping[str, Any]) -> SafeString:
    """Return the text of an Abschnitt as HTML, with a link in place of each mark that has a note."""
    html = text.render(abschnitt["text"] or "")
    if not abschnitt["fussnoten"]:
        return html
    places = {note["nr"]: place for place, note in enumerate(abschnitt["fussnoten"], 1)}
    return mark_safe("".join(_parts(html, abschnitt["anker"], places)))  # noqa: S308


def notes(abschnitt: Mapping[str, Any]) -> list[Note]:
    """Return the notes below an Abschnitt."""
    html, anker = linked(abschnitt), abschnitt["anker"]
    found = []
    for place, note in enumerate(abschnitt["fussnoten"], 1):
        mark = _mark_anchor(anker, place)
        there = f'id="{mark}"' in html
        found.append(Note(note["nr"], note["text"], _note_anchor(anker, place), mark if there else ""))
    return found


def _parts(html: str, anker: str, places: dict[str, int]) -> Iterator[str]:
    seen: set[int] = set()

    def link(found: re.Match[str]) -> str:
        unit, mark = found.groups()
        nr = mark.translate(_DIGITS)
        if unit or nr not in places:
            return found[0]
        place = places[nr]
        anchor = "" if place in seen else format_html(' id="{}"', _mark_anchor(anker, place))
        seen.add(place)
        return format_html(
            '<span class="fussnotenzeichen" data-tag="Reference"><a{} href="#{}" role="doc-noteref"'
            ' aria-label="Fußnote {}">{}</a></span>',
            anchor,
            _note_anchor(anker, place),
            nr,
            mark,
        )

    in_link = False
    for part in _TAG.split(html):
        if part.startswith("<"):
            in_link = part.startswith("<a ") or (in_link and part != "</a>")
            yield part
        else:
            yield part if in_link else _MARK.sub(link, part)


def _note_anchor(anker: str, place: int) -> str:
    return f"{anker}-fussnote-{place}"


def _mark_anchor(anker: str, place: int) -> str:
    return f"{anker}-zu-fussnote-{place}"
