"""The words of a cell: names of things, lines with parts, and refusals that say what to do."""

import difflib
import re
from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")
TRENNER = " | "
_TEILE = re.compile(r"(?<!\\)((?:\\\\)*)\|")
_ZEICHEN = re.compile(r"\\([\\|n])")
NAHE, MEINTEN = 0.6, 3


class Falsch(Exception):
    """A cell that cannot be taken; the text says in German what to do."""


def same(text: str) -> str:
    """Return what is equal for two spellings of a name."""
    return " ".join(text.casefold().split())


class Namen(Generic[T]):
    """Things of one kind and the words each may be called by, the best first.

    Of two things with the same word the one of the higher rank is meant.
    """

    def __init__(self, was: str, rows: Iterable[tuple[T, int, Sequence[str]]]) -> None:
        self.was = was
        self._words: dict[T, Sequence[str]] = {}
        self._called: dict[str, list[tuple[int, T]]] = {}
        for thing, rank, words in rows:
            self._words[thing] = [word for word in words if word.strip()]
            for word in {same(one) for one in self._words[thing]}:
                self._called.setdefault(word, []).append((rank, thing))

    def all(self, word: str) -> list[T]:
        """Return every thing that the word may mean."""
        called = self._called.get(same(word), [])
        highest = max((rank for rank, _ in called), default=0)
        return [thing for rank, thing in called if rank == highest]

    def find(self, word: str) -> T:
        """Return the thing that is called so. Raises Falsch, with proposals."""
        found = self.all(word)
        if len(found) == 1:
            return found[0]
        if found:
            raise Falsch(f"„{word}“ heißen mehrere. Bitte schreiben Sie: {self._listed(map(self.word, found))}.")
        raise Falsch(f"{self.was} „{word}“ gibt es nicht.{self.proposal(word)}")

    def proposal(self, word: str) -> str:
        """Ask whether something of a similar name was meant; empty when there is none."""
        near = difflib.get_close_matches(same(word), self._called, MEINTEN, NAHE)
        near += [one for one in self._called if one not in near and same(word) in one][: MEINTEN - len(near)]
        things = dict.fromkeys(thing for one in near for _, thing in self._called[one])
        return f" Meinten Sie {self._listed(map(self.word, things))}?" if things else ""

    def word(self, thing: T) -> str:
        """Return the first word by which just this thing is found."""
        words = self._words[thing]
        return next((word for word in words if self.all(word) == [thing]), words[-1])

    @staticmethod
    def _listed(words: Iterable[str]) -> str:
        return " oder ".join(f"„{word}“" for word in [*words][:MEINTEN])


def line(*parts: str) -> str:
    """Return the parts in one line, without empty ones at its end; `parts_of` takes them apart again."""
    filled = max((nr for nr, part in enumerate(parts, 1) if part), default=0)
    escaped = [part.replace("\\", "\\\\").replace("|", "\\|").replace("\n", "\\n") for part in parts[:filled]]
    return TRENNER.join(escaped).strip()


def parts_of(text: str, count: int) -> list[str]:
    """Return the parts of a line, filled up to `count`. Raises Falsch when there are more."""
    marked = _TEILE.sub(r"\1" + "\0", text)
    found = [_ZEICHEN.sub(_plain, part).strip() for part in marked.split("\0")]
    if len(found) > count:
        raise Falsch(f"„{text[:80]}“ hat mehr als {count} Teile. Ein Strich „|“ im Text wird als „\\|“ geschrieben.")
    return [*found, *[""] * (count - len(found))]


def _plain(sign: re.Match[str]) -> str:
    return "\n" if sign[1] == "n" else sign[1]


def lines_of(text: str) -> list[str]:
    return [one.strip() for one in text.split("\n") if one.strip()]
