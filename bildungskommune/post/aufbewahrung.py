from collections.abc import Iterator
from datetime import datetime

from bildungskommune.aufbewahrung import Vergessen, fristen
from bildungskommune.post import versand


@fristen.register
def mails(now: datetime) -> Iterator[Vergessen]:
    yield Vergessen("E-Mails", versand.forget(now=now))
