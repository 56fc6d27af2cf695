"""Hand out a page that lies out: before threads, sessions and statements."""

import os
import time
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote_to_bytes, urlsplit

from asgiref.typing import HTTPScope
from django.conf import settings

from bildungskommune.auslage import bestand, blatt
from bildungskommune.auslage.blatt import Kopf

Headers = list[tuple[bytes, bytes]]
FORMS = (("br", b"br"), ("gzip", b"gzip"))


@dataclass(frozen=True)
class Fertig:
    status: int
    headers: Headers
    body: bytes


@dataclass(frozen=True)
class Frage:
    """What of a request decides which file answers it."""

    pfad: str
    forms: tuple[str, ...]
    tags: frozenset[str]
    only_head: bool


def question(scope: HTTPScope) -> Frage | None:
    """Return what is asked for, or None when only the portal itself can answer: a form, a search, a known person."""
    if scope["method"] not in {"GET", "HEAD"} or scope["query_string"]:
        return None
    said: dict[bytes, bytes] = {}
    for name, value in scope["headers"]:
        if name in said:
            return None
        said[name] = value
    if not _is_here(scope, said) or _is_known(said.get(b"cookie", b"")) or b"range" in said:
        return None
    if said.get(b"content-length", b"0") != b"0" or b"transfer-encoding" in said:
        return None
    accepted = said.get(b"accept-encoding", b"")
    return Frage(
        unquote_to_bytes(scope["raw_path"] or b"").decode("utf-8", "replace"),
        tuple(form for form, word in FORMS if _accepts(accepted, word)),
        frozenset(
            tag.strip().removeprefix("W/") for tag in said.get(b"if-none-match", b"").decode("latin-1").split(",")
        ),
        scope["method"] == "HEAD",
    )


def _tags(header: bytes) -> frozenset[str]:
    return frozenset(tag.strip().removeprefix("W/") for tag in header.decode("latin-1").split(","))


def _accepts(header: bytes, word: bytes) -> bool:
    for part in header.split(b","):
        coding, _, quality = part.partition(b";")
        if coding.strip() == word:
            return quality.replace(b" ", b"") not in {b"q=0", b"q=0.0", b"q=0.00", b"q=0.000"}
    return False


@lru_cache(maxsize=1)
def _address(base: str) -> tuple[bytes, bytes]:
    parts = urlsplit(base)
    return parts.scheme.encode(), parts.netloc.encode()


def _is_here(scope: HTTPScope, said: dict[bytes, bytes]) -> bool:
    """Whether the portal was called by its own address; others are led on, or refused."""
    scheme, host = _address(settings.BASE_URL)
    came = said.get(b"x-forwarded-proto", b"") if settings.TRUSTED_PROXIES else scope["scheme"].encode()
    return said.get(b"host", b"") == host and came == scheme


def _is_known(cookies: bytes) -> bool:
    """Whether the reader is logged in, or is still to be told something."""
    return settings.SESSION_COOKIE_NAME.encode() in cookies or b"messages=" in cookies


def answer(frage: Frage) -> Fertig | None:
    """Return the page from its file; None when none lies out, or time has passed it by."""
    try:
        with bestand.place(frage.pfad).open("rb") as file:
            kopf, start = blatt.first_line(file)
            if kopf.pfad != frage.pfad or kopf.bis <= time.time():
                return None
            form = next((form for form in frage.forms if form in dict(kopf.laengen)), "")
            if kopf.tag(form) in frage.tags:
                return Fertig(304, _headers(kopf, form, None), b"")
            offset, length = kopf.where(form, start)
            body = b"" if frage.only_head else os.pread(file.fileno(), length, offset)
            return Fertig(200, _headers(kopf, form, length), body)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _headers(kopf: Kopf, form: str, length: int | None) -> Headers:
    said: Iterable[tuple[str, str]] = [*kopf.kopfzeilen, ("etag", kopf.tag(form))]
    if length is not None:
        said = [*said, ("content-length", str(length))]
        if form:
            said = [*said, ("content-encoding", form)]
    return [(name.encode("latin-1"), value.encode("latin-1")) for name, value in said]
