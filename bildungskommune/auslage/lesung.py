"""Which tables a page is made of: noted from the statements themselves, so that nobody has to say it."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from django.apps import apps
from django.db import connection

from bildungskommune.auslage.schnappschuss import Schnappschuss

WORD = re.compile(r"[a-z_][a-z0-9_]*")
READS = re.compile(r"[\s(]*(?:SELECT|WITH|SAVEPOINT|RELEASE|BEGIN|DECLARE|FETCH|CLOSE|SHOW|SET)\b", re.IGNORECASE)
LOCKS = re.compile(r"\bFOR (?:NO KEY )?(?:UPDATE|SHARE)\b|\b(?:INSERT INTO|UPDATE|DELETE FROM) \"", re.IGNORECASE)


@dataclass
class Lesung:
    """What was read since the watch began."""

    tabellen: set[str] = field(default_factory=set)
    schreibt: bool = False
    """Whether a statement was among them that writes, or holds rows."""
    aus_dem_gedaechtnis: list[tuple[frozenset[str], Schnappschuss]] = field(default_factory=list)
    """What was not read now but kept from before: its tables, and what was visible then."""

    def note(self, statement: str) -> None:
        tables, writes = _said(statement)
        self.tabellen |= tables
        self.schreibt |= writes


_running: ContextVar[tuple[Lesung, ...]] = ContextVar("_running", default=())


def used(tabellen: frozenset[str], gesehen: Schnappschuss) -> None:
    """Note for every watch of this thread what was taken from memory."""
    for lesung in _running.get():
        lesung.tabellen |= tabellen
        lesung.aus_dem_gedaechtnis.append((tabellen, gesehen))


@contextmanager
def watch() -> Iterator[Lesung]:
    """Note all tables that this thread reads meanwhile."""
    lesung = Lesung()
    token = _running.set((*_running.get(), lesung))

    def wrapper(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        lesung.note(str(sql))
        return execute(sql, params, many, context)

    try:
        with connection.execute_wrapper(wrapper):
            yield lesung
    finally:
        _running.reset(token)


@lru_cache(maxsize=2048)
def _said(statement: str) -> tuple[frozenset[str], bool]:
    """Return the tables of the portal that a statement names, one too many rather than one too few."""
    words = frozenset(WORD.findall(statement))
    return words & _tables(), not READS.match(statement) or bool(LOCKS.search(statement))


@cache
def _tables() -> frozenset[str]:
    """Return all tables of the portal but the one of the changes themselves, which no page shows."""
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    return frozenset(tables - {apps.get_model("auslage", "Aenderung")._meta.db_table})
