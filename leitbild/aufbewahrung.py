from collections.abc import Iterator

from bildungskommune.aufbewahrung import Sache, fristen
from leitbild.models import Abschnitt


@fristen.register
def voices() -> Iterator[Sache]:
    yield Sache(Abschnitt, ("stimme_von",), "nennt, wer im beschlossenen Text spricht")
