"""Photos in a frozen documentation: named by their checksum, shown as long as they may be."""

import base64
from typing import Any

from django.utils import timezone

from bildungskommune.fassungen.nennung import Name
from bildungskommune.fassungen.registry import Snapshot
from workshops.fotos import bestand
from workshops.models import Fotobild, Workshop

FEHLT = "Dieses Foto liegt in diesem Portal nicht vor"
Data = dict[str, Any]


class FotoMissing(LookupError):
    """A file that was frozen is not in the store."""


def named(workshop: Workshop) -> list[Data]:
    """Return what is frozen of the photos of a workshop."""
    return [
        {
            "bild": foto.bild.sha256,
            "breite": foto.bild.breite,
            "hoehe": foto.bild.hoehe,
            "gruppe": str(foto.gruppe or ""),
            "alt": foto.beschreibung,
            "unterschrift": foto.unterschrift,
            "nachweis": Name(foto.nachweis, f"Foto {nummer}", foto),
        }
        for nummer, foto in enumerate(bestand.of_workshop(workshop), 1)
    ]


def laid_beside(snapshot: Snapshot) -> Snapshot:
    """Return the documentation with each photo at its group, and with the words for one that went since."""
    sums = [foto["bild"] for foto in snapshot["fotos"]]
    known = {bild.sha256: bild for bild in Fotobild.objects.filter(sha256__in=sums)} if sums else {}
    fotos = [{**foto, "entfernt": _gone(known.get(foto["bild"]))} for foto in snapshot["fotos"]]
    placed: dict[str, list[Data]] = {gruppe["titel"]: [] for gruppe in snapshot["gruppen"]}
    for foto in fotos:
        placed.get(foto["gruppe"], []).append(foto)
    gruppen = [{**gruppe, "fotos": placed[gruppe["titel"]]} for gruppe in snapshot["gruppen"]]
    weitere = [one for one in fotos if one["gruppe"] not in placed]
    return {**snapshot, "fotos": fotos, "gruppen": gruppen, "weitere_fotos": weitere}


def _gone(bild: Fotobild | None) -> str:
    """Return what stands in the place of a photo that is not there, empty while it is."""
    if bild is None:
        return FEHLT
    return f"Foto entfernt am {timezone.localdate(bild.entfernt_am):%d.%m.%Y}" if bild.entfernt_am else ""


def with_files(snapshot: Snapshot) -> Snapshot:
    """Return the documentation for a print, which carries its photos in itself. Raises FotoMissing."""
    sums = [foto["bild"] for foto in snapshot["fotos"] if not foto["entfernt"]]
    files = {bild.sha256: _address(bild) for bild in Fotobild.objects.filter(sha256__in=sums)} if sums else {}

    def carrying(fotos: list[Data]) -> list[Data]:
        return [{**foto, "quelle": files.get(foto["bild"], "")} for foto in fotos]

    gruppen = [{**gruppe, "fotos": carrying(gruppe["fotos"])} for gruppe in snapshot["gruppen"]]
    return {**snapshot, "gruppen": gruppen, "weitere_fotos": carrying(snapshot["weitere_fotos"])}


def _address(bild: Fotobild) -> str:
    try:
        with bild.datei.open("rb") as file:
            return f"data:image/jpeg;base64,{base64.b64encode(file.read()).decode()}"
    except FileNotFoundError as missing:
        raise FotoMissing(bild.sha256) from missing
