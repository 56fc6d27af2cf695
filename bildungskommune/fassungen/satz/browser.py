"""WeasyPrint's own style sheet, without notes.

It gives each element, down to the dots of a picture, the styles of five kinds of notes and of a bullet: of the memory
of a print a third. No print has such notes, and only items of lists have a bullet.
"""

import re
from functools import cache

from weasyprint import CSS, HTML
from weasyprint.html import UA, UA_COUNTER_STYLE

_NOTES = re.compile(r"^::(?:footnote|note)-[a-z]+ \{.*\}\n", re.MULTILINE)
_BULLET = re.compile(r"^::marker \{", re.MULTILINE)


class Source(HTML):  # type: ignore[misc]  # weasyprint has no types
    """HTML that is set with the shorter style sheet."""

    def _ua_stylesheets(self, forms: bool = False) -> list[CSS]:
        return [_style_sheet()]


@cache
def _style_sheet() -> CSS:
    return CSS(string=without_notes(), counter_style=UA_COUNTER_STYLE)


def without_notes() -> str:
    """Return the text of the style sheet. WeasyPrint that writes its own in another way ends the start."""
    text, notes = _NOTES.subn("", UA)
    text, bullets = _BULLET.subn("li::marker {", text)
    if (notes, bullets) != (5, 1) or "::note" in text or "::footnote" in text:
        raise AssertionError("WeasyPrint's style sheet has five rules for notes and one for bullets")
    return text
