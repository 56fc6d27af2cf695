from collections.abc import Iterator
from datetime import datetime

from bildungskommune.aufbewahrung import Vergessen, fristen
from workshops.anmeldung.aufbewahrung import forget_support_needs


@fristen.register
def support_needs(now: datetime) -> Iterator[Vergessen]:
    yield Vergessen("Angaben zur Unterstützung", forget_support_needs(now=now))
