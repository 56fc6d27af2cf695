from collections.abc import Iterator
from datetime import datetime

from bildungskommune.accounts.models import Zutritt
from bildungskommune.aufbewahrung import Vergessen, fristen


@fristen.register
def zutritte(now: datetime) -> Iterator[Vergessen]:
    deleted, _ = Zutritt.objects.over(now).delete()
    yield Vergessen("Zutritte", deleted)
