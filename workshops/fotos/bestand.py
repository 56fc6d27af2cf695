"""The photos of a workshop: added, changed, taken away for good; and what of their files is named by a Fassung."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from functools import partial

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from PIL import Image

from bildungskommune.ablage import delete_after_commit
from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.audit.log import By, record
from bildungskommune.fassungen import auftraege, kette, lesen, namen
from bildungskommune.fassungen.models import Fassung, FassungQuerySet
from bildungskommune.werkbank import aendern
from bildungskommune.werkbank.models import Geloescht
from workshops.models import Fotobild, Workshop, Workshopfoto

DEFINITION = "dokumentation"
HOECHSTENS = 12
"""So many photos a workshop may have: all of them stand in its documentation, in print, too."""


BILDER_FRIST = timedelta(days=30)
"""So long the file of a photo stays that nothing names any more."""


class ZuViele(Exception):
    """The workshop has as many photos as fit."""

    def __init__(self) -> None:
        super().__init__(f"Ein Workshop hat höchstens {HOECHSTENS} Fotos. Bitte löschen Sie zuerst eines davon.")


class SchonEntfernt(Exception):
    """This very picture was taken away for good."""

    def __init__(self) -> None:
        super().__init__(
            "Dieses Foto wurde schon einmal für immer entfernt, weil eine Einwilligung fehlte. Bitte wählen Sie ein "
            "anderes."
        )


def of_workshop(workshop: Workshop) -> list[Workshopfoto]:
    """Return the photos of a workshop in their order."""
    return list(workshop.fotos.select_related("bild", "gruppe").order_by("position", "pk")[:HOECHSTENS])


def is_full(workshop: Workshop) -> bool:
    return workshop.fotos.count() >= HOECHSTENS


def add(foto: Workshopfoto, content: ContentFile, *, by: By) -> None:
    """Store a new photo as the last of its workshop. Raises ZuViele, SchonEntfernt."""
    with transaction.atomic():
        Workshop.objects.locked(foto.workshop_id)
        if is_full(foto.workshop):
            raise ZuViele
        foto.bild = keep(content)
        aendern.create(foto, by=by, under=foto.workshop, row=foto.workshop.fotos.all())


@transaction.atomic
def keep(content: ContentFile) -> Fotobild:
    """Return the picture of these bytes, stored once however often it is uploaded. Raises SchonEntfernt."""
    content.seek(0)
    data = content.read()
    digest = hashlib.sha256(data).hexdigest()
    if known := Fotobild.objects.select_for_update().filter(sha256=digest).first():
        if known.entfernt_am:
            raise SchonEntfernt
        return known
    content.seek(0)
    with Image.open(content) as picture:
        bild = Fotobild(sha256=digest, breite=picture.width, hoehe=picture.height)
    bild.datei.save("foto.jpg", ContentFile(data), save=True)
    return bild


def change(
    foto: Workshopfoto,
    fields: Iterable[str],
    *,
    version: int | None = None,
    by: Nutzer,
    content: ContentFile | None = None,
) -> None:
    """Write what was edited; with `content` the photo shows another picture. Raises Outdated, SchonEntfernt."""
    named = [name for name in fields if name != "foto"]
    with transaction.atomic():
        if content is not None:
            foto.bild = keep(content)
            named.append("bild")
        aendern.change(foto, named, version=version, by=by)


def documentations(bild: Fotobild) -> FassungQuerySet:
    """Return the Fassungen, public or not, that name this picture."""
    found = lesen.naming(Fassung.objects.of(DEFINITION), "fotos", bild=bild.sha256)
    return found.without_snapshot().order_by("pk")


def take_away(bild: Fotobild, *, by: By, grund: str, now: datetime | None = None) -> int:
    """Take a picture away for good, here, in the waste paper and in every Fassung; returns how many Fassungen.

    The frozen text stays and names it: page and print say since when it is gone. Files that were printed with it are
    deleted on commit and set anew. `grund` stands in the trail, so it must not say who it is.
    """
    now = now or timezone.now()
    with transaction.atomic():
        # Nobody freezes it meanwhile.
        kette.lock()
        fassungen = list(documentations(bild))
        for fassung in fassungen:
            auftraege.start_anew(fassung)
        name = bild.datei.name
        Fotobild.objects.filter(pk=bild.pk).update(datei="", entfernt_am=now)
        for foto in bild.fotos.select_related("workshop"):
            record(by, "workshopfoto.entfernt", foto.workshop, now=now, grund=grund)
        bild.fotos.all().delete()
        _in_the_waste_paper().filter(pk__in=[row for row, kept in _kept() if kept == bild.pk]).delete()
        for fassung in fassungen:
            record(by, "fassung.foto_entfernt", fassung, now=now, grund=grund)
        if name:
            delete_after_commit(name)
        transaction.on_commit(partial(namen.aufraeumen, [fassung.pk for fassung in fassungen]))
    return len(fassungen)


def taken_out() -> Mapping[int, datetime]:
    """Return the Fassungen from which a picture was taken away, with when the last one was."""
    last: dict[int, datetime] = {}
    for bild in Fotobild.objects.exclude(entfernt_am=None).order_by("entfernt_am"):
        assert bild.entfernt_am is not None
        last |= dict.fromkeys(documentations(bild).values_list("pk", flat=True), bild.entfernt_am)
    return last


def _in_the_waste_paper() -> QuerySet[Geloescht]:
    return Geloescht.objects.filter(objekt_art=Workshopfoto._meta.label_lower)


def _kept() -> list[tuple[int, int]]:
    """Return of each photo in the waste paper its row there and the picture it shows."""
    return [
        (row.pk, part["fields"]["bild"])
        for row in _in_the_waste_paper()
        for part in row.zeilen
        if part["model"] == Workshopfoto._meta.label_lower
    ]


def unused() -> QuerySet[Fotobild]:
    """Return the pictures that neither a photo nor the waste paper nor a Fassung names, with when they came."""
    frozen = {foto["bild"] for foto in lesen.all_entries(Fassung.objects.of(DEFINITION), "fotos")}
    loose = Fotobild.objects.filter(fotos=None, entfernt_am=None).exclude(pk__in=[pk for _, pk in _kept()])
    return loose.exclude(sha256__in=frozen).annotate(ab=F("created"))
