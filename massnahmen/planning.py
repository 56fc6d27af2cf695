"""Set up and change measures and plans."""

from django.db import models, transaction
from django.db.models import Max

from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.audit.log import record
from massnahmen.models import Massnahme, Massnahmenplan
from massnahmen.models.massnahme import slug

# What lifecycle.move or nobody writes after the first day; an open form must not put it back.
FEST = frozenset({"id", "kennung", "position", "status", "status_seit", "status_grund"})


def create(massnahme: Massnahme, *, by: Nutzer) -> None:
    """Store a new measure at the end of the list, with a Kennung that stays for ever."""
    with transaction.atomic():
        last = Massnahme.objects.aggregate(last=Max("position"))["last"] or 0
        massnahme.position = last + 1
        massnahme.kennung = free_kennung(Massnahme, massnahme.titel, "massnahme")
        massnahme.save()
        record(by, "massnahme.angelegt", massnahme)


def change(massnahme: Massnahme, *, by: Nutzer) -> None:
    with transaction.atomic():
        massnahme.save(
            update_fields=[field.name for field in massnahme._meta.concrete_fields if field.name not in FEST]
        )
        record(by, "massnahme.geaendert", massnahme)


def create_plan(plan: Massnahmenplan, *, by: Nutzer) -> None:
    with transaction.atomic():
        plan.kennung = free_kennung(Massnahmenplan, plan.titel, "massnahmenplan")
        plan.save()
        record(by, "massnahmenplan.angelegt", plan)


def change_plan(plan: Massnahmenplan, *, by: Nutzer) -> None:
    with transaction.atomic():
        plan.save()
        record(by, "massnahmenplan.geaendert", plan)


def free_kennung(model: type[models.Model], titel: str, wort: str) -> str:
    """Return a Kennung made of the title that no other row of `model` has."""
    base = slug(titel) or wort
    taken = set(model._default_manager.filter(kennung__startswith=base).values_list("kennung", flat=True))
    number, kennung = 1, base
    while kennung in taken:
        number += 1
        kennung = f"{base}-{number}"
    return kennung
