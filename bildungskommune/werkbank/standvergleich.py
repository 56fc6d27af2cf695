"""Two states of one thing side by side, in the words of its fields."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models

from bildungskommune.audit.models import Textstand
from bildungskommune.inworten import InWorten
from bildungskommune.ui.zeiten import datum, zahl, zeitpunkt
from bildungskommune.werkbank.staende import upper
from bildungskommune.werkbank.vergleich import Stueck, mark


@dataclass(frozen=True)
class Feldpaar:
    """One field that differs between two states."""

    label: str
    frueher: tuple[Stueck, ...]
    spaeter: tuple[Stueck, ...]


@dataclass(frozen=True)
class Standvergleich:
    unterschiede: tuple[Feldpaar, ...]
    gleich: tuple[str, ...]
    """Names of the fields that say the same in both."""


def compare(model: type[models.Model], frueher: Textstand, spaeter: Textstand) -> Standvergleich:
    """Compare the fields that both states have; a link to another thing is named by what it leads to now."""
    before, after = frueher.werte or {}, spaeter.werte or {}
    fields = [field for field in model._meta.concrete_fields if field.column in before and field.column in after]
    different = [field for field in fields if before[field.column] != after[field.column]]
    pairs = []
    for field in different:
        words = _words(field, (before[field.column], after[field.column]))
        pairs.append(Feldpaar(upper(str(field.verbose_name)), *mark(*words)))
    same = tuple(upper(str(field.verbose_name)) for field in fields if field not in different)
    return Standvergleich(tuple(pairs), same)


def _words(field: models.Field, values: Iterable[Any]) -> tuple[str, ...]:
    if field.is_relation:
        return _names(field, values)
    return tuple(in_words(field, value) for value in values)


def _names(field: models.Field, keys: Iterable[Any]) -> tuple[str, ...]:
    """Name what the keys lead to, with one query; what is gone, by its number."""
    keys = list(keys)
    related: Any = field.related_model
    found = related._default_manager.in_bulk([key for key in keys if key is not None])
    return tuple("" if key is None else str(found.get(key) or f"Nr. {key}, gelöscht") for key in keys)


def in_words(field: models.Field, value: Any) -> str:
    """Return a stored value as people read it: the label of a choice, yes or no, a day, a text."""
    if value is None:
        return ""
    if isinstance(value, list):
        inner = field.base_field if isinstance(field, ArrayField) else models.TextField()
        return ", ".join(in_words(inner, one) for one in value)
    if isinstance(value, dict):
        return _told(field, value)
    labels: Mapping[Any, Any] = dict(field.flatchoices)
    if value in labels:
        return str(labels[value])
    try:
        return _spelling(field.to_python(value))
    except ValidationError:
        return str(value)


def _told(field: models.Field, value: dict[str, Any]) -> str:
    """Return an object as its column tells it, else each name with its number."""
    if isinstance(field, InWorten):
        return field.worte(value)
    return ", ".join(f"{key}: {zahl(one)}" for key, one in value.items())


def _spelling(value: object) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, datetime):
        return zeitpunkt(value)
    if isinstance(value, date):
        return datum(value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, Decimal | float):
        return zahl(value)
    return str(value)
