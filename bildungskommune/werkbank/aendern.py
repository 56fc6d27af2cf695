"""Create, change and delete: each in one transaction, with the fields named, and noted in the audit trail."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from typing import Any

from django.db import models, transaction
from django.db.models import ProtectedError, RestrictedError
from django.db.models.deletion import Collector

from bildungskommune.audit.log import By, record
from bildungskommune.versionen import Versioniert
from bildungskommune.werkbank import papierkorb
from bildungskommune.werkbank.kennung import first_free
from bildungskommune.werkbank.reihenfolge import lock, lock_kind, next_position


class StillNeeded(Exception):
    """Something else stands on the thing, so it cannot be deleted."""

    def __init__(self, thing: models.Model, needed_by: Iterable[models.Model]) -> None:
        self.hanging = counted(needed_by)
        super().__init__(
            f"„{thing}“ kann nicht gelöscht werden, denn daran hängt noch: {', '.join(self.hanging)}. "
            "Bitte lösen Sie zuerst diese Verbindungen."
        )


class Outdated(Exception):
    """Somebody else has changed the thing since the form was opened. `current` is how it stands now."""

    def __init__(self, current: Versioniert) -> None:
        self.current = current
        super().__init__("Jemand anderes hat das inzwischen geändert.")


def counted(things: Iterable[models.Model]) -> list[str]:
    """Say how many there are of each kind: "2 Strategien", "1 Ziel". Bare links between things do not count."""
    counts = Counter(thing._meta.model for thing in things if not thing._meta.auto_created)
    return [f"{count} {_word(model, count)}" for model, count in counts.items()]


def _word(model: type[models.Model], count: int) -> str:
    return str(model._meta.verbose_name if count == 1 else model._meta.verbose_name_plural)


def create(
    thing: models.Model,
    *,
    by: By,
    under: models.Model | None = None,
    row: models.QuerySet[Any] | None = None,
    taken: Callable[[], Iterable[str]] | None = None,
    words: str = "",
    field: str = "kennung",
    event: str = "",
    about: models.Model | None = None,
    **angaben: object,
) -> None:
    """Save a new thing and note who made it: `event` with `angaben`, about the thing or what it is a part of.

    `taken` returns the Kennungen that are given already: the thing gets the next free one from `words`, or from its
    title, in `field`. `row` are the things among which it comes last. Both are asked while
    `under`, the parent, is locked; without a parent the names of this kind are.
    """
    with transaction.atomic():
        if under is not None:
            lock(under)
        elif taken is not None:
            lock_kind(type(thing))
        if taken is not None:
            words = words or thing.titel  # type: ignore[attr-defined]  # what is named by no other words has a title
            setattr(thing, field, first_free(words, set(taken()), str(thing._meta.model_name)))
        if row is not None:
            thing.position = next_position(row)  # type: ignore[attr-defined]  # whoever names a row has a position
        thing.save()
        record(by, event or f"{thing._meta.model_name}.angelegt", about or thing, now=None, **angaben)


def change(
    thing: models.Model,
    fields: Collection[str],
    *,
    by: By,
    version: int | None = None,
    event: str = "",
    about: models.Model | None = None,
    **angaben: object,
) -> None:
    """Write the named fields, and no other, of a thing that was edited; with no field nothing is written or noted.

    `fields` may name many-to-many relations, which the caller writes. `version` is what the form showed.
    Raises Outdated when the thing has another one by now.
    """
    with transaction.atomic():
        if isinstance(thing, Versioniert):
            _check_version(thing, version)
        if not fields:
            return
        named = [*_columns(thing, fields)]
        if isinstance(thing, Versioniert):
            thing.version += 1
            named.append("version")
        thing.save(update_fields=named)
        angaben = {"felder": sorted(fields)} | angaben
        record(by, event or f"{thing._meta.model_name}.geaendert", about or thing, now=None, **angaben)


def _check_version(thing: Versioniert, version: int | None) -> None:
    """Lock the row and take over its version; raises Outdated when that is not the one expected."""
    current = type(thing)._default_manager.select_for_update(of=("self",)).get(pk=thing.pk)
    if version is not None and current.version != version:
        raise Outdated(current)
    thing.version = current.version


def _columns(thing: models.Model, fields: Collection[str]) -> Iterable[str]:
    """Return those of the fields that are columns, and the columns that every save sets anew."""
    for field in thing._meta.concrete_fields:
        if field.name in fields or getattr(field, "auto_now", False):
            yield field.name


def parts(thing: models.Model) -> list[str]:
    """Say what goes with the thing when it is deleted: "3 Fußnoten". Empty when it stands alone."""
    return counted(one for one in _collect(thing) if one != thing)


def _collect(thing: models.Model) -> list[models.Model]:
    """Return the thing and everything that goes with it; raises StillNeeded."""
    collector = Collector(using="default", origin=thing)
    try:
        collector.collect([thing])
    except (ProtectedError, RestrictedError) as error:
        needed_by = error.protected_objects if isinstance(error, ProtectedError) else error.restricted_objects
        raise StillNeeded(thing, needed_by) from error
    loose = _loose(collector)
    if loose:
        raise StillNeeded(thing, loose)
    found = [one for rows in collector.data.values() for one in rows]
    found += [one for rows in collector.fast_deletes for one in rows]
    # A link between two things that both go is found at each of them.
    return list(dict.fromkeys(found))


def _loose(collector: Collector) -> list[models.Model]:
    """Return what would lose its link to a deleted thing: it is in use there."""
    updates: Any = collector.field_updates  # the stubs know another shape
    return [one for rows in updates.values() for found in rows for one in found]


def delete(
    thing: models.Model, *, by: By, event: str = "", about: models.Model | None = None, **angaben: object
) -> None:
    """Delete `thing` with its own parts, and keep all of it in the Papierkorb for 30 days.

    Raises StillNeeded when something else refers to it or to one of its parts.
    """
    with transaction.atomic():
        type(thing)._default_manager.select_for_update(of=("self",)).get(pk=thing.pk)
        gone = _collect(thing)
        record(by, event or f"{thing._meta.model_name}.geloescht", about or thing, now=None, **angaben)
        papierkorb.keep(thing, gone, by=by)
        thing.delete()
