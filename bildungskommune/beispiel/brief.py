"""A letter as the scanner of an office sees it. It is drawn: nobody has written it."""

import textwrap
from collections.abc import Sequence
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

BLATT = (1240, 1754)
PAPIER, TINTE, BLASS = (250, 248, 240), (38, 52, 110), (150, 150, 150)
ZEILE = 62
RAND = 150


def scan(absaetze: Sequence[str]) -> bytes:
    """Return a JPEG of a sheet with these paragraphs, a little askew."""
    sheet = Image.new("RGB", BLATT, PAPIER)
    draw = ImageDraw.Draw(sheet)
    draw.text((RAND, 70), "Beispiel: gezeichneter Brief", fill=BLASS, font=ImageFont.load_default(24))
    font = ImageFont.load_default(34)
    top = 220
    for absatz in absaetze:
        for line in textwrap.wrap(absatz, 52):
            draw.text((RAND, top), line, fill=TINTE, font=font)
            draw.line((RAND, top + 48, BLATT[0] - RAND, top + 48), fill=(226, 224, 214), width=2)
            top += ZEILE
        top += ZEILE
    written = BytesIO()
    sheet.rotate(0.8, fillcolor=(232, 230, 224), resample=Image.Resampling.BICUBIC).save(written, "JPEG", quality=80)
    return written.getvalue()
