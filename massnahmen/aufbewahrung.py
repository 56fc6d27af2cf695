from collections.abc import Iterator

from bildungskommune.aufbewahrung import Sache, fristen
from massnahmen.models import Handlungsschritt


@fristen.register
def steps() -> Iterator[Sache]:
    yield Sache(Handlungsschritt, ("zustaendig",), "nennt Stellen und Einrichtungen")
