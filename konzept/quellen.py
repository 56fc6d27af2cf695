"""Find the Abschnitte of the Leitbild, the Themen and the cards that a Handlungsfeld is derived from."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from bildungskommune.tracing.verwendung import as_flag, used
from bildungskommune.werkbank.quellenwahl import Fund
from bildungskommune.werkbank.seiten import numbers
from bildungskommune.werkbank.suchen import matching
from konzept.models import Konzept
from leitbild.models import Abschnitt
from workshops import quellen as werkstatt
from workshops.models import Beitrag, Reihe, Thema

ABSCHNITT, LEITSATZ = "abschnitt", "leitsatz"
HOECHSTENS = 100
"""So many sources are linked in one act."""


def abschnitte(konzept: Konzept, wort: str = "") -> QuerySet[Any]:
    """Return what may be named of the Leitbild this Konzept stands on, else of all Leitbilder, with `verwendet`."""
    found = Abschnitt.objects.select_related("leitbild").annotate(verwendet=as_flag(used(Abschnitt)))
    if konzept.leitbild_id:
        found = found.filter(leitbild=konzept.leitbild_id)
    return found.filter(matching(wort, "titel", "text"))


def reihen(konzept: Konzept) -> list[Reihe]:
    """Return the series that the Leitbild of this Konzept came from."""
    leitbild = konzept.leitbild
    return leitbild.reihen if leitbild is not None else []


def fund(row: Abschnitt | Thema | Beitrag) -> Fund:
    """Return what was found as one row to choose."""
    if isinstance(row, Abschnitt):
        return Fund(f"{ABSCHNITT}-{row.pk}", str(row), str(row.leitbild), bool(getattr(row, "verwendet", False)))
    return werkstatt.fund(row)


def named(konzept: Konzept, keys: Iterable[str]) -> list[Fund]:
    """Return what these keys name ("abschnitt-3", "thema-12", "beitrag-7"), in the order of their kinds.

    Others are passed over. At most `HOECHSTENS` are looked for.
    """
    wanted: dict[str, list[int]] = {ABSCHNITT: [], werkstatt.THEMA: [], werkstatt.BEITRAG: []}
    for key in list(keys)[:HOECHSTENS]:
        art, _, pk = key.partition("-")
        wanted.get(art, []).extend(numbers([pk]))
    found = Abschnitt.objects.filter(pk__in=wanted[ABSCHNITT]).select_related("leitbild")
    parts = found.annotate(verwendet=as_flag(used(Abschnitt))).order_by("leitbild", "position", "pk")
    themen = werkstatt.themen().filter(pk__in=wanted[werkstatt.THEMA])
    karten = werkstatt.beitraege().filter(pk__in=wanted[werkstatt.BEITRAG])
    return [*map(fund, parts), *map(fund, themen), *map(fund, karten)]
