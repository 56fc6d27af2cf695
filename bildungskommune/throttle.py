"""Generous limits against programs: counted in the cache by a hash of the sender that changes daily.

A hall full of people shares one address, so the limits are far above what people do. Each stands in the table of its
app (`limits.py`); every address at which strangers send a form has the guard.
"""

import ipaddress
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from django.conf import settings
from django.core.cache import cache, caches
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import salted_hmac
from redis.exceptions import RedisError

from bildungskommune.cache import CountingCache
from bildungskommune.ui import eingaben

logger = logging.getLogger(__name__)

P = ParamSpec("P")
R = TypeVar("R", bound=HttpRequest)


@dataclass(frozen=True)
class Limit:
    """So many events within so many seconds, counted from the full multiple of them."""

    name: str
    anzahl: int
    sekunden: int


def guard(
    limit: Callable[[], Limit],
) -> Callable[[Callable[Concatenate[R, P], HttpResponseBase]], Callable[Concatenate[R, P], HttpResponseBase]]:
    """Count the forms that a view takes, and answer 429 when there were too many: what was typed stays at hand."""

    def decorate(view: Callable[Concatenate[R, P], HttpResponseBase]) -> Callable[Concatenate[R, P], HttpResponseBase]:
        @wraps(view)
        def guarded(request: R, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if request.method != "POST":
                return view(request, *args, **kwargs)
            key = _key(request, limit())
            if not _take(key, limit()):
                return too_many(request, limit())
            is_done = False
            try:
                response = view(request, *args, **kwargs)
                is_done = 300 <= response.status_code < 400
            finally:
                if not is_done:
                    _give_back(key, limit())
            return response

        guarded.has_limit = True  # type: ignore[attr-defined]  # a test looks for it at every public address
        return guarded

    return decorate


def too_many(request: HttpRequest, limit: Limit) -> HttpResponseBase:
    """Say when to try again; a form is shown with all that was typed, ready to be sent again."""
    sent = eingaben.sent_by(request)
    again = free_again(limit)
    context: dict[str, Any] = {
        "ab": again,
        "eingaben": eingaben.typed(sent),
        "felder": eingaben.fields(sent),
        "mit_datei": bool(request.FILES),
    }
    response = render(request, "429.html", context, status=429)
    response.headers["Retry-After"] = str(max(1, int((again - timezone.now()).total_seconds())))
    response.headers["Cache-Control"] = "no-store"
    return response


def sentence(limit: Limit) -> str:
    """Say on a page of its own what the sender may do."""
    clock = timezone.localtime(free_again(limit))
    return (
        "Von Ihrem Anschluss kamen gerade sehr viele Anfragen. Bitte versuchen Sie es "
        f"ab {clock:%H:%M} Uhr noch einmal. Was Sie eingegeben haben, steht noch hier."
    )


def free_again(limit: Limit) -> datetime:
    """Return when the count begins anew, on the full minute after it."""
    end = (_window(limit) + 1) * limit.sekunden
    return datetime.fromtimestamp(-(-end // 60) * 60, UTC)


def sender(request: HttpRequest) -> str:
    """Return a hash of the sender's network address that nobody can turn back, other every day."""
    today = timezone.localdate().isoformat()
    return salted_hmac(f"bildungskommune.throttle.{today}", _address(request), algorithm="sha256").hexdigest()[:32]


def _address(request: HttpRequest) -> str:
    """Return the address that the outermost trusted proxy saw; what a sender writes itself stands before it."""
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


def _take(key: str, limit: Limit) -> bool:
    """Count one event ahead, on one way to the cache; returns whether there is room for it."""
    number = _counted(key, limit, by=1)
    if number is None or number <= limit.anzahl:
        return True
    _give_back(key, limit)
    logger.warning("too many of %s from one sender", limit.name)
    return False


def _give_back(key: str, limit: Limit) -> None:
    """Take back one event that was counted and did not happen."""
    _counted(key, limit, by=-1)


def _counted(key: str, limit: Limit, *, by: int) -> int | None:
    """Return how many events there are now, nothing without the cache."""
    try:
        return cast("CountingCache", caches["default"]).count(key, limit.sekunden, by=by)
    except (RedisError, OSError):
        logger.warning("cache is away, %s is not limited", limit.name)
        return None


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
        is_over = int(cache.get(_key(request, limit), 0)) >= limit.anzahl
    except (RedisError, OSError):
        logger.warning("cache is away, %s is not limited", limit.name)
        return False
    if is_over:
        logger.warning("too many of %s from one sender", limit.name)
    return is_over


def _window(limit: Limit) -> int:
    return int(timezone.now().timestamp()) // limit.sekunden


def _key(request: HttpRequest, limit: Limit) -> str:
    return f"throttle:{limit.name}:{_window(limit)}:{sender(request)}"
