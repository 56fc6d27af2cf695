"""Characters that a text may not hold: breaks in a line, and what nobody sees."""

import re

from django.core.exceptions import ValidationError

_BREAKS = re.compile(r"[\t-\r\x1c-\x1e\x85\u2028\u2029]")
_CONTROL_OR_BREAK = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
# A text of several lines may hold line breaks and tabs; Django refuses zero bytes itself.
_CONTROL = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
SHOWN = 20
"""So many characters before the wrong one are quoted, to find the place."""


def one_line(words: str) -> str:
    """Return the words with every line break, control character and run of blanks as one blank."""
    return " ".join(_CONTROL_OR_BREAK.sub(" ", words).split())


def check_line(words: str) -> None:
    """Raise ValidationError when a text for one line has more, or holds what nobody sees."""
    if found := _BREAKS.search(words):
        raise ValidationError(
            f"Bitte schreiben Sie alles in eine Zeile: {_place(words, found)} steht ein Zeilenumbruch oder ein "
            "Tabulator.",
            code="mehrzeilig",
        )
    check_text(words)


def check_text(words: str) -> None:
    """Raise ValidationError when a text holds control characters other than line breaks and tabs."""
    if found := _CONTROL.search(words):
        place = _place(words, found)
        raise ValidationError(
            f"{place[0].upper()}{place[1:]} steht ein unsichtbares Steuerzeichen. Bitte löschen Sie es, oder tippen "
            "Sie diese Stelle neu ein.",
            code="steuerzeichen",
        )


def _place(words: str, found: re.Match[str]) -> str:
    """Quote the last words before what was found."""
    before = one_line(words[: found.start()])
    if not before:
        return "am Anfang"
    if len(before) <= SHOWN:
        return f"nach „{before}“"
    return f"nach „… {before[-SHOWN:].partition(' ')[2] or before[-SHOWN:]}“"
