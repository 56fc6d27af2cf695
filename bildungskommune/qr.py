"""The QR code of an address, for prints and pages."""

from io import BytesIO

import segno
from django.utils.safestring import SafeString, mark_safe


def data_uri(address: str, *, border: int = 0, dark: str = "#000", light: str | None = None) -> str:
    """Return the code as the address of a picture.

    `border` is the quiet zone in modules; without `light` the ground is clear.
    """
    code = segno.make(address, error="m", micro=False)
    return str(code.svg_data_uri(border=border, dark=dark, light=light, scale=4))


def svg(address: str) -> SafeString:
    """Return the code as an SVG for a page; the address stands beside it for those who do not see it."""
    code = segno.make(address, error="m", micro=False)
    drawn = code.svg_inline(border=2, omitsize=True, svgclass=None, lineclass=None, dark="#000", light="#fff")
    return mark_safe(drawn.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1))  # noqa: S308 - segno drew it


def file(address: str) -> bytes:
    """Return the code as an SVG that stands alone: black on white, to be looked at, saved and printed."""
    out = BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", border=4, scale=8, dark="#000", light="#fff")
    return out.getvalue()
