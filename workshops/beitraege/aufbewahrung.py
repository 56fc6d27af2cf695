"""What is left of a contribution when its time is over: all but who wrote it."""

from django.db import transaction
from django.db.models import F, QuerySet

from bildungskommune.fassungen.namen import alle_namen_entfernen
from workshops.beitraege import fotos
from workshops.models import Beitrag


def anonymise_authors(rows: QuerySet[Beitrag]) -> int:
    """Take the names and addresses of the authors, in frozen texts too; their words stay. Returns how many."""
    with transaction.atomic():
        alle_namen_entfernen(rows.only("code"), by=None, grund="Angaben zur Person gelöscht")
        return rows.update(autor_name="", autor_email="", namentlich=False, version=F("version") + 1)


def forget_authors(rows: QuerySet[Beitrag]) -> int:
    """Take the photos of what they wrote by hand, too. Returns how many contributions lost their author."""
    for beitrag in rows.exclude(foto=""):
        fotos.remove(beitrag, by=None)
    return anonymise_authors(rows)
