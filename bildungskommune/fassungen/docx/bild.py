"""A photo in the document: its file, and the paragraph that shows it with its text alternative."""

import base64
import binascii
import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from bildungskommune.fassungen.docx.absatz import attribut

EMU_JE_MM = 36_000
BREITE, HOEHE = 122, 110
"""Millimetres that a photo takes at most."""
_QUELLE = re.compile(r"data:image/(jpeg|png);base64,(.+)", re.DOTALL)
_ZEICHNUNG = "http://schemas.openxmlformats.org/drawingml/2006"


@dataclass(frozen=True)
class Bild:
    nummer: int
    art: str
    inhalt: bytes
    xml: str
    """The paragraph."""

    @property
    def name(self) -> str:
        return f"media/bild{self.nummer}.{self.art}"


def picture(element: Element, nummer: int) -> Bild | None:
    """Return the photo of an `img` that carries it and says its size; None for every other picture."""
    found = _QUELLE.fullmatch(element.get("src", ""))
    wide, high = element.get("width", ""), element.get("height", "")
    if found is None or not (wide.isdecimal() and high.isdecimal() and int(wide) and int(high)):
        return None
    try:
        inhalt = base64.b64decode(found[2], validate=True)
    except binascii.Error:
        return None
    scale = min(BREITE / int(wide), HOEHE / int(high)) * EMU_JE_MM
    size = f'cx="{round(int(wide) * scale)}" cy="{round(int(high) * scale)}"'
    return Bild(nummer, found[1], inhalt, _paragraph(nummer, size, element.get("alt", "")))


def _paragraph(nummer: int, size: str, alt: str) -> str:
    named = f'id="{nummer}" name="Foto {nummer}" descr={attribut(alt)}'
    return (
        "<w:p><w:pPr><w:keepNext/></w:pPr><w:r><w:drawing>"
        f'<wp:inline xmlns:wp="{_ZEICHNUNG}/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0">'
        f"<wp:extent {size}/><wp:docPr {named}/>"
        f'<a:graphic xmlns:a="{_ZEICHNUNG}/main"><a:graphicData uri="{_ZEICHNUNG}/picture">'
        f'<pic:pic xmlns:pic="{_ZEICHNUNG}/picture"><pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="bild{nummer}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r></w:p>"
    )
