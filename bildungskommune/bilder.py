"""Photos from strangers: read with limits, and written anew as JPEG, so that only the picture is left of them.

Place, device and time of the photo, comments and whatever else a file may carry do not get through.
"""

import struct
import zlib
from io import BytesIO
from typing import IO

import pillow_heif
from django.core.files.base import ContentFile, File
from PIL import ExifTags, Image, ImageCms, ImageFile

BYTES = 10 * 1024 * 1024
PIXELS = 40_000_000
SIDE = 2000
QUALITY = 85
# By the orientation that a camera notes in the EXIF data.
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
JPEG_NEEDS = {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"}
FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")

UNREADABLE = "Das ist kein Bild, das wir lesen können. Bitte wählen Sie ein Foto als JPG, PNG, WebP oder HEIC."
TOO_HEAVY = (
    "Das Foto ist größer als 10 MB. Bitte wählen Sie ein kleineres, oder verkleinern Sie es vorher. "
    "Eine Breite von 2.000 Bildpunkten genügt."
)
TOO_WIDE = (
    "Das Foto hat mehr als 40 Millionen Bildpunkte. Bitte verkleinern Sie es vorher. "
    "Eine Breite von 2.000 Bildpunkten genügt."
)

# What Pillow and its decoders raise on files that are broken or made to break them.
_BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    LookupError,
    TypeError,
    ArithmeticError,
    RuntimeError,
    struct.error,
    zlib.error,
)
_BOMB = (Image.DecompressionBombError, Image.DecompressionBombWarning)

pillow_heif.register_heif_opener()


class ImageRefused(Exception):
    """This file cannot be taken as a photo; the message says what to do."""


def clean(upload: File) -> ContentFile:
    """Return the picture in `upload` as a JPEG without metadata, upright, at most 2000 pixels long.

    Raises ImageRefused.
    """
    if upload.size > BYTES:
        raise ImageRefused(TOO_HEAVY)
    upload.seek(0)
    try:
        picture = _read(upload)
    except _BOMB:
        raise ImageRefused(TOO_WIDE) from None
    except _BROKEN:
        raise ImageRefused(UNREADABLE) from None
    written = BytesIO()
    picture.save(written, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return ContentFile(written.getvalue(), name="foto.jpg")


def kept(content: bytes) -> bytes:
    """Return a picture as it is when `clean` wrote it, so that it can travel; every other one is written anew.

    Raises ImageRefused.
    """
    anew = clean(ContentFile(content))
    try:
        with Image.open(BytesIO(content), formats=("JPEG",)) as image:
            # Only what a JPEG itself needs: no EXIF data, no profile, no comment.
            plain = image.mode == "RGB" and max(image.size) <= SIDE and set(image.info) <= JPEG_NEEDS
    except _BROKEN:
        plain = False
    return content if plain and content.endswith(b"\xff\xd9") else anew.read()


def _read(upload: IO[bytes] | File) -> Image.Image:
    # WeasyPrint switches this on for the whole process; half a photo is none.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    with Image.open(upload, formats=FORMATS) as image:
        # The size stands in the head of the file: nothing is unpacked yet.
        if image.width * image.height > PIXELS:
            raise ImageRefused(TOO_WIDE)
        profile, turn = image.info.get("icc_profile"), _turn(image)
        image.thumbnail((SIDE, SIDE))
        plain = _plain(image, profile)
        return plain.transpose(turn) if turn is not None else plain


def _turn(image: Image.Image) -> Image.Transpose | None:
    """Return how the picture stands upright; metadata that nobody can read spoil no photo."""
    try:
        return UPRIGHT.get(image.getexif().get(ExifTags.Base.Orientation, 1))
    except _BROKEN:
        return None


def _plain(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Copy the pixels to a new picture on white, in the colours every screen shows."""
    if profile and image.mode == "RGB":
        image = _to_srgb(image, profile)
    if image.mode.startswith("I"):
        # Scanners write grey in 16 bits; Pillow would cut it off at white.
        image = image.convert("I").point(lambda grey: grey * (1 / 256)).convert("L")
    paper = Image.new("RGB", image.size, "white")
    if image.has_transparency_data:
        image = image.convert("RGBA")
        paper.paste(image, mask=image.getchannel("A"))
    else:
        paper.paste(image.convert("RGB"))
    return paper


def _to_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    """Phones take photos in wider colours, which look pale once their profile is gone."""
    try:
        return ImageCms.profileToProfile(image, BytesIO(profile), ImageCms.createProfile("sRGB")) or image
    except (ImageCms.PyCMSError, OSError):
        return image
