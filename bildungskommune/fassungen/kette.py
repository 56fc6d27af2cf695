"""The chain of all Fassungen: each holds a checksum over the one before, so that a removed or swapped row shows."""

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import OperationalError, connection, transaction
from psycopg.errors import SerializationFailure

from bildungskommune.fassungen.models import Fassung

P = ParamSpec("P")
T = TypeVar("T")
TRIES = 3
"""So often a transaction is tried that somebody else's change keeps from ending."""
LOCK = "hashtext('fassung:kette')"


def link(before: str, fassung: Fassung) -> str:
    """Return the SHA-256 (hex) over the link before and over what this Fassung is known by."""
    known_by = [
        *(before, fassung.sha256, fassung.definition, fassung.dokument, fassung.art, fassung.sprache),
        *(fassung.nummer, fassung.titel, fassung.stichtag.isoformat(), fassung.zweck),
    ]
    return hashlib.sha256(json.dumps(known_by, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def lock() -> None:
    """Let only one transaction at a time lengthen the chain, so that keys grow in its order."""
    _execute(f"SELECT pg_advisory_xact_lock({LOCK})")


def end() -> str:
    """Return the last link, empty while nothing is frozen; whoever goes on from it must hold the lock."""
    return Fassung.objects.order_by("-pk").values_list("kette", flat=True).first() or ""


def in_one_state(function: Callable[P, T]) -> Callable[P, T]:
    """Decorate what freezes: it holds the lock and reads one state of the database from first to last.

    The lock is taken before the transaction begins, for PostgreSQL chooses the state with the first statement, and
    waiting would make it an old one. A change that comes between, and cannot be both, has it run again from the start.
    Within another transaction it reads as that one does.
    """

    @wraps(function)
    def steady(*args: P.args, **kwargs: P.kwargs) -> T:
        if connection.in_atomic_block:
            with transaction.atomic():
                lock()
                return function(*args, **kwargs)
        with _held():
            for _ in range(TRIES - 1):
                try:
                    return _repeatable(function, *args, **kwargs)
                except OperationalError as error:
                    if not isinstance(error.__cause__, SerializationFailure):
                        raise
            return _repeatable(function, *args, **kwargs)

    return steady


def _repeatable(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    with transaction.atomic():
        _execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        return function(*args, **kwargs)


@contextmanager
def _held() -> Iterator[None]:
    """Hold the lock by the session, past the end of a transaction."""
    _execute(f"SELECT pg_advisory_lock({LOCK})")
    try:
        yield
    finally:
        if connection.is_usable():  # one that broke off holds nothing any more
            _execute(f"SELECT pg_advisory_unlock({LOCK})")


def _execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
