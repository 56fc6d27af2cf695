"""Marks of the funding for tests: drawn here, no real emblem is altered."""

from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from bildungskommune.foerderung import zeichen
from bildungskommune.foerderung.datei import look_at
from bildungskommune.foerderung.models import Foerderzeichen
from bildungskommune.seiten.models import Kommune

HINWEIS = "Dieses Vorhaben wird aus Mitteln des Europäischen Sozialfonds Plus (ESF Plus) gefördert."
WORTE = "Kofinanziert von der Europäischen Union"


def picture(form: str = "PNG", size: tuple[int, int] = (640, 140), mode: str = "RGB", **saved: Any) -> bytes:
    """Return a drawn mark: a blue field and a bar beside it."""
    image = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, min(size[1] * 3 // 2, size[0] - 1), size[1] - 1), fill="#003399")
    pen.rectangle((size[0] // 3, size[1] // 3, size[0] - 10, size[1] * 2 // 3), fill="#ffcc00")
    written = BytesIO()
    image.convert(mode).save(written, form, **saved)
    return written.getvalue()


def make_zeichen(content: bytes | None = None, **values: Any) -> Foerderzeichen:
    """Store a mark, the emblem of the Union if nothing else is said."""
    given = {"titel": "Emblem", "alternativtext": WORTE, "art": Foerderzeichen.Art.FOERDERGEBER} | values
    one = Foerderzeichen(bild=look_at(ContentFile(content or picture())), **given)
    zeichen.add(one, by=None)
    return one


def make_hinweis(text: str = HINWEIS, **values: Any) -> None:
    Kommune.objects.update_or_create(pk=1, defaults={"foerderhinweis": text, **values})
