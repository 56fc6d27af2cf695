"""Two texts compared: line by line, and word by word where lines differ."""

import difflib
import re
from collections.abc import Iterator, Sequence

_UNITS = (re.compile(r"[^\n]*\n|[^\n]+"), re.compile(r"\S+\s*|\s+"))
LIMIT = 4_000_000
"""Two texts of more units than this, multiplied, would keep the page waiting: they count as different throughout."""


def pieces(mine: str, stored: str, units: Sequence[re.Pattern[str]] = _UNITS) -> Iterator[tuple[str, str, bool]]:
    """Yield what stands at one place in both texts, and whether it differs."""
    ours, theirs = ([], []) if not units else (units[0].findall(mine), units[0].findall(stored))
    if not ours or not theirs or len(ours) * len(theirs) > LIMIT:
        yield mine, stored, True
        return
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(a=ours, b=theirs, autojunk=False).get_opcodes():
        a, b = "".join(ours[i1:i2]), "".join(theirs[j1:j2])
        if tag == "equal":
            yield a, b, False
        else:
            yield from pieces(a, b, units[1:])
