"""The photos of contributions in the Verfahrensakte."""

from collections.abc import Iterator

from django.core.files.base import ContentFile

from bildungskommune.akte.paket import Foto, Fotoart, fotoarten
from workshops.beitraege import fotos
from workshops.models import Beitrag, Reihe


@fotoarten.register
def contributions() -> Iterator[Fotoart]:
    yield Fotoart(oben="reihen", alle=_all, finden=_find, ganz_oben=_series, vorhanden=_photo, ablegen=_put)


def _all() -> Iterator[Foto]:
    for beitrag in Beitrag.objects.exclude(foto="").order_by("code").iterator():
        if foto := _photo(beitrag):
            yield foto


def _photo(beitrag: Beitrag) -> Foto | None:
    return Foto(beitrag.code, beitrag.foto_beschreibung, lambda: _content(beitrag)) if beitrag.foto else None


def _content(beitrag: Beitrag) -> bytes:
    with beitrag.foto.open("rb") as file:
        content: bytes = file.read()
    return content


def _find(kennung: str) -> Beitrag | None:
    return Beitrag.objects.select_related("reihe").filter(code=kennung).first()


def _series(beitrag: Beitrag) -> Reihe:
    return beitrag.reihe


def _put(beitrag: Beitrag, foto: ContentFile, beschreibung: str) -> None:
    fotos.put(beitrag, foto, beschreibung=beschreibung, by=None)
