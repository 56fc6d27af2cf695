"""The key of a print: the same key means the same bytes."""

import hashlib
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path

from weasyprint.text.ffi import pango

from bildungskommune.fassungen.satz import assets
from bildungskommune.fassungen.satz.parts import Anlage

_PAKETE = ("weasyprint", "pydyf", "fonttools", "pyphen", "tinycss2", "cssselect2", "tinyhtml5")


def schluessel(html: str, attachments: Sequence[Anlage]) -> str:
    """Return the SHA-256 over everything that decides about the bytes of the PDF."""
    digest = hashlib.sha256(_engine().encode())
    _add(digest, html.encode())
    for anlage in attachments:
        kopf = (anlage.name, anlage.beschreibung, anlage.mime, anlage.erstellt.isoformat())
        _add(digest, "\0".join(kopf).encode())
        _add(digest, anlage.inhalt)
    return digest.hexdigest()


@cache
def werkzeug() -> dict[str, str]:
    """Return with what a print is set here: versions of packages, and short checksums of what is our own."""
    dateien = assets.table().values()
    packages = {paket: version(paket) for paket in _PAKETE}
    return packages | {
        "pango": str(pango.pango_version()),
        "schriften": checksum(datei for datei in dateien if datei.suffix == ".ttf"),
        "stile": checksum(datei for datei in dateien if datei.suffix != ".ttf"),
        "satz": checksum(Path(__file__).parent.glob("*.py")),
    }


def checksum(dateien: Iterable[Path]) -> str:
    """Return the first 12 characters of the SHA-256 over files and their names, in the order of their paths."""
    digest = hashlib.sha256()
    for datei in sorted(dateien):
        _add(digest, datei.name.encode())
        _add(digest, datei.read_bytes())
    return digest.hexdigest()[:12]


@cache
def _engine() -> str:
    """Hash style sheets, fonts, our own code and the versions of the packages."""
    digest = hashlib.sha256(f"pango {pango.pango_version()}".encode())
    for paket in _PAKETE:
        _add(digest, f"{paket} {version(paket)}".encode())
    for datei in [*assets.table().values(), *sorted(Path(__file__).parent.glob("*.py"))]:
        _add(digest, datei.name.encode())
        _add(digest, datei.read_bytes())
    return digest.hexdigest()


def _add(digest: "hashlib._Hash", teil: bytes) -> None:
    """Add a part with its length, so that no two sequences of parts look alike."""
    digest.update(len(teil).to_bytes(8, "big"))
    digest.update(teil)
