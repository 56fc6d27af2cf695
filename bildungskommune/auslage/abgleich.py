"""Take away what is no longer right, by what the database says has changed."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from time import time

from django.db import connection

from bildungskommune.auslage import bestand
from bildungskommune.auslage.blatt import Kopf
from bildungskommune.auslage.schnappschuss import Schnappschuss

Geaendert = Mapping[str, Iterable[int]]
"""The transactions that changed a table, by its name."""

Lesung = tuple[frozenset[str], Schnappschuss]

NOW = (
    "SELECT pg_current_snapshot()::text, system_identifier::text || '/' || oid::text"
    " FROM pg_control_system(), pg_database WHERE datname = current_database()"
)
SINCE = "SELECT tabelle, transaktion FROM auslage_aenderung WHERE transaktion >= %s"


@dataclass(frozen=True)
class Stand:
    """How far one has read, and where."""

    gesehen: Schnappschuss
    datenbank: str
    """What tells this database from every other one, a restored copy included."""


def now() -> Stand:
    """Return what a statement that begins now can see."""
    with connection.cursor() as cursor:
        cursor.execute(NOW)
        gesehen, datenbank = cursor.fetchone()
    return Stand(Schnappschuss.read(gesehen), datenbank)


def _noted(since: int) -> list[tuple[str, int]]:
    with connection.cursor() as cursor:
        cursor.execute(SINCE, [since])
        return [(str(table), int(transaktion)) for table, transaktion in cursor.fetchall()]


def changes(since: Schnappschuss) -> dict[str, list[int]]:
    """Return what has become visible since, by table."""
    found: dict[str, list[int]] = {}
    for table, transaktion in _noted(since.xmin):
        if not since.sees(transaktion):
            found.setdefault(table, []).append(transaktion)
    return found


def is_current(readings: Iterable[Lesung]) -> bool:
    """Whether nothing that was read has changed since: pairs of tables, and what was visible when they were read."""
    readings = tuple(readings)
    noted = _noted(min(seen.xmin for _, seen in readings))
    return not any(
        table in tabellen and not seen.sees(transaktion) for table, transaktion in noted for tabellen, seen in readings
    )


def touched(kopf: Kopf, geaendert: Geaendert) -> bool:
    """Whether one of the tables that a page is made of was changed after it was read."""
    return any(not kopf.gesehen.sees(one) for table in kopf.tabellen for one in geaendert.get(table, ()))


def catch_up(since: Schnappschuss, forget: Callable[[Geaendert], None]) -> Schnappschuss:
    """Take away what has become wrong since, in memory by `forget`; returns up to where that holds."""
    seen = now().gesehen  # before the changes are read: what comes between is looked at twice, never missed
    if geaendert := changes(since):
        forget(geaendert)
        bestand.take_away(lambda kopf: touched(kopf, geaendert))
    return seen


def look_through() -> Schnappschuss:
    """Hold every page on this host against the database, as after a start or a time without it."""
    stand = now()
    first = min((kopf.gesehen.xmin for kopf in bestand.heads()), default=stand.gesehen.xmin)
    geaendert: dict[str, list[int]] = {}
    for table, transaktion in _noted(first):
        geaendert.setdefault(table, []).append(transaktion)
    oldest = time() - bestand.HALTBAR
    bestand.take_away(
        lambda kopf: kopf.datenbank != stand.datenbank or kopf.gemacht < oldest or touched(kopf, geaendert)
    )
    return stand.gesehen
