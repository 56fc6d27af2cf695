"""Words that the Leitbild explains in its own Glossar: each Leitsatz links to the explanation where one first stands.

In the Glossar each paragraph explains one word, which stands in bold at its beginning: "**Ganztag:** Unterricht …".
"""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from bildungskommune import text
from bildungskommune.absaetze import names
from leitbild.models import Art

EXPLAINED = re.compile(r"\*\*(?P<wort>[^*\n]{2,60}?):?\*\*:?\s")
TAG = re.compile(r"(<[^>]*>)")
ENDING = r"(?:e?s|e?n)?"


def terms(inhalt: Mapping[str, Any]) -> dict[str, str]:
    """Return the explained words of a Leitbild with the anchor of the paragraph that explains each."""
    found: dict[str, str] = {}
    for daten in inhalt["abschnitte"]:
        if daten["art"] != Art.GLOSSAR:
            continue
        known = daten.get("absaetze", {}).get("text")
        for name, block in zip(names(daten["text"], known), text.blocks(daten["text"]), strict=True):
            if explained := EXPLAINED.match(block):
                found.setdefault(explained["wort"].strip(), f"{daten['anker']}.{name}")
    return found


def mark(html: str, found: Mapping[str, str]) -> SafeString:
    """Return the text with a link at the first place of each explained word; what is a link already stays as it is."""
    if not found:
        return mark_safe(html)  # noqa: S308  # rendered by bildungskommune.text
    longest_first = sorted(found, key=len, reverse=True)
    words = re.compile(rf"(?<!\w)({'|'.join(re.escape(escape(one)) for one in longest_first)}){ENDING}(?!\w)")
    by_escaped = {str(escape(one)): anchor for one, anchor in found.items()}
    done: set[str] = set()

    def link(place: re.Match[str]) -> str:
        if place[1] in done:
            return place[0]
        done.add(place[1])
        return format_html(
            '<a href="#{}">{}<span class="nur-vorlesen"> (im Glossar erklärt)</span></a>',
            by_escaped[place[1]],
            mark_safe(place[0]),  # noqa: S308  # a piece of escaped text
        )

    pieces, links = [], 0
    for piece in TAG.split(html):
        if piece.startswith("<"):
            links += piece.startswith("<a ") - piece.startswith("</a")
            pieces.append(piece)
        else:
            pieces.append(piece if links else words.sub(link, piece))
    return mark_safe("".join(pieces))  # noqa: S308  # made of escaped pieces
