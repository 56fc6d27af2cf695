"""What is taken as a mark, and that not a byte of it is changed."""

import base64
import hashlib
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from bildungskommune.foerderung import datei
from bildungskommune.foerderung.datei import ZeichenRefused, look_at
from tests.foerderung.bauen import picture


def moving() -> bytes:
    frames = [Image.new("RGB", (300, 150), colour) for colour in ("red", "blue")]
    written = BytesIO()
    frames[0].save(written, "PNG", save_all=True, append_images=frames[1:])
    return written.getvalue()


def noise() -> bytes:
    written = BytesIO()
    Image.effect_noise((800, 200), 90).save(written, "PNG")
    return written.getvalue()


@pytest.mark.parametrize(
    ("content", "form"),
    [
        (picture(), "image/png"),
        (picture(mode="RGBA"), "image/png"),
        (picture(mode="P"), "image/png"),
        (picture("JPEG"), "image/jpeg"),
        (picture(size=(840, 120)), "image/png"),
        (picture(size=(120, 240)), "image/png"),
    ],
)
def test_mark_is_kept_byte_for_byte(content: bytes, form: str) -> None:
    bild = look_at(ContentFile(content))

    assert base64.b64decode(bild.daten) == content
    assert (bild.art, bild.groesse, bild.sha256) == (form, len(content), hashlib.sha256(content).hexdigest())
    assert bild.data_uri.startswith(f"data:{form};base64,")


@pytest.mark.parametrize(
    ("content", "satz"),
    [
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>', datei.DRAWING),
        (b"\xef\xbb\xbf\n<?xml version='1.0'?><svg/>", datei.DRAWING),
        (b"%PDF-1.7 ...", datei.DRAWING),
        (b"GIF89a" + bytes(200), datei.UNREADABLE),
        (b"x", datei.UNREADABLE),
        (picture()[:-20], datei.UNREADABLE),
        (picture() + b"<script>", datei.UNREADABLE),
        (picture("JPEG") + b"PK\x03\x04", datei.UNREADABLE),
        (noise(), datei.HEAVY),
        (picture(size=(600, 119)), datei.LOW),
        (picture(size=(4001, 900)), datei.LARGE),
        (picture(size=(841, 120)), datei.NARROW),
        (picture(size=(120, 241)), datei.NARROW),
        (picture("JPEG", mode="CMYK"), datei.COLOURS),
        (moving(), datei.MOVES),
    ],
)
def test_what_is_no_mark_is_refused_with_what_to_do(content: bytes, satz: str) -> None:
    with pytest.raises(ZeichenRefused) as refused:
        look_at(ContentFile(content))

    assert str(refused.value) == satz
