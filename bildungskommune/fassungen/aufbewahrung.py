from collections.abc import Iterator

from bildungskommune.aufbewahrung import Sache, fristen
from bildungskommune.fassungen.namensstelle import Namensstelle


@fristen.register
def named() -> Iterator[Sache]:
    yield Sache(Namensstelle, ("name",), "steht in einer Fassung und geht mit seiner Quelle oder auf Wunsch")
