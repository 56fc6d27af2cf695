"""The QR code on the cover."""

from bildungskommune import qr


def qr_data_uri(url: str) -> str:
    """Return the QR code of `url` as an SVG in a data URI, without the quiet zone."""
    return qr.data_uri(url, dark="#15211c")
