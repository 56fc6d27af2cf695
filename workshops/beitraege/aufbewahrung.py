"""What is left of a contribution when its time is over: all but who wrote it."""

from django.db.models import F, QuerySet

from workshops.beitraege import fotos
from workshops.models import Beitrag


def anonymise_authors(rows: QuerySet[Beitrag]) -> int:
    """Take the names and addresses of the authors; their texts stay. Returns how many."""
    return rows.update(autor_name="", autor_email="", namentlich=False, version=F("version") + 1)


def forget_authors(rows: QuerySet[Beitrag]) -> int:
    """Take the photos of what they wrote by hand, too. Returns how many contributions lost their author."""
    for beitrag in rows.exclude(foto=""):
        fotos.remove(beitrag, by=None)
    return anonymise_authors(rows)
