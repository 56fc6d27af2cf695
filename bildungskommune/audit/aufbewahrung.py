from collections.abc import Iterator

from bildungskommune.audit.models import Eintrag
from bildungskommune.aufbewahrung import Sache, fristen


@fristen.register
def trail() -> Iterator[Sache]:
    yield Sache(Eintrag, ("objekt_name",), "nennt Dinge, von Menschen nur die Nummer")
