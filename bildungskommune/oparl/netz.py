"""The portal's only way out: one JSON object of a council information system. Only the worker goes it.

What is asked is checked first: https, the usual port, no name or password in the address, and a machine on the public
internet. The connection goes to the very address that was checked. A host in OPARL_INTERN may stand in the own network.
"""

import json
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from threading import Timer
from typing import Any
from urllib.parse import SplitResult, urljoin, urlsplit

from django.conf import settings

GROESSE = 2_000_000
"""Bytes of one object at most."""
SCHRITT, GESAMT = 10.0, 20.0
"""Seconds for one step of a connection, and for the whole answer."""
UMLEITUNGEN = 3
WEITER = frozenset({301, 302, 303, 307, 308})
FORT = frozenset({404, 410})
NAT64 = IPv6Network("64:ff9b::/96")
KOPF = {"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": "Bildungskommune (OParl 1.1)"}


class Unerreichbar(Exception):
    """Nobody answered, or not in time: later it may work."""


class Unbrauchbar(Exception):
    """The address may not be asked, or what came is of no use: asking again does not help."""


class Fort(Exception):
    """The server says that there is no such object, or no longer."""


@dataclass(frozen=True)
class Ziel:
    """A checked address: connect to `ip`, ask for `pfad`."""

    url: str
    host: str
    port: int
    pfad: str
    tls: bool
    ip: str

    @property
    def netz(self) -> str:
        return urlsplit(self.url).netloc


def fetch(url: str, *, seconds: float = GESAMT) -> dict[str, Any]:
    """Return the JSON object at an address. Raises Unerreichbar, Unbrauchbar, Fort."""
    for _ in range(UMLEITUNGEN + 1):
        found = _ask(check(url), seconds)
        if isinstance(found, bytes):
            return _parsed(found)
        url = urljoin(url, found)
    raise Unbrauchbar("Die Adresse leitet zu oft um.")


def check(url: str) -> Ziel:
    """Return where a request to this address goes; raises Unbrauchbar when it may not, Unerreichbar without a DNS."""
    parts, host, port, intern = check_words(url)
    pfad = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    return Ziel(url, host, port, pfad, parts.scheme == "https", _ip(host, port, intern=intern))


def check_words(url: str) -> tuple[SplitResult, str, int, bool]:
    """Return the parts of an address, its host and port, and whether it is one of OPARL_INTERN; nobody is asked.

    Raises Unbrauchbar.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or (80 if parts.scheme == "http" else 443)
    except ValueError:
        raise Unbrauchbar("Das ist keine Adresse.") from None
    intern = bool({host, f"{host}:{port}"} & set(settings.OPARL_INTERN))
    if not host or parts.username is not None or parts.password is not None:
        raise Unbrauchbar("Das ist keine Adresse, die sich lesen lässt.")
    if parts.scheme != "https" and not (parts.scheme == "http" and settings.LOCAL and intern):
        raise Unbrauchbar("Gelesen wird nur, was unter https:// steht.")
    if port != 443 and not intern:
        raise Unbrauchbar("Gelesen wird nur vom üblichen Port.")
    return parts, host, port, intern


def _ip(host: str, port: int, *, intern: bool) -> str:
    try:
        found = [str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError):
        raise Unerreichbar(f"Der Rechner {host} ist nicht zu finden.") from None
    if not intern and not all(map(is_public, found)):
        raise Unbrauchbar(f"{host} steht nicht im öffentlichen Internet.")
    return found[0]


def is_public(ip: str) -> bool:
    """Whether a machine of the public internet has this number, also where an older one is wrapped in it."""
    number: IPv4Address | IPv6Address = ip_address(ip.partition("%")[0])
    if isinstance(number, IPv6Address):
        if number in NAT64:
            number = IPv4Address(int(number) & 0xFFFFFFFF)
        else:
            number = number.ipv4_mapped or number.sixtofour or number
    return number.is_global and not number.is_multicast and not (number.version == 6 and bool(_teredo(number)))


def _teredo(number: IPv4Address | IPv6Address) -> object:
    return number.teredo if isinstance(number, IPv6Address) else None


class _Verbindung(HTTPConnection):
    """Goes to the checked number; the name of the host counts for the certificate."""

    def __init__(self, ziel: Ziel) -> None:
        super().__init__(ziel.host, ziel.port, timeout=SCHRITT)
        self.ziel = ziel
        self.leitung: socket.socket | None = None
        """Kept, because the connection lets go of it once an answer has begun."""

    def connect(self) -> None:
        self.sock = self.leitung = socket.create_connection((self.ziel.ip, self.ziel.port), SCHRITT)
        if self.ziel.tls:
            secure = ssl.create_default_context().wrap_socket(
                self.sock, server_hostname=self.ziel.host, do_handshake_on_connect=False
            )
            self.sock = self.leitung = secure
            secure.do_handshake()

    def break_off(self) -> None:
        if self.leitung is not None:
            self.leitung.shutdown(socket.SHUT_RDWR)


@contextmanager
def _within(verbindung: _Verbindung, seconds: float) -> Iterator[None]:
    """End the connection after so many seconds, also one that sends a byte now and then."""
    timer = Timer(seconds, _quietly, (verbindung,))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        verbindung.close()


def _quietly(verbindung: _Verbindung) -> None:
    try:
        verbindung.break_off()
    except OSError:
        return


def _ask(ziel: Ziel, seconds: float) -> bytes | str:
    """Return the body, or the address that the answer leads on to."""
    verbindung = _Verbindung(ziel)
    try:
        with _within(verbindung, seconds):
            verbindung.request("GET", ziel.pfad, headers={**KOPF, "Host": ziel.netz})
            return _answer(verbindung.getresponse(), ziel)
    except ssl.SSLCertVerificationError:
        raise Unbrauchbar(f"{ziel.host} hat kein gültiges Zertifikat.") from None
    except (OSError, HTTPException, ValueError):
        raise Unerreichbar(f"{ziel.host} hat nicht rechtzeitig geantwortet.") from None


def _answer(response: HTTPResponse, ziel: Ziel) -> bytes | str:
    if response.status in WEITER:
        return response.headers.get("Location", "")
    if response.status in FORT:
        raise Fort(ziel.url)
    if response.status >= 500 or response.status == 429:
        raise Unerreichbar(f"{ziel.host} kann gerade nicht antworten ({response.status}).")
    if response.status != 200:
        raise Unbrauchbar(f"{ziel.host} gibt diese Adresse nicht heraus ({response.status}).")
    if not _is_json(response.headers.get_content_type()):
        raise Unbrauchbar("Unter der Adresse steht kein JSON. Gesucht wird die Adresse der OParl-Schnittstelle.")
    body = response.read(GROESSE + 1)
    if len(body) > GROESSE:
        raise Unbrauchbar("Die Antwort ist größer als 2 MB.")
    if response.length:
        raise Unerreichbar(f"{ziel.host} hat nicht rechtzeitig geantwortet.")
    return body


def _is_json(content_type: str) -> bool:
    return content_type == "application/json" or content_type.endswith("+json")


def _parsed(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        raise Unbrauchbar("Die Antwort ist kein gültiges JSON.") from None
    if not isinstance(found, dict):
        raise Unbrauchbar("Die Antwort ist kein Objekt.")
    return found
