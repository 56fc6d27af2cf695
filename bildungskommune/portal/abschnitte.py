"""Pages have sections: a line that begins with "## " is the heading of what follows."""

import re
from dataclasses import dataclass

_TITEL = re.compile(r"^##[ \t]+(.+?)[ \t]*$", re.MULTILINE)


@dataclass(frozen=True)
class Textabschnitt:
    titel: str
    text: str


def sections(text: str) -> list[Textabschnitt]:
    """Split the text of a page; what stands before the first heading has no title."""
    parts = _TITEL.split(text.replace("\r\n", "\n"))
    first = [Textabschnitt("", parts[0].strip())] if parts[0].strip() else []
    pairs = zip(parts[1::2], parts[2::2], strict=True)
    return [*first, *(Textabschnitt(titel, body.strip()) for titel, body in pairs)]
