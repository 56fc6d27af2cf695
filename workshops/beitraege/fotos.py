"""Photos of contributions: put, replaced, removed. A file that no row names any more goes once that is certain."""

from django.core.files.base import ContentFile
from django.db import transaction

from bildungskommune.ablage import delete_after_commit
from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.audit.log import record
from workshops.models import Beitrag


def put(beitrag: Beitrag, foto: ContentFile, *, beschreibung: str = "", by: Nutzer | None) -> None:
    """Give the contribution this photo; a former one is deleted after commit."""
    with transaction.atomic():
        former = _former(beitrag)
        beitrag.foto.save(foto.name or "", foto, save=False)
        beitrag.foto_beschreibung = beschreibung
        beitrag.save(update_fields=["foto", "foto_beschreibung"])
        record(by, "beitrag.foto", beitrag)
        if former:
            delete_after_commit(former)


def describe(beitrag: Beitrag, beschreibung: str, *, by: Nutzer) -> None:
    """Say what is to be seen on the photo that is there."""
    with transaction.atomic():
        beitrag.foto_beschreibung = beschreibung
        beitrag.save(update_fields=["foto_beschreibung"])
        record(by, "beitrag.foto_beschrieben", beitrag)


def remove(beitrag: Beitrag, *, by: Nutzer | None) -> None:
    """Take the photo and its description away; the file is deleted after commit."""
    with transaction.atomic():
        former = _former(beitrag)
        beitrag.foto, beitrag.foto_beschreibung = "", ""
        beitrag.save(update_fields=["foto", "foto_beschreibung"])
        record(by, "beitrag.foto_entfernt", beitrag)
        if former:
            delete_after_commit(former)


def _former(beitrag: Beitrag) -> str:
    """Lock the row and return the file it names: two people may replace the same photo at once."""
    return str(Beitrag.objects.select_for_update().values_list("foto", flat=True).get(pk=beitrag.pk))
