"""Log-ins that somebody began, and how often: sessions and the counters in the cache."""

import hashlib
import logging
from collections.abc import Iterator, Mapping
from typing import Any

import redis
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction

from bildungskommune.accounts import sitzungen
from bildungskommune.spuren import Gesucht, Spur, spuren

logger = logging.getLogger(__name__)


def _sessions(sought: Gesucht) -> list[Session]:
    return list(sitzungen.found(lambda data: _names(sought, data)))


def _names(sought: Gesucht, data: Mapping[str, Any]) -> bool:
    return sought.is_in(str(data))


def _end(sought: Gesucht) -> int:
    transaction.on_commit(lambda: _forget_counters(sought.email.lower()))
    return sitzungen.end(lambda data: _names(sought, data))


def _forget_counters(email: str) -> None:
    """Delete what counts log-ins with this address. allauth names it by a bare hash, which can be guessed back."""
    known_as = hashlib.sha256(email.encode()).hexdigest()
    try:
        with redis.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=2, socket_timeout=5) as client:
            for key in client.scan_iter(f"{settings.REDIS_PREFIX}:*allauth:rl:*{known_as}*"):
                client.delete(key)
    except redis.RedisError:
        logger.warning("cache is away, counters of a log-in stay for some minutes")


@spuren.register
def log_ins() -> Iterator[Spur]:
    yield Spur(was="begonnene Sitzungen", folge="gelöscht", modell=Session, finden=_sessions, tun=_end)
