"""Generous limits against programs: counted in the cache by a hash of the sender that changes daily.

A hall full of people shares one address, so the limits are far above what people do.
"""

import ipaddress
import logging
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Limit:
    name: str
    anzahl: int
    sekunden: int


UNKNOWN_CODES = Limit("code", 60, 600)
REGISTRATIONS = Limit("anmeldung", 120, 3600)
CONTRIBUTIONS = Limit("beitrag", 600, 600)

ZU_VIELE = (
    "Von Ihrem Anschluss kamen gerade sehr viele Anfragen. Bitte warten Sie zehn Minuten und versuchen Sie es "
    "dann noch einmal. Was Sie eingegeben haben, steht noch hier."
)


def sender(request: HttpRequest) -> str:
    """Return a hash of the sender's network address that nobody can turn back, other every day."""
    address = _address(request)
    today = timezone.localdate().isoformat()
    return salted_hmac(f"workshops.throttle.{today}", address, algorithm="sha256").hexdigest()[:32]


def _address(request: HttpRequest) -> str:
    forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    proxies = settings.TRUSTED_PROXIES
    found = forwarded[-proxies] if 0 < proxies <= len(forwarded) else request.META.get("REMOTE_ADDR", "")
    try:
        address = ipaddress.ip_address(found)
    except ValueError:
        return str(found)
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    # A server that listens for both kinds sees IPv4 as ::ffff:192.0.2.7, all of it in one /64.
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    # One household or office holds a whole /64 of IPv6 addresses.
    return str(ipaddress.ip_network(f"{address}/64", strict=False))


def count(request: HttpRequest, limit: Limit) -> None:
    """Note one event. Without the cache nothing is counted and nobody is kept out."""
    key = _key(request, limit)
    try:
        if not cache.add(key, 1, limit.sekunden):
            cache.incr(key)
    except ValueError:
        cache.set(key, 1, limit.sekunden)
    except (RedisError, OSError):
        logger.warning("cache is away, %s is not limited", limit.name)


def is_exceeded(request: HttpRequest, limit: Limit) -> bool:
    try:
        return int(cache.get(_key(request, limit), 0)) >= limit.anzahl
    except (RedisError, OSError):
        logger.warning("cache is away, %s is not limited", limit.name)
        return False


def _key(request: HttpRequest, limit: Limit) -> str:
    return f"throttle:{limit.name}:{sender(request)}"
