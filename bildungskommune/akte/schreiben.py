"""Write the rows of a Verfahrensakte: all together, or one by one where something is wrong.

What the database itself holds (keys, rules) is not asked for before: it refuses what breaks it.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, Protocol

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction

from bildungskommune.absaetze import MitAbsaetzen
from bildungskommune.akte.modell import Teil, m2m
from bildungskommune.versionen import Versioniert

MORE = 100
"""How many keys are drawn at once."""


class Aufgegeben(Exception):
    """Something is wrong, and this way of writing does not find out what."""


class Schreiber(Protocol):
    """How rows are written."""

    def report(self) -> None:
        """Hear that something is wrong. May raise Aufgegeben."""

    def save(self, part: Teil, row: models.Model, values: Mapping[str, Any], *, is_new: bool) -> IntegrityError | None:
        """Write a row; returns why the database refused it."""

    def refer(self, row: models.Model, name: str) -> IntegrityError | None:
        """Write a reference of a row that is there; returns why the database refused it."""

    def link(self, part: Teil, name: str, row: models.Model, wanted: set[Any], *, is_new: bool) -> None:
        """Join a row with the others of a list."""

    def flush(self) -> None:
        """Have all that was handed over in the database."""


class Einzeln:
    """Writes each row at once, so that what is refused can be told from what is not."""

    def report(self) -> None:
        """Go on: the next mistake is wanted, too."""

    def save(self, part: Teil, row: models.Model, values: Mapping[str, Any], *, is_new: bool) -> IntegrityError | None:
        return _tried(partial(write, row, values, is_new=is_new))

    def refer(self, row: models.Model, name: str) -> IntegrityError | None:
        return _tried(partial(row.save, update_fields=[name]))

    def link(self, part: Teil, name: str, row: models.Model, wanted: set[Any], *, is_new: bool) -> None:
        getattr(row, through_accessor(part, name)).set(wanted)

    def flush(self) -> None:
        """Nothing waits."""


class Gesammelt(Einzeln):
    """Writes the new rows of a level of the file together. Raises Aufgegeben at the first that is wrong."""

    def __init__(self) -> None:
        self._rows: dict[type[models.Model], list[models.Model]] = {}
        self._links: dict[Any, list[models.Model]] = {}
        self._references: dict[tuple[type[models.Model], str], list[models.Model]] = {}
        self._keys: dict[type[models.Model], list[int]] = {}

    def report(self) -> None:
        raise Aufgegeben

    def save(self, part: Teil, row: models.Model, values: Mapping[str, Any], *, is_new: bool) -> IntegrityError | None:
        if not is_new or part.danach or part.vorbereitung or _sets_itself(row, values) or row.pk is not None:
            write(row, values, is_new=is_new)
            return None
        if isinstance(row, MitAbsaetzen):
            row.number()
        row.pk = self._key(type(row))
        self._rows.setdefault(type(row), []).append(row)
        return None

    def refer(self, row: models.Model, name: str) -> IntegrityError | None:
        self._references.setdefault((type(row), name), []).append(row)
        return None

    def link(self, part: Teil, name: str, row: models.Model, wanted: set[Any], *, is_new: bool) -> None:
        if not is_new:
            super().link(part, name, row, wanted, is_new=is_new)
            return
        through, near, far = m2m(part, name)
        self._links.setdefault(through, []).extend(through(**{near: row.pk, far: pk}) for pk in sorted(wanted))

    def flush(self) -> None:
        for waiting in (self._rows, self._links):
            for model, rows in waiting.items():
                model._default_manager.bulk_create(rows, batch_size=500)
            waiting.clear()
        for (model, name), rows in self._references.items():
            model._default_manager.bulk_update(rows, [name], batch_size=500)
        self._references.clear()

    def _key(self, model: type[models.Model]) -> int:
        """Return a key that the database gives to nobody else."""
        if not (keys := self._keys.setdefault(model, [])):
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                    [f'"{model._meta.db_table}"', model._meta.pk.column, MORE],
                )
                keys.extend(row[0] for row in reversed(cursor.fetchall()))
        return keys.pop()


def _tried(write: Callable[[], None]) -> IntegrityError | None:
    try:
        with transaction.atomic():
            write()
    except IntegrityError as error:
        return error
    return None


def write(row: models.Model, values: Mapping[str, Any], *, is_new: bool) -> None:
    """Save one row by itself."""
    if isinstance(row, Versioniert) and not is_new:
        row.version += 1
    row.save()
    if own := _sets_itself(row, values):
        type(row)._default_manager.filter(pk=row.pk).update(**{name: values[name] for name in own})


def _sets_itself(row: models.Model, values: Mapping[str, Any]) -> set[str]:
    """Return what sets itself to the present moment with every save, but is what the file says."""
    return {field.name for field in row._meta.fields if getattr(field, "auto_now", False)} & set(values)


def wrong_by_itself(row: models.Model) -> bool:
    """Whether a row is wrong in what can be told without the database; references are known to lead somewhere."""
    followed = {
        field.name for field in row._meta.fields if field.is_relation and getattr(row, field.attname) is not None
    }
    try:
        row.clean_fields(exclude=followed)
        row.clean()
    except ValidationError:
        return True
    return False


def through_accessor(part: Teil, name: str) -> str:
    """Return the attribute behind which the other records of a list stand."""
    relation = part.model_class._meta.get_field(name)
    return str(relation.get_accessor_name()) if isinstance(relation, models.ManyToManyRel) else name


class Vorrat:
    """The rows below those that are there already, and what these are joined with: each kind is loaded once."""

    def __init__(self) -> None:
        self._below: dict[tuple[str, Any], list[models.Model]] = {}
        self._linked: dict[tuple[str, str], dict[Any, set[Any]]] = {}

    def load(self, part: Teil, parents: Iterable[models.Model]) -> None:
        """Load the rows of one kind below these rows."""
        by_pk = {parent.pk: parent for parent in parents}
        self._below |= {(part.name, pk): [] for pk in by_pk}
        for row in ordered(part).filter(**{f"{part.eltern}__in": list(by_pk)}):
            above = getattr(row, f"{part.eltern}_id")
            setattr(row, part.eltern, by_pk[above])
            self._below[part.name, above].append(row)

    def below(self, part: Teil, parent: models.Model) -> list[models.Model]:
        return self._below.pop((part.name, parent.pk))

    def linked(self, part: Teil, name: str, row: models.Model) -> set[Any]:
        """Return the keys of what a row that was there is joined with."""
        if (part.name, name) not in self._linked:
            through, near, far = m2m(part, name)
            found = self._linked[part.name, name] = {}
            for own, other in through.objects.values_list(near, far):
                found.setdefault(own, set()).add(other)
        return self._linked[part.name, name].get(row.pk, set())


def ordered(part: Teil) -> models.QuerySet[models.Model]:
    return part.model_class._default_manager.order_by("position" if part.geordnet else "pk", "pk")
