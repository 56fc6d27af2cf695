"""The file that travels between office and Koffer, closed with a password: names of participants are in it."""

import base64
import gzip
import hashlib
import json
import secrets
import zlib
from typing import Any

from cryptography.fernet import Fernet, InvalidToken

from bildungskommune.codes import CODE_ALPHABET

FORMAT, VERSION = "bildungskommune-koffer", 1
KENNZEICHEN = b"bildungskommune-koffer 1\n"
SALZ = 16
OFFEN_HOECHSTENS = 50_000_000
"""Bytes of an opened file."""
PASSWORT_MINDESTENS = 12
KEINE = "Das ist keine Datei für den Koffer. Bitte wählen Sie eine, die auf „.koffer“ endet."
Inhalt = dict[str, Any]


class Unlesbar(Exception):
    """The file cannot be opened; the message says why."""


def new_password() -> str:
    """Return a password that can be copied from a slip of paper: 16 of 24 letters in groups of four."""
    return "-".join("".join(secrets.choice(CODE_ALPHABET) for _ in range(4)) for _ in range(4))


def close(inhalt: Inhalt, passwort: str) -> bytes:
    salt = secrets.token_bytes(SALZ)
    packed = gzip.compress(json.dumps(inhalt, ensure_ascii=False).encode())
    return KENNZEICHEN + salt + Fernet(_key(passwort, salt)).encrypt(packed)


def open_with(content: bytes, passwort: str) -> Inhalt:
    """Return what is in the file. Raises Unlesbar."""
    if not content.startswith(KENNZEICHEN):
        raise Unlesbar(KEINE)
    closed = content[len(KENNZEICHEN) :]
    try:
        packed = Fernet(_key(passwort, closed[:SALZ])).decrypt(closed[SALZ:])
    except InvalidToken:
        raise Unlesbar(
            "Mit diesem Passwort lässt sich die Datei nicht öffnen. Bitte prüfen Sie es, oder die Datei ist beschädigt."
        ) from None
    unpacker = zlib.decompressobj(wbits=31)
    text = unpacker.decompress(packed, OFFEN_HOECHSTENS)
    if unpacker.unconsumed_tail:
        raise Unlesbar("Die Datei ist größer als 50 MB.")
    inhalt: Inhalt = json.loads(text)
    if (inhalt.get("format"), inhalt.get("version")) != (FORMAT, VERSION):
        raise Unlesbar("Diese Datei hat eine andere Version des Portals geschrieben.")
    return inhalt


def _key(passwort: str, salt: bytes) -> bytes:
    """Make the key slowly (32 MB, a tenth of a second), so that passwords cannot be tried by the million."""
    letters = "".join(passwort.split()).encode()
    key = hashlib.scrypt(letters, salt=salt, n=2**15, r=8, p=1, maxmem=2**26, dklen=32)
    return base64.urlsafe_b64encode(key)
