from collections.abc import Iterator
from datetime import datetime

from django.contrib.sessions.models import Session

from bildungskommune.accounts.models import Zutritt
from bildungskommune.aufbewahrung import Vergessen, fristen


@fristen.register
def zutritte(now: datetime) -> Iterator[Vergessen]:
    deleted, _ = Zutritt.objects.over(now).delete()
    yield Vergessen("Zutritte", deleted)


@fristen.register
def sessions(now: datetime) -> Iterator[Vergessen]:
    """Sessions that ended without anybody logging out."""
    deleted, _ = Session.objects.filter(expire_date__lt=now).delete()
    yield Vergessen("Sitzungen", deleted)
