"""Look at an uploaded mark without changing a byte of it: the funder wants it as it was given out.

Only PNG and JPG are taken. Both are shown by browsers, mail programs, word processors, book readers and the print; a
drawing (SVG) is not, and it may carry scripts, fonts and addresses of other hosts that could only be taken out by
changing the file.
"""

import base64
import hashlib
import struct
import zlib
from io import BytesIO

from django.core.files.base import File
from PIL import Image, ImageFile

from bildungskommune.foerderung.models import Zeichenbild

BYTES = 100 * 1024
ZUSAMMEN = 240 * 1024
"""All marks that a page shows on one day weigh no more, in bytes."""
HOECHSTENS = 6
"""So many marks stand side by side at most."""
HOEHE = 120
"""Pixels: printed 15 mm high that is about 200 dots an inch."""
SEITE = 4000
BREITER, HOEHER = 7, 2
"""A mark is at most so many times wider than high, or higher than wide: all have the same height on a phone."""
MODES = {"1", "L", "LA", "P", "RGB", "RGBA"}
"""Without the four colours of a printing press, which screens show differently and PDF/A refuses."""
ENDS = {"PNG": b"IEND\xaeB`\x82", "JPEG": b"\xff\xd9"}
"""What follows the end of the picture is not part of it."""

DRAWING = (
    "SVG, PDF und EPS können wir nicht zeigen, denn E-Mail-Programme und Textprogramme zeigen sie nicht. Bitte nehmen "
    "Sie die PNG-Datei; die Förderstelle bietet sie neben den anderen Formaten an."
)
UNREADABLE = "Diese Datei ist kein vollständiges Bild als PNG oder JPG. Bitte laden Sie sie bei der Förderstelle neu."
HEAVY = (
    f"Die Datei ist größer als {BYTES // 1024} KB. Bitte nehmen Sie eine kleinere: etwa 1.200 Bildpunkte Breite "
    "genügen, als PNG ohne weitere Ebenen."
)
LOW = f"Das Zeichen ist weniger als {HOEHE} Bildpunkte hoch, gedruckt wäre es unscharf. Bitte nehmen Sie ein größeres."
LARGE = "Das Zeichen hat mehr als 4.000 Bildpunkte an einer Seite. Bitte nehmen Sie ein kleineres."
NARROW = (
    "Das Zeichen ist mehr als siebenmal so breit wie hoch oder mehr als doppelt so hoch wie breit. Auf einem Telefon "
    "wäre es nicht zu lesen. Bitte nehmen Sie eine andere Anordnung desselben Zeichens."
)
COLOURS = "Das Bild ist für eine Druckerei gemacht (CMYK). Bitte nehmen Sie die Datei für den Bildschirm (RGB)."
MOVES = "Das Bild bewegt sich. Bitte nehmen Sie ein stehendes."

_BROKEN = (OSError, SyntaxError, ValueError, EOFError, LookupError, TypeError, RuntimeError, struct.error, zlib.error)
_BOMB = (Image.DecompressionBombError, Image.DecompressionBombWarning)


class ZeichenRefused(Exception):
    """This file cannot be taken as a mark; the message says what to do."""


def look_at(upload: File) -> Zeichenbild:
    """Return the file as it is, with its checksum and size, not stored yet. Raises ZeichenRefused."""
    upload.seek(0)
    content = upload.read(BYTES + 1)
    if content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith((b"<", b"%PDF", b"%!PS")):
        raise ZeichenRefused(DRAWING)
    if len(content) > BYTES:
        raise ZeichenRefused(HEAVY)
    form, breite, hoehe = _measured(content)
    return Zeichenbild(
        sha256=hashlib.sha256(content).hexdigest(),
        art=Zeichenbild.Art[form],
        breite=breite,
        hoehe=hoehe,
        groesse=len(content),
        daten=base64.b64encode(content).decode(),
    )


def _measured(content: bytes) -> tuple[str, int, int]:
    """Return format, width and height; all of the picture was unpacked once to see that it is whole."""
    # WeasyPrint switches this on for the whole process; half a picture is none.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with Image.open(BytesIO(content), formats=tuple(ENDS)) as image:
            form, (breite, hoehe) = str(image.format), image.size
            _refuse(breite, hoehe)
            if image.mode not in MODES:
                raise ZeichenRefused(COLOURS)
            if getattr(image, "n_frames", 1) > 1:
                raise ZeichenRefused(MOVES)
            image.load()
    except _BOMB:
        raise ZeichenRefused(LARGE) from None
    except _BROKEN:
        raise ZeichenRefused(UNREADABLE) from None
    if not content.endswith(ENDS[form]):
        raise ZeichenRefused(UNREADABLE)
    return form, breite, hoehe


def _refuse(breite: int, hoehe: int) -> None:
    """Look at the size that stands in the head of the file: nothing is unpacked yet. Raises ZeichenRefused."""
    if max(breite, hoehe) > SEITE:
        raise ZeichenRefused(LARGE)
    if hoehe < HOEHE:
        raise ZeichenRefused(LOW)
    if breite > BREITER * hoehe or hoehe > HOEHER * breite:
        raise ZeichenRefused(NARROW)
