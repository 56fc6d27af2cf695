"""An order that people set: without gaps, counted from 1, changed by one writer at a time."""

from collections.abc import Mapping
from typing import Any

from django.db import connection, models, transaction

from bildungskommune.audit.log import By, record

HOCH, RUNTER = "hoch", "runter"


def lock(parent: models.Model) -> None:
    """Let only one at a time name and number the parts of `parent`, until the transaction ends."""
    type(parent)._default_manager.select_for_update(of=("self",)).only("pk").get(pk=parent.pk)


def lock_kind(model: type[models.Model]) -> None:
    """Let only one at a time name things of this kind that have no parent, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"kennung:{model._meta.label_lower}"])


def next_position(row: models.QuerySet[Any]) -> int:
    """Return the place after the last of these rows."""
    return int(row.order_by().aggregate(last=models.Max("position"))["last"] or 0) + 1


def move_to(
    thing: models.Model, row: models.QuerySet[Any], position: int, *, by: By, about: models.Model | None = None
) -> None:
    """Put `thing` at `position`, counted from 1, in `row`, and number the row without gaps.

    It stands in the trail of the thing, or of what `about` names.
    """
    with transaction.atomic():
        # By keys: a row that counts something cannot be locked itself.
        same = type(thing)._default_manager.filter(pk__in=list(row.order_by().values_list("pk", flat=True)))
        things: list[Any] = list(same.select_for_update(of=("self",)).order_by("position", "pk"))
        stored = things.pop(things.index(thing))
        things.insert(max(position, 1) - 1, stored)
        renumber(things)
        thing.position = stored.position  # type: ignore[attr-defined]  # what stands in a row has a position
        record(by, f"{thing._meta.model_name}.verschoben", about or thing, position=stored.position)


def move_by_one(
    thing: models.Model, row: models.QuerySet[Any], richtung: str, *, by: By, about: models.Model | None = None
) -> None:
    """Move `thing` one place up ("hoch") or down ("runter"); at the end nothing happens."""
    keys = list(row.order_by("position", "pk").values_list("pk", flat=True))
    place = keys.index(thing.pk) + 1
    target = place - 1 if richtung == HOCH else place + 1
    if 1 <= target <= len(keys):
        move_to(thing, row, target, by=by, about=about)


def rearrange(
    thing: models.Model,
    row: models.QuerySet[Any],
    wish: Mapping[str, str],
    *,
    by: By,
    about: models.Model | None = None,
) -> None:
    """Move as a form asks: `richtung` hoch or runter, else to `position`; what makes no sense moves nothing."""
    richtung, position = wish.get("richtung", ""), wish.get("position", "")
    if richtung in {HOCH, RUNTER}:
        move_by_one(thing, row, richtung, by=by, about=about)
    elif position.isascii() and position.isdecimal() and len(position) <= 4:
        move_to(thing, row, int(position), by=by, about=about)


def renumber(things: list[Any]) -> None:
    """Write the place of each thing, counted from 1, where the stored one differs."""
    for position, thing in enumerate(things, start=1):
        if thing.position != position:
            thing.position = position
            type(thing)._default_manager.filter(pk=thing.pk).update(position=position)
