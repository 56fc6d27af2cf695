"""The QR code on the cover."""

import segno


def qr_data_uri(url: str) -> str:
    """Return the QR code of `url` as an SVG in a data URI, without the quiet zone."""
    return str(segno.make(url, error="m", micro=False).svg_data_uri(border=0, dark="#15211c", scale=4))
