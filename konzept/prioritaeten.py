"""The priorities of a whole Konzept: which words are in use, and what a new scale does to them."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone

from bildungskommune.audit.log import By
from bildungskommune.werkbank import aendern
from konzept.drafting import prioritise, priority_of
from konzept.models import Konzept, Priorisierung, Ziel
from konzept.skala import Urheber, counted, renamed


def in_use(konzept: Konzept) -> dict[str, int]:
    """Return how many Ziele have which word today or from a later day, in the order of the scale."""
    today = timezone.localdate()
    words = (wort for _, rows in _standing(konzept, today) for wort in {row.prioritaet for row in rows})
    return counted(words, konzept.prioritaeten)


def _standing(konzept: Konzept, today: date) -> Iterator[tuple[Ziel, list[Priorisierung]]]:
    """Yield each Ziel with the priority that holds and those that will."""
    for ziel in Ziel.objects.filter(handlungsfeld__konzept=konzept).prefetch_related("priorisierungen"):
        held = priority_of(ziel, today)
        later = [row for row in ziel.priorisierungen.all() if row.ab > today]
        yield ziel, [*([held] if held else []), *later]


def change_scale(
    konzept: Konzept, felder: Collection[str], *, version: int | None, wohin: Mapping[str, str], by: By
) -> None:
    """Write the new scale, and give each Ziel the word that `wohin` names for its old one.

    What holds today gets a new row with the reason; what holds from a later day is written anew; the past stays.
    Raises aendern.Outdated.
    """
    today = timezone.localdate()
    with transaction.atomic():
        aendern.change(konzept, felder, version=version, by=by)
        for ziel, rows in _standing(konzept, today) if wohin else ():
            for row in rows:
                if row.prioritaet in wohin:
                    _rename(ziel, row, wohin[row.prioritaet], today, by=by)


def _rename(ziel: Ziel, row: Priorisierung, neu: str, today: date, *, by: By) -> None:
    if row.ab >= today:
        row.prioritaet = neu
        row.save(update_fields=["prioritaet"])
    else:
        prioritise(ziel, neu, today, renamed(row.prioritaet, neu), durch=Urheber.STABSSTELLE, by=by)
