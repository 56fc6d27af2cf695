"""What a PDF of ours says: its text as the structure tree orders it, without heads, feet and the list of contents."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf

from bildungskommune.fassungen.satz.check_tree import kids

Stelle = tuple[tuple[int, int], int]
"""A page, and the number of a piece of marked content on it."""


def text(pdf: bytes) -> str:
    """Return the words of a tagged PDF, without spaces: those are not set as letters.

    Running heads, feet and numbers of pages in the list of contents follow the layout, so they are left out.
    """
    with pikepdf.open(BytesIO(pdf)) as datei:
        pieces: dict[Stelle, str] = {}
        for page in datei.pages:
            for mcid, words in written_on(page):
                if mcid is not None:
                    place = (page.obj.objgen, mcid)
                    pieces[place] = pieces.get(place, "") + words
        return "".join("".join(_spoken(datei.Root.StructTreeRoot, None, pieces)).split())


def _spoken(element: pikepdf.Object, page: tuple[int, int] | None, pieces: dict[Stelle, str]) -> Iterator[str]:
    for kid in kids(element):
        if isinstance(kid, int):
            yield pieces.get((page or element.Pg.objgen, kid), "")
        elif kid.get("/Type") != pikepdf.Name.OBJR and kid.S != pikepdf.Name.TOC:
            yield from _spoken(kid, kid.Pg.objgen if "/Pg" in kid else page, pieces)


def written_on(page: pikepdf.Page) -> Iterator[tuple[int | None, str]]:
    """Yield what is written on a page, piece by piece, each with the number of the marked content it stands in."""
    letters: dict[bytes, str] = {}
    fonts: dict[str, dict[bytes, str]] = {}
    marked: list[int | None] = []
    for instruction in pikepdf.parse_content_stream(page):
        operands, operator = instruction.operands, str(instruction.operator)
        if operator == "Tf":
            name = str(operands[0])
            if name not in fonts:
                fonts[name] = _letters_of(page.resources.Font[name])
            letters = fonts[name]
        elif operator in {"BDC", "BMC"}:
            marked.append(_mcid(operands))
        elif operator == "EMC":
            marked.pop()
        elif operator in {"Tj", "TJ"}:
            parts = operands[0] if operator == "TJ" else operands
            glyphs = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
            words = "".join(letters.get(glyphs[at : at + 2], "") for at in range(0, len(glyphs), 2))
            yield next((one for one in reversed(marked) if one is not None), None), words


def _mcid(operands: Any) -> int | None:
    return int(operands[1]["/MCID"]) if len(operands) > 1 and "/MCID" in operands[1] else None


def _letters_of(font: Any) -> dict[bytes, str]:
    """Return which letters each glyph stands for."""
    found: dict[bytes, str] = {}
    for instruction in pikepdf.parse_content_stream(font.ToUnicode):
        if str(instruction.operator) == "endbfchar":
            pairs = [bytes(one) for one in instruction.operands]
            found |= {glyph: word.decode("utf-16-be") for glyph, word in zip(pairs[::2], pairs[1::2], strict=True)}
    return found
