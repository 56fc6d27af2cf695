"""The text of a Fassung in parts that keep their names: what two Fassungen are compared by."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bildungskommune import text
from bildungskommune.absaetze import names


@dataclass(frozen=True)
class Absatz:
    """One paragraph in plain words; its `kennung` is unique in its part."""

    kennung: str
    worte: str
    quelle: str = ""
    """As its author wrote it, with emphasis and links; empty where it was put together."""
    wert: str = ""
    """What stands behind the label of a line: "Horizont: kurzfristig" says "kurzfristig"."""

    @property
    def wortlaut(self) -> str:
        """The words that a proposal would change, without the label before them."""
        return self.quelle or self.wert or self.worte


@dataclass(frozen=True)
class Teil:
    """One part of a document: a Leitsatz, a Strategie, a measure. Its `kennung` is unique in the document."""

    kennung: str
    titel: str
    absaetze: tuple[Absatz, ...]


def teil(kennung: str, titel: str, *absaetze: Iterator[Absatz]) -> Teil:
    return Teil(kennung, titel, tuple(one for some in absaetze for one in some))


def lines(daten: Mapping[str, Any], labels: Mapping[str, str]) -> Iterator[Absatz]:
    """Yield what stands in these keys, one paragraph each: "Horizont: kurzfristig"; without a label as it stands."""
    for key, label in labels.items():
        value = daten.get(key)
        worte = ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")
        if worte:
            yield Absatz(key, f"{label}: {worte}" if label else worte, wert=worte)


def listed(kennung: str, worte: Sequence[str]) -> Iterator[Absatz]:
    """Yield a paragraph for each; they are named by their place."""
    yield from (Absatz(f"{kennung}-{place}", one) for place, one in enumerate(worte, 1))


def written(daten: Mapping[str, Any], *felder: str) -> Iterator[Absatz]:
    """Yield the paragraphs of texts by the names that they were frozen with."""
    for feld in felder:
        markdown = daten.get(feld) or ""
        known = daten.get("absaetze", {}).get(feld)
        for kennung, block in zip(names(markdown, known, f"{feld}-"), text.blocks(markdown), strict=True):
            yield Absatz(kennung, text.in_lines(block), block)
