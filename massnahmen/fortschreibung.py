"""Measures go along when what they carry out is carried on; a plan is carried on with its measures."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import transaction

from bildungskommune.audit.log import By, record
from bildungskommune.verfahren.fortschreibung import mitgehen
from bildungskommune.werkbank.fortschreiben import follow_up
from massnahmen import drafting, plaetze
from massnahmen.models import Massnahmenbezug, Massnahmenplan
from massnahmen.models.bezug import ZIELE


@mitgehen.register
def follow(made: Mapping[Any, Any]) -> Iterator[int]:
    """Let each measure that is tied to an old part be tied to the new one too, for the same reason."""
    for name in ZIELE:
        new_of = {old.pk: row for old, row in made.items() if old._meta.model_name == name}
        rows = Massnahmenbezug.objects.filter(**{f"{name}__in": list(new_of)})
        carried = [
            Massnahmenbezug(
                massnahme_id=row.massnahme_id,
                begruendung=row.begruendung,
                **{name: new_of[getattr(row, f"{name}_id")]},
            )
            for row in rows
        ]
        yield len(Massnahmenbezug.objects.bulk_create(carried))


def carry_on(plan: Massnahmenplan, titel: str, *, by: By) -> Massnahmenplan:
    """Return a new plan with the same measures, places and numbers, without those that were dropped."""
    with transaction.atomic():
        neu = follow_up(plan, titel=titel)
        drafting.add_plan(neu, by=by)
        plaetze.take_along(plan, neu)
        record(by, "massnahmenplan.fortgeschrieben", neu, von=plan.kennung)
    return neu
