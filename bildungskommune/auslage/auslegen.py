"""Lay out every public page before somebody asks for it, and again as soon as it was taken away."""

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import unescape
from io import BytesIO
from math import inf
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.urls import reverse

from bildungskommune.auslage import bestand

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Any]

LINK = re.compile(rb"""(?:href|src)="(/[^"#?]*)["#]|<loc>([^<]+)</loc>""")
BEGIN = ("start", "sitemap", "robots", "security", "kommune-css")
HIDDEN = ("/verwaltung/", "/konto/", settings.STATIC_URL)
LATER = 600.0
"""Seconds after which a page that could not be laid out is tried again: it has a form, or shows who asks."""


@dataclass
class Rundgang:
    """Walks through the portal along its own links; remembers which pages there are."""

    application: Application
    rest: float = 1.0
    """A pause of so many times what a page took: readers come first."""
    known: dict[str, float] = field(default_factory=dict)
    """Each address, and the time before which it is not tried again."""

    def begin(self) -> None:
        self.known |= dict.fromkeys((reverse(name) for name in BEGIN), 0.0)

    def missing(self) -> Iterator[str]:
        """Give the known pages that do not lie out and may be tried, those near the start first."""
        now = time.monotonic()
        for pfad in sorted(self.known, key=lambda pfad: (pfad.count("/"), pfad)):
            if self.known[pfad] <= now and not bestand.place(pfad).exists():
                yield pfad

    def visit(self, pfad: str) -> bool:
        """Have a page made, which lays it out; returns whether it lies out now. Its links become known."""
        status, headers, body = self._get(pfad)
        if status == 404:
            self.known.pop(pfad, None)
            return False
        if status == 200 and headers.get("content-type", "").startswith(("text/html", "application/xml")):
            self._learn(body)
        lies_out = bestand.place(pfad).exists()
        if not lies_out:
            is_for_one = "no-store" in headers.get("cache-control", "")
            self.known[pfad] = inf if is_for_one else time.monotonic() + LATER
        return lies_out

    def walk(self) -> int:
        """Visit what is missing, and what is found on the way, to the end; returns how many pages were laid out."""
        laid = 0
        while missing := list(self.missing()):
            for pfad in missing:
                begun = time.monotonic()
                laid += self.visit(pfad)
                time.sleep((time.monotonic() - begun) * self.rest)
        return laid

    def _learn(self, body: bytes) -> None:
        for inner, absolute in LINK.findall(body):
            address = unescape((inner or absolute).decode())
            if address.startswith(settings.BASE_URL):
                address = urlsplit(address).path
            if address.startswith("/") and not address.startswith(HIDDEN) and len(self.known) < bestand.HOECHSTENS:
                self.known.setdefault(unquote(address), 0.0)

    def _get(self, pfad: str) -> tuple[int, dict[str, str], bytes]:
        base = urlsplit(settings.BASE_URL)
        environ: Environ = {
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": "",
            "PATH_INFO": pfad.encode().decode("latin-1"),
            "QUERY_STRING": "",
            "SERVER_NAME": base.hostname,
            "SERVER_PORT": str(base.port or (443 if base.scheme == "https" else 80)),
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": base.netloc,
            "HTTP_X_FORWARDED_PROTO": base.scheme,
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": base.scheme,
            "wsgi.input": BytesIO(),
            "wsgi.errors": BytesIO(),
            "wsgi.multithread": False,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
        }
        began: list[tuple[str, list[tuple[str, str]]]] = []
        pieces = self.application(environ, lambda status, headers, problem=None: began.append((status, headers)))
        try:
            body = b"".join(pieces)
        finally:
            pieces.close()
        status, headers = began[-1]
        return int(status[:3]), {name.lower(): value for name, value in headers}, body
