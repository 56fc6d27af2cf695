"""The chain of all Fassungen: each holds a checksum over the one before, so that a removed or swapped row shows."""

import hashlib
import json

from django.db import connection

from bildungskommune.fassungen.models import Fassung


def link(before: str, fassung: Fassung) -> str:
    """Return the SHA-256 (hex) over the link before and over what this Fassung is known by."""
    known_by = [
        *(before, fassung.sha256, fassung.definition, fassung.dokument, fassung.art, fassung.sprache),
        *(fassung.nummer, fassung.titel, fassung.stichtag.isoformat(), fassung.zweck),
    ]
    return hashlib.sha256(json.dumps(known_by, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def lock() -> None:
    """Let only one transaction at a time lengthen the chain, so that keys grow in its order."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('fassung:kette'))")


def end() -> str:
    """Return the last link, empty while nothing is frozen; whoever goes on from it must hold the lock."""
    return Fassung.objects.order_by("-pk").values_list("kette", flat=True).first() or ""
