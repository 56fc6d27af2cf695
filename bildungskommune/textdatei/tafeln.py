"""Tables of a document as the texts of the portal have them: a head, rows of plain cells."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bildungskommune.textdatei.bausteine import Absatz, Baustein, Tabelle
from bildungskommune.textdatei.markdown import Stueck, words
from bildungskommune.textdatei.modell import Note, Unlesbar
from bildungskommune.textdatei.verluste import Verluste

MOST_COLUMNS = 60


@dataclass
class Zelle:
    inhalt: list[Baustein]
    breite: int = 1
    """Over so many columns it goes."""
    verbunden: bool = False
    """It goes over several rows."""


def table(rows: Sequence[Sequence[Zelle]], verluste: Verluste, *, head: bool) -> list[Baustein]:
    """Return a table as one block; a box that is drawn as a table with one cell is the paragraphs in it."""
    rows = [row for row in rows if row]
    if not rows:
        return []
    if len(rows) == 1 and len(rows[0]) == 1:
        verluste.add("Kasten: sein Text steht jetzt als Absatz", text=_text(rows[0][0].inhalt))
        return rows[0][0].inhalt
    if any(cell.breite > 1 or cell.verbunden for row in rows for cell in row):
        verluste.add("Verbundene Zellen einer Tabelle: der Text steht in der ersten", text=_text(rows[0][0].inhalt))
    if not head:
        verluste.count("Tabelle ohne Kopfzeile: ihre erste Zeile wurde dazu", text="")
    noten: list[Note] = []
    zeilen = []
    for row in rows:
        zeile: list[list[Stueck]] = []
        for cell in row:
            zeile += [_flat(cell.inhalt, verluste, noten), *([] for _ in range(cell.breite - 1))]
        zeilen.append(zeile)
    if max(map(len, zeilen)) > MOST_COLUMNS:
        raise Unlesbar(f"Eine Tabelle hat mehr als {MOST_COLUMNS} Spalten. Bitte teilen Sie sie auf.")
    return [Tabelle(zeilen, _at_right(rows), noten)]


def _at_right(rows: Sequence[Sequence[Zelle]]) -> frozenset[int]:
    """Return the columns of which every cell below the head stands at the right."""
    found: dict[int, set[bool]] = {}
    for row in rows[1:]:
        for nr, cell in enumerate(row):
            found.setdefault(nr, set()).update(one.rechts for one in cell.inhalt if isinstance(one, Absatz))
    return frozenset(nr for nr, sides in found.items() if sides == {True})


def _flat(inhalt: Sequence[Baustein], verluste: Verluste, noten: list[Note]) -> list[Stueck]:
    """Return what stands in a cell in one line."""
    lines = [line for line in _lines(inhalt, noten) if words(line)]
    if len(lines) > 1:
        verluste.count("Absätze oder Listen in einer Tabellenzelle: sie stehen jetzt hintereinander", words(lines[0]))
    found: list[Stueck] = []
    for line in lines:
        found += [Stueck(" "), *line] if found else line
    return found


def _lines(inhalt: Sequence[Baustein], noten: list[Note]) -> Iterator[list[Stueck]]:
    for one in inhalt:
        noten += one.noten
        if isinstance(one, Absatz):
            number = f"{one.liste.nummer}. " if one.liste and one.liste.nummer is not None else ""
            yield [*([Stueck(number)] if number else []), *(replace(piece) for piece in one.stuecke)]
        else:
            for zeile in one.zeilen:
                yield from zeile


def _text(inhalt: Sequence[Baustein]) -> str:
    return " ".join(words(line) for line in _lines(inhalt, []))
