"""Lists of Fassungen as rows for a table, without their heavy snapshots."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from bildungskommune.fassungen.darstellung import art, auftrag_of, file_name, size, stage_name
from bildungskommune.fassungen.models import Druckauftrag, Fassung, FassungQuerySet
from bildungskommune.fassungen.registry import UnknownDefinition, definition


@dataclass(frozen=True)
class Zeile:
    fassung: Fassung
    stufe: str
    art: str
    url: str
    pdf: str
    umfang: str
    """Pages and size: "12 Seiten, 480 KB"."""
    ersatz: str
    """The permanent link of the Fassung that took its place."""


def publications(stufe: str = "") -> FassungQuerySet:
    """Return what is public, valid ones and replaced ones, newest first."""
    found = Fassung.objects.public().order_by("-veroeffentlicht_am", "-pk")
    return _light(found.of(stufe) if stufe else found)


def on_the_desk(stufe: str = "", stand: str = "") -> FassungQuerySet:
    found = Fassung.objects.all()
    found = found.of(stufe) if stufe else found
    return _light(found.filter(status=stand) if stand else found)


def _light(found: FassungQuerySet) -> FassungQuerySet:
    return found.select_related("auftrag", "abgeloest_durch").defer("snapshot", "abgeloest_durch__snapshot")


def rows(fassungen: Iterable[Fassung]) -> list[Zeile]:
    return [_row(fassung) for fassung in fassungen]


def _row(fassung: Fassung) -> Zeile:
    auftrag = auftrag_of(fassung)
    ready = auftrag is not None and auftrag.status == Druckauftrag.Status.FERTIG
    return Zeile(
        fassung,
        stage_name(fassung),
        art(fassung),
        link(fassung),
        pdf_link(fassung) if ready else "",
        f"{auftrag.seiten} Seiten, {size(auftrag)}" if auftrag is not None and ready else "",
        link(fassung.abgeloest_durch) if fassung.abgeloest_durch else "",
    )


def link(fassung: Fassung) -> str:
    """Return the permanent page, empty when its stage is not installed any more."""
    try:
        return definition(fassung.definition).url(fassung)
    except UnknownDefinition:
        return ""


def pdf_link(fassung: Fassung) -> str:
    return reverse("fassung-pdf", args=(fassung.pk, file_name(fassung)))
