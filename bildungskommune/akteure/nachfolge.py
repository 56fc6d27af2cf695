"""Renamed Stellen: whoever belongs to the new one stands for all that were before it.

A chain may have any length, and a wrong one may run in a circle: both questions are part of one statement and end.
"""

from collections.abc import Collection
from datetime import date, timedelta

from django.db.models.expressions import RawSQL

from bildungskommune.akteure.models import Stelle
from bildungskommune.ui import zeiten

_TABELLE = Stelle._meta.db_table
_KETTE = f"""
    WITH RECURSIVE kette(id) AS (
        SELECT id FROM {_TABELLE} WHERE id = ANY(%s)
        UNION
        SELECT {{next}} FROM {_TABELLE} s JOIN kette k ON {{joined}} = k.id WHERE s.vorgaengerin_id IS NOT NULL
    )
    SELECT id FROM kette
"""  # noqa: S608 - the name of a table and of columns, nothing that anybody typed
_ZURUECK = _KETTE.format(next="s.vorgaengerin_id", joined="s.id")
_VORAN = _KETTE.format(next="s.id", joined="s.vorgaengerin_id")


def with_predecessors(stellen: Collection[int]) -> RawSQL:
    """Return the keys of these Stellen and of all that they were before, for `__in`."""
    return RawSQL(_ZURUECK, ([*stellen],))  # noqa: S611 - the keys are parameters


def with_successors(stellen: Collection[int]) -> RawSQL:
    """Return the keys of these Stellen and of all that they became, for `__in`."""
    return RawSQL(_VORAN, ([*stellen],))  # noqa: S611 - the keys are parameters


def name_today(stelle: Stelle, today: date) -> str:
    """Return how a Stelle is called today, with its former name: "Bildungsamt (hieß bis 31. Mai 2026: Schulamt)".

    A Stelle that became several keeps its own name: nobody has said which of them is meant. One statement.
    """
    became: dict[int | None, list[Stelle]] = {}
    for row in Stelle.objects.filter(pk__in=with_successors([stelle.pk])):
        if row.gueltig_ab is None or row.gueltig_ab <= today:
            became.setdefault(row.vorgaengerin_id, []).append(row)
    now, seen = stelle, {stelle.pk}
    while len(new := became.get(now.pk, [])) == 1 and new[0].pk not in seen:
        now = new[0]
        seen.add(now.pk)
    if now.pk == stelle.pk:
        return str(stelle)
    return f"{now} (hieß {_until(stelle, became[stelle.pk][0])}: {stelle})"


def _until(stelle: Stelle, successor: Stelle) -> str:
    last = stelle.gueltig_bis
    if last is None and successor.gueltig_ab is not None:
        last = successor.gueltig_ab - timedelta(days=1)
    return f"bis {zeiten.datum(last)}" if last else "früher"
