"""Write Markdown so that what was typed is shown as typed."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from bildungskommune.text import plain

UMBRUCH = "\n"
_SPECIAL = re.compile(r"([\\*_\[\]<>|])|(&)(?=#?\w+;)|(!)(?=\[)")
_AT_BEGIN = re.compile(r"^(\s*)(?:(\d{1,9})([.)])|([-+]))(?=\s|$)")
_RULE = re.compile(r"^(\s*)([:-])(?=[\s:|-]*$)")
_ALLOWED = re.compile(r"(?:https?://|mailto:|tel:|/(?!/)|#)", re.IGNORECASE)
_SIGNS = re.compile(r"^(\W*)(.*?)(\W*)$", re.DOTALL)
_EDGES = re.compile(r"^(\s*)(.*?)(\s*)$", re.DOTALL)


@dataclass(frozen=True)
class Stueck:
    """A piece of a paragraph that looks the same from end to end; a line break is a piece of its own."""

    text: str
    fett: bool = False
    kursiv: bool = False
    ziel: str = ""


def escaped(text: str) -> str:
    """Return text so that Markdown shows it as it is, wherever in a line it stands."""
    return _SPECIAL.sub(r"\\\g<0>", text)


def words(stuecke: Iterable[Stueck]) -> str:
    """Return the bare words of a paragraph, breaks as spaces."""
    return " ".join("".join(one.text for one in stuecke).split())


def is_link(ziel: str) -> bool:
    """Whether a link may lead there, as the texts of the authors have it."""
    return bool(_ALLOWED.match(ziel)) and not re.search(r"[\s<>\\]", ziel)


def paragraph(stuecke: Sequence[Stueck]) -> str:
    """Return one paragraph as Markdown, its breaks as breaks."""
    lines = _shown(stuecke).split(UMBRUCH)
    return UMBRUCH.join(filter(None, (_as_text(line.strip(" \t")) for line in lines)))


def keeps_emphasis(stuecke: Sequence[Stueck]) -> bool:
    """Whether Markdown can say all that is bold and italic: it cannot in the midst of a word beside a stroke."""
    return _reads_as(_inline(stuecke), stuecke) or _reads_as(_inline(_without_edges(stuecke)), stuecke)


def _shown(stuecke: Sequence[Stueck]) -> str:
    """Return the pieces with their emphasis, as far as the reader would see it and not its signs."""
    for pieces in (stuecke, _without_edges(stuecke)):
        if _reads_as(markdown := _inline(pieces), stuecke):
            return markdown
    return _inline([replace(one, fett=False, kursiv=False) for one in stuecke])


def _reads_as(markdown: str, stuecke: Sequence[Stueck]) -> bool:
    return plain(_as_text(markdown.strip())) == words(stuecke)


def _without_edges(stuecke: Sequence[Stueck]) -> list[Stueck]:
    """Take emphasis off the signs at the edges of each piece: "**Ziel:**mehr" becomes "**Ziel**:mehr"."""
    found: list[Stueck] = []
    for one in stuecke:
        cut = _SIGNS.match(one.text) if one.fett or one.kursiv else None
        if cut is None:
            found.append(one)
            continue
        bare = replace(one, fett=False, kursiv=False)
        found += [replace(bare, text=cut[1]), replace(one, text=cut[2]), replace(bare, text=cut[3])]
    return found


def _as_text(line: str) -> str:
    """Keep what begins a line from beginning a list or a table."""
    line = _AT_BEGIN.sub(lambda found: f"{found[1]}{found[2]}\\{found[3]}" if found[2] else f"\\{found[4]}", line)
    return _RULE.sub(r"\1\\\2", line)


def _inline(stuecke: Sequence[Stueck]) -> str:
    pieces = [replace(one, ziel=one.ziel if is_link(one.ziel) else "") for one in stuecke if one.text]
    out = ""
    for ziel, group in groupby(pieces, key=lambda one: one.ziel):
        inside = _emphasised(list(group))
        if ziel and inside.strip():
            before, inside, behind = _split(inside)
            away = f"<{ziel}>" if "(" in ziel or ")" in ziel else ziel
            inside = f"{before}[{inside.replace(UMBRUCH, ' ')}]({away}){behind}"
        out += inside
    return out


def _emphasised(pieces: Sequence[Stueck]) -> str:
    out = ""
    for (fett, kursiv), group in groupby(pieces, key=lambda one: (one.fett, one.kursiv)):
        text = "".join(one.text for one in group)
        mark = {(True, False): "**", (False, True): "*", (True, True): "***"}.get((fett, kursiv), "")
        # A mark holds only within a line and beside a letter.
        out += UMBRUCH.join(_marked(line, mark) for line in text.split(UMBRUCH))
    return out


def _marked(line: str, mark: str) -> str:
    before, inside, behind = _split(line)
    inside = escaped(inside)
    return f"{before}{mark}{inside}{mark}{behind}" if mark and inside else f"{before}{inside}{behind}"


def _split(text: str) -> tuple[str, str, str]:
    found = _EDGES.match(text)
    assert found is not None  # it fits any text
    return found[1], found[2], found[3]


def table(rows: Sequence[Sequence[Sequence[Stueck]]], right: Collection[int] = ()) -> str:
    """Return a table; its first row is the head. The columns `right` stand at the right."""
    width = max(len(row) for row in rows)
    lines = [_row([_cell(cell) for cell in row], width) for row in rows]
    below = "".join("--:|" if nr in right else "---|" for nr in range(width))
    return UMBRUCH.join([lines[0], f"|{below}", *lines[1:]])


def _row(cells: Sequence[str], width: int) -> str:
    return "| " + " | ".join([*cells, *[""] * (width - len(cells))]) + " |"


def _cell(stuecke: Sequence[Stueck]) -> str:
    return " ".join(_shown([replace(one, text=one.text.replace(UMBRUCH, " ")) for one in stuecke]).split())
