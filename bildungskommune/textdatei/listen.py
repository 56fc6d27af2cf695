"""Lists: those of the word processor, and those that were typed by hand."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bildungskommune.textdatei import markdown, nummern
from bildungskommune.textdatei.bausteine import Absatz, Baustein, Liste
from bildungskommune.textdatei.markdown import Stueck
from bildungskommune.textdatei.verluste import Verluste

VON_HAND = "von-hand"
TIEFSTE = 8


def recognised(bausteine: Sequence[Baustein], verluste: Verluste) -> Iterator[Baustein]:
    """Yield paragraphs and tables; two typed numbers that follow each other, or a typed bullet, begin a list."""
    for place, one in enumerate(bausteine):
        if not isinstance(one, Absatz) or one.liste is not None or one.rolle.art != "text":
            yield one
            continue
        number, length, sign = nummern.item(_begin(one))
        beside = [_number(bausteine[nr]) for nr in (place - 1, place + 1) if 0 <= nr < len(bausteine)]
        if number is not None and not {(number - 1, sign), (number + 1, sign)} & set(beside):
            length = 0
        if not length:
            yield one
            continue
        typed = _begin(one)[:length].strip()
        verluste.count("Von Hand getippte Aufzählungszeichen: daraus wurden Listen", one.worte, typed)
        name = f"{VON_HAND}{sign if number is not None else ''}"
        yield replace(one, stuecke=_cut(one.stuecke, length), liste=Liste(0, number, name))


def _begin(one: Absatz) -> str:
    return "".join(piece.text for piece in one.stuecke)


def _number(one: Baustein) -> tuple[int | None, str]:
    if not isinstance(one, Absatz) or one.liste is not None:
        return None, ""
    number, _, sign = nummern.item(_begin(one))
    return number, sign


def _cut(stuecke: Sequence[Stueck], length: int) -> list[Stueck]:
    """Take so many letters off the beginning."""
    found: list[Stueck] = []
    for one in stuecke:
        taken = min(length, len(one.text))
        length -= taken
        found.append(replace(one, text=one.text[taken:]))
    return [one for one in found if one.text]


def groups(items: Sequence[Absatz]) -> Iterator[list[Absatz]]:
    """Yield the paragraphs of each list: another name on the highest level is another list."""
    group: list[Absatz] = []
    for one in items:
        assert one.liste is not None
        if group and one.liste.tiefe <= _place(group[0]).tiefe and _is_other(group, one):
            yield group
            group = []
        group.append(one)
    if group:
        yield group


def _is_other(group: Sequence[Absatz], one: Absatz) -> bool:
    here, first = _place(one), next(_place(g) for g in reversed(group) if _place(g).tiefe <= _place(group[0]).tiefe)
    return here.name != first.name or (here.nummer is None) != (first.nummer is None)


def _place(one: Absatz) -> Liste:
    assert one.liste is not None  # only paragraphs of lists are asked
    return one.liste


def blocks(items: Sequence[Absatz]) -> Iterator[str]:
    """Yield each list as Markdown. The second of a kind in a row has other signs, so that they stay two."""
    before: bool | None = None
    other = False
    for group in groups(items):
        counts = _place(group[0]).nummer is not None
        other = counts is before and not other
        before = counts
        yield _block(group, ("+", ")") if other else ("-", "."))


def _block(items: Sequence[Absatz], signs: tuple[str, str]) -> str:
    lines: list[str] = []
    open_items: list[tuple[int, int, bool]] = []
    for one in items:
        place = _place(one)
        while open_items and open_items[-1][0] >= place.tiefe:
            open_items.pop()
        begins = not open_items or open_items[-1][0] < place.tiefe
        indent = open_items[-1][1] if open_items else 0
        ordered = place.nummer is not None
        mark = f"{place.nummer}{signs[1]} " if ordered else f"{signs[0]} "
        if lines and begins and open_items and ordered and place.nummer != 1:
            lines.append("")
        text = markdown.paragraph(one.stuecke) or "\\"
        lines += _indented(text, indent, mark)
        open_items.append((place.tiefe, indent + len(mark), ordered))
    return "\n".join(lines)


def _indented(text: str, indent: int, mark: str) -> Iterator[str]:
    first, *more = text.split("\n")
    yield " " * indent + mark + first
    yield from (" " * (indent + len(mark)) + line for line in more)
