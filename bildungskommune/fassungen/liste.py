"""Lists of Fassungen as rows for a table, without their heavy snapshots."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from bildungskommune.fassungen.auftraege import WEITERE
from bildungskommune.fassungen.darstellung import art, auftrag_of, size, stage_name
from bildungskommune.fassungen.models import Druckauftrag, Fassung, FassungQuerySet, Hauptdokument, Status
from bildungskommune.fassungen.registry import UnknownDefinition, definition

FORMEN = {"gross": "PDF in Großdruck", "epub": "E-Book (EPUB)", "docx": "Word (DOCX)"}


@dataclass(frozen=True)
class Weitere:
    """A file of a Fassung beside its PDF."""

    url: str
    wort: str
    umfang: str


@dataclass(frozen=True)
class FassungZeile:
    fassung: Fassung
    stufe: str
    art: str
    url: str
    pdf: str
    umfang: str
    """Pages and size: "12 Seiten, 480 KB"."""
    weitere: Sequence[Weitere]
    ersatz: str
    """The permanent link of the Fassung that took its place."""


def publications(stufe: str = "", am: date | None = None) -> FassungQuerySet:
    """Return what is public, valid ones and replaced ones, newest first; with a day only what held on it."""
    found = Fassung.objects.public().order_by("-veroeffentlicht_am", "-pk")
    found = found if am is None else found.held_on(am)
    return _light(found.of(stufe) if stufe else found)


def on_the_desk() -> FassungQuerySet:
    """Return all Fassungen, newest first, without their heavy snapshots."""
    return _light(Fassung.objects.all())


def editions(key: str, objekt_pk: int) -> FassungQuerySet:
    """Return the Fassungen of one document, newest first, without their heavy snapshots."""
    return on_the_desk().of(key, objekt_pk)


def newest_states(key: str, pks: Sequence[int]) -> dict[int, Fassung]:
    """Return for each document the Fassung that holds, else its newest."""
    found: dict[int, Fassung] = {}
    for fassung in on_the_desk().of(key).filter(objekt_id__in=pks).order_by("eingefroren_am", "pk"):
        known = found.get(fassung.objekt_id)
        if known is None or known.status != Status.VEROEFFENTLICHT or fassung.status == Status.VEROEFFENTLICHT:
            found[fassung.objekt_id] = fassung
    return found


def _light(found: FassungQuerySet) -> FassungQuerySet:
    return found.select_related("auftrag", "abgeloest_durch").defer("snapshot", "abgeloest_durch__snapshot")


def rows(fassungen: Iterable[Fassung]) -> list[FassungZeile]:
    shown = list(fassungen)
    followers = [fassung.abgeloest_durch for fassung in shown if fassung.abgeloest_durch]
    addresses = links([*shown, *followers])
    return [_row(fassung, addresses) for fassung in shown]


def _row(fassung: Fassung, addresses: Mapping[int, str]) -> FassungZeile:
    auftrag = auftrag_of(fassung)
    ready = auftrag is not None and auftrag.status == Druckauftrag.Status.FERTIG
    return FassungZeile(
        fassung,
        stage_name(fassung),
        art(fassung),
        addresses[fassung.pk],
        pdf_link(fassung) if ready else "",
        f"{auftrag.seiten} Seiten, {size(auftrag.groesse)}" if auftrag is not None and ready else "",
        further(fassung),
        addresses[fassung.abgeloest_durch.pk] if fassung.abgeloest_durch else "",
    )


def is_of_the_portal(fassung: Fassung) -> bool:
    """Whether the portal shows the document of this Fassung first of its stage."""
    chosen = Hauptdokument.objects.filter(definition=fassung.definition, objekt_id=fassung.objekt_id)
    return chosen.exists()


def link(fassung: Fassung) -> str:
    """Return the permanent page, empty when its stage is not installed any more."""
    return links([fassung])[fassung.pk]


def place_link(fassung: Fassung, anker: str) -> str:
    """Return where a place of a Fassung is read; of a long one, the page on which it stands."""
    try:
        page = definition(fassung.definition).seite_zu(anker)
    except UnknownDefinition:
        page = ""
    return f"{link(fassung)}{page}#{anker}"


def links(fassungen: Iterable[Fassung]) -> dict[int, str]:
    """Return the permanent page of each Fassung by its key."""
    found: dict[int, str] = {}
    for key, of_one in _by_definition(fassungen).items():
        try:
            url = definition(key).url
            found |= {fassung.pk: url(fassung) for fassung in of_one}
        except UnknownDefinition:
            found |= {fassung.pk: "" for fassung in of_one}
    return found


def _by_definition(fassungen: Iterable[Fassung]) -> dict[str, list[Fassung]]:
    groups: dict[str, list[Fassung]] = {}
    for fassung in fassungen:
        groups.setdefault(fassung.definition, []).append(fassung)
    return groups


def pdf_link(fassung: Fassung) -> str:
    """Return the permanent address of the PDF, beside the name of document and line."""
    return _file_link("fassung-pdf", fassung)


def further(fassung: Fassung) -> list[Weitere]:
    """Return in which other forms a Fassung can be loaded; nothing before its files are made."""
    auftrag = auftrag_of(fassung)
    if auftrag is None or auftrag.status != Druckauftrag.Status.FERTIG:
        return []
    return [
        Weitere(_file_link(f"fassung-{form}", fassung), FORMEN[form], size(getattr(auftrag, f"{form}_groesse")))
        for form in WEITERE
        if getattr(auftrag, form)
    ]


def _file_link(name: str, fassung: Fassung) -> str:
    return line_link(name, fassung, nummer=fassung.nummer)


def line_link(name: str, fassung: Fassung, **kwargs: object) -> str:
    """Return an address below the line of a Fassung: stage, document, and kind and language where they are others."""
    line = {"linie": fassung.linie} if fassung.linie else {}
    return reverse(name, kwargs={"key": fassung.definition, "dokument": fassung.dokument, **line, **kwargs})


def page_link(name: str, fassung: Fassung, **weiter: str) -> str:
    """Return the address of a Fassung, or of a page below it, under the pattern `name` of its stage."""
    kwargs = {"kennung": fassung.dokument, "nummer": fassung.nummer, **weiter}
    return reverse(name, kwargs=kwargs | ({"linie": fassung.linie} if fassung.linie else {}))
