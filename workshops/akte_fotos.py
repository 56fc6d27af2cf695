"""The photos of contributions and of workshops in the Verfahrensakte."""

import hashlib
from collections import Counter
from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db.models.fields.files import FieldFile

from bildungskommune.akte.paket import Foto, Fotoart, FotoRefused, Gelesen, fotoarten
from bildungskommune.werkbank import aendern
from workshops.beitraege import fotos
from workshops.fotos import bestand
from workshops.models import Arbeitsgruppe, Beitrag, Fotobild, Reihe, Workshop, Workshopfoto

FELDER = ("workshop", "gruppe", "nachweis", "unterschrift", "einwilligung")
"""What the list says of a photo of a workshop: the Akte has no record of it, for it is nothing without its file."""
JA = "ja"


@fotoarten.register
def contributions() -> Iterator[Fotoart]:
    yield Fotoart(
        oben="reihen",
        alle=_cards,
        finden=_card,
        ganz_oben=_series,
        vorhanden=lambda beitrag, _: _photo(beitrag),
        ablegen=_put_on_card,
    )
    yield Fotoart(
        oben="reihen", alle=_walls, finden=_workshop, ganz_oben=_series, vorhanden=_of_workshop, ablegen=_put_on_wall
    )


def _cards() -> Iterator[Foto]:
    for beitrag in Beitrag.objects.exclude(foto="").order_by("code").iterator():
        if foto := _photo(beitrag):
            yield foto


def _photo(beitrag: Beitrag) -> Foto | None:
    return Foto(beitrag.code, beitrag.foto_beschreibung, lambda: _content(beitrag.foto)) if beitrag.foto else None


def _content(file: FieldFile) -> bytes:
    with file.open("rb") as opened:
        content: bytes = opened.read()
    return content


def _card(foto: Gelesen) -> Beitrag | None:
    if foto.angaben:
        return None
    return Beitrag.objects.select_related("reihe").filter(code=foto.kennung).first()


def _series(row: Beitrag | Workshop) -> Reihe:
    return row.reihe


def _put_on_card(beitrag: Beitrag, content: ContentFile, foto: Gelesen) -> None:
    fotos.put(beitrag, content, beschreibung=foto.beschreibung, by=None)


def _walls() -> Iterator[Foto]:
    for workshop in Workshop.objects.exclude(fotos=None).order_by("slug").distinct():
        for kennung, row in _named(workshop).items():
            yield _shown(kennung, row)


def _named(workshop: Workshop) -> dict[str, Workshopfoto]:
    """Return the photos of a workshop in their order, each by a name that follows from its content."""
    rows = Workshopfoto.objects.filter(workshop=workshop).select_related("workshop", "bild", "gruppe")
    times: Counter[str] = Counter()
    named = {}
    for row in rows.order_by("position", "pk"):
        times[row.bild.sha256] += 1
        words = f"{workshop.slug}\n{row.bild.sha256}\n{times[row.bild.sha256]}"
        named[f"werkstatt-{hashlib.sha256(words.encode()).hexdigest()[:40]}"] = row
    return named


def _shown(kennung: str, row: Workshopfoto) -> Foto:
    gruppe = row.gruppe.kennung if row.gruppe else ""
    angaben = (row.workshop.slug, gruppe, row.nachweis, row.unterschrift, JA)
    return Foto(kennung, row.beschreibung, lambda: _content(row.bild.datei), dict(zip(FELDER, angaben, strict=True)))


def _workshop(foto: Gelesen) -> Workshop | None:
    """Return the workshop that the list names; raises FotoRefused for what no photo of a workshop may be."""
    if not foto.angaben:
        return None
    if set(foto.angaben) != set(FELDER):
        raise FotoRefused(f"Als angaben werden {', '.join(FELDER[:-1])} und {FELDER[-1]} erwartet.")
    workshop = Workshop.objects.select_related("reihe").filter(slug=foto.angaben["workshop"]).first()
    if workshop is None:
        raise FotoRefused(f"Den Workshop „{foto.angaben['workshop'][:80]}“ gibt es nicht.")
    _written(workshop, foto)
    digest = hashlib.sha256(foto.inhalt).hexdigest()
    if Fotobild.objects.filter(sha256=digest).exclude(entfernt_am=None).exists():
        raise FotoRefused(str(bestand.SchonEntfernt()))
    if foto.kennung not in _named(workshop) and bestand.is_full(workshop):
        raise FotoRefused(str(bestand.ZuViele()))
    return workshop


def _written(workshop: Workshop, foto: Gelesen, row: Workshopfoto | None = None) -> Workshopfoto:
    """Return the photo with what the list says of it, not yet stored. Raises FotoRefused."""
    row = row or Workshopfoto(workshop=workshop, bild_id=0)
    row.beschreibung, row.gruppe = foto.beschreibung, _group(workshop, foto.angaben["gruppe"])
    row.nachweis, row.unterschrift = foto.angaben["nachweis"], foto.angaben["unterschrift"]
    row.einwilligung = foto.angaben["einwilligung"] == JA
    try:
        row.clean_fields(exclude=("bild", "workshop"))
        row.validate_constraints(exclude=("bild", "workshop"))
    except ValidationError as error:
        raise FotoRefused(" ".join(error.messages)) from error
    return row


def _group(workshop: Workshop, kennung: str) -> Arbeitsgruppe | None:
    if not kennung:
        return None
    if (gruppe := workshop.gruppen.filter(kennung=kennung).first()) is None:
        raise FotoRefused(f"Die Arbeitsgruppe „{kennung[:80]}“ gibt es in diesem Workshop nicht.")
    return gruppe


def _of_workshop(workshop: Workshop, foto: Gelesen) -> Foto | None:
    row = _named(workshop).get(foto.kennung)
    return _shown(foto.kennung, row) if row else None


def _put_on_wall(workshop: Workshop, content: ContentFile, foto: Gelesen) -> None:
    """Add the photo as the last of its workshop, or write what the list says of one that is there."""
    there = _named(workshop).get(foto.kennung)
    row = _written(workshop, foto, there)
    if there is not None:
        aendern.change(row, ("beschreibung", "nachweis", "unterschrift", "gruppe"), by=None)
        return
    try:
        bestand.add(row, content, by=None)
    except (bestand.ZuViele, bestand.SchonEntfernt) as refusal:
        raise FotoRefused(str(refusal)) from refusal
