"""How like two texts are, by the pieces of three to five characters they share.

No dictionary and no package: compounds and endings of German words are found by their pieces. Pieces that nearly every
text has say little and weigh little (TF-IDF), and the length of a text does not count (cosine).
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol, TypeAlias

KURZ, LANG = 3, 5
ZEICHEN = 600
"""So much of a text is compared."""
Vektor: TypeAlias = dict[str, float]


class Vergleich(Protocol):
    """What finds texts that are like one another; another way to do it, a model perhaps, says the same."""

    def nearest(self, text: str, hoechstens: int, ohne: Iterable[int] = ()) -> Sequence[tuple[int, float]]:
        """Return the keys of the texts most like this one with how like they are (0 to 1), the most alike first."""


class Zeichenfolgen:
    """Compare with a stock of texts, each under a key."""

    def __init__(self, texte: Mapping[int, Iterable[str]]) -> None:
        """`texte` may hold several texts under one key, like the cards of a Thema: they count together."""
        counted = {key: sum((pieces(text) for text in parts), Counter[str]()) for key, parts in texte.items()}
        often = Counter(piece for pieces_ in counted.values() for piece in pieces_)
        self._weights = {piece: math.log(1 + len(counted) / count) for piece, count in often.items()}
        self._found: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for key, pieces_ in counted.items():
            for piece, weight in self._vector(pieces_).items():
                self._found[piece].append((key, weight))

    def nearest(self, text: str, hoechstens: int, ohne: Iterable[int] = ()) -> Sequence[tuple[int, float]]:
        """Return the keys of the texts most like this one with their cosine, the most alike first."""
        left_out, scores = set(ohne), defaultdict[int, float](float)
        for piece, weight in self._vector(pieces(text)).items():
            for key, other in self._found.get(piece, ()):
                scores[key] += weight * other
        ranked = sorted(((score, -key) for key, score in scores.items() if key not in left_out), reverse=True)
        return [(-key, score) for score, key in ranked[:hoechstens]]

    def _vector(self, counted: Counter[str]) -> Vektor:
        weighed = {
            piece: (1 + math.log(count)) * self._weights[piece]
            for piece, count in counted.items()
            if piece in self._weights
        }
        length = math.sqrt(sum(weight * weight for weight in weighed.values()))
        return {piece: weight / length for piece, weight in weighed.items()} if length else {}


def pieces(text: str) -> Counter[str]:
    """Return the pieces of all words, each word with a blank before and behind it."""
    words = re.findall(r"\w+", text[:ZEICHEN].lower())
    padded = [f" {word} " for word in words]
    return Counter(
        word[start : start + size]
        for word in padded
        for size in range(KURZ, LANG + 1)
        for start in range(len(word) - size + 1)
    )
