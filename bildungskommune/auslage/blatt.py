"""A page as a file: its headers, what it is made of, and its body three times over.

One file holds all of it, so that it comes and goes in one step: a line of JSON, then the bodies one after the other.
"""

import gzip
import hashlib
import json
from dataclasses import asdict, dataclass
from typing import IO, Self

import brotli

from bildungskommune.auslage.schnappschuss import Schnappschuss

PACKED = ("text/", "application/xml", "application/json", "image/svg+xml")
LINE = 64 * 1024
"""The longest first line that is read; that of a page with all tables has some 4 KB."""


@dataclass(frozen=True)
class Kopf:
    """The first line of a file."""

    pfad: str
    kopfzeilen: tuple[tuple[str, str], ...]
    etag: str
    """Without quotes; each packed form has one of its own."""
    tabellen: frozenset[str]
    gesehen: Schnappschuss
    datenbank: str
    """Which database it was read from; numbers of transactions mean nothing in another."""
    gemacht: float
    """Seconds since 1970."""
    bis: float
    """From then on the page may say something wrong, because time has passed."""
    laengen: tuple[tuple[str, int], ...]
    """The forms in the order of their bodies: ("", bytes), and for text ("br", bytes) and ("gzip", bytes)."""

    @classmethod
    def read(cls, line: bytes) -> Self:
        """Read the first line; raises ValueError, KeyError or TypeError when it is torn."""
        said = json.loads(line)
        return cls(
            **said
            | {
                "kopfzeilen": tuple((name, value) for name, value in said["kopfzeilen"]),
                "tabellen": frozenset(said["tabellen"]),
                "gesehen": Schnappschuss.read(said["gesehen"]),
                "laengen": tuple((name, length) for name, length in said["laengen"]),
            }
        )

    def line(self) -> bytes:
        said = asdict(self) | {"tabellen": sorted(self.tabellen), "gesehen": str(self.gesehen)}
        return json.dumps(said, ensure_ascii=False).encode() + b"\n"

    def where(self, form: str, start: int) -> tuple[int, int]:
        """Return offset and length of one form, in a file whose first line ends at `start`."""
        for name, length in self.laengen:
            if name == form:
                return start, length
            start += length
        raise KeyError(form)

    def tag(self, form: str) -> str:
        return f'"{self.etag}-{form}"' if form else f'"{self.etag}"'


def name(pfad: str) -> str:
    """Return the name of the file of a page: nothing of the address reaches the file system."""
    return hashlib.sha256(pfad.encode()).hexdigest() + ".blatt"


def tag(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()[:32]


def forms(body: bytes, content_type: str) -> dict[str, bytes]:
    """Return the body as it is, and packed twice if that saves anything."""
    if not content_type.startswith(PACKED):
        return {"": body}
    return {"": body, "br": brotli.compress(body, quality=5), "gzip": gzip.compress(body, 6, mtime=0)}


def first_line(file: IO[bytes]) -> tuple[Kopf, int]:
    """Read the head of an open file; returns it and where the bodies begin. Raises as Kopf.read does."""
    line = file.readline(LINE)
    return Kopf.read(line), len(line)
