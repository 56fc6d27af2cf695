"""What comes out of a file: parts under headings, and losses with their place."""

import json
from dataclasses import asdict, dataclass, field, replace
from typing import Any, TypeVar

MOST_PARTS = 500
MOST_LETTERS = 1_000_000
"""So long may all of it be: a form carries it along."""
_T = TypeVar("_T")
_KINDS: dict[str, type] = {"ebene": int, "anzahl": int, "vermutet": bool, "noten": tuple, "marken": tuple}


class Unlesbar(Exception):
    """The file cannot be taken; the text says in German what to do."""


@dataclass(frozen=True)
class Note:
    """A footnote. Its mark in the text are its digits, raised."""

    nr: str
    text: str


@dataclass(frozen=True)
class Teil:
    """A heading and what stands under it, up to the next one. Before the first heading there is a part without one."""

    ebene: int
    """1 for the highest headings; 0 without a heading."""
    nummer: str
    """As it was typed or counted: "1.2", "III"."""
    titel: str
    text: str = ""
    """In the Markdown subset of the authors."""
    untertitel: str = ""
    unterschrift: str = ""
    noten: tuple[Note, ...] = ()
    marken: tuple[str, ...] = ()
    """Names of the bookmarks at the heading."""
    vermutet: bool = False
    """No heading by its style, but a short bold paragraph that looks like one."""
    wortlaut: str = field(default="", compare=False)
    """The heading as it was typed, with the full stop of its number."""

    @property
    def worte(self) -> str:
        """The heading as it was written, with its number."""
        return self.wortlaut or f"{self.nummer} {self.titel}".strip()


@dataclass(frozen=True)
class Verlust:
    """Something that was not taken over, or not as it was."""

    was: str
    nach: str = ""
    """The words before it, by which it is found in the document."""
    text: str = ""
    """The words that are concerned, all of them."""
    anzahl: int = 1


@dataclass(frozen=True)
class Datei:
    titel: str = ""
    untertitel: str = ""
    teile: tuple[Teil, ...] = ()
    verluste: tuple[Verlust, ...] = field(default=())

    def in_one_line(self) -> str:
        """Return the document as a form carries it along; `of_one_line` reads it."""
        return json.dumps(asdict(self), ensure_ascii=False)


def of_one_line(text: str) -> Datei:
    """Return the document that a form carried along. Raises Unlesbar when it was changed on the way."""
    try:
        data = json.loads(text)
        teile = tuple(_part(one) for one in data["teile"])
        verluste = tuple(_checked(Verlust(**one)) for one in data["verluste"])
        datei = Datei(str(data["titel"]), str(data["untertitel"]), teile, verluste)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise Unlesbar("Der Text ist unterwegs verloren gegangen.") from error
    if len(teile) > MOST_PARTS:
        raise Unlesbar("Der Text ist unterwegs verloren gegangen.")
    return datei


def _part(data: dict[str, Any]) -> Teil:
    notes = tuple(_checked(Note(**one)) for one in data.pop("noten"))
    marken = tuple(str(one) for one in data.pop("marken"))
    return _checked(replace(Teil(**data), noten=notes, marken=marken))


def _checked(one: _T) -> _T:
    """Raise TypeError unless each value is of the kind that its field names."""
    for name, value in vars(one).items():
        if type(value) is not _KINDS.get(name, str):
            raise TypeError(name)
    return one
