"""Earlier states of the working texts: `<app>/staende.py` says which are kept, and how one is brought back.

What is kept is written by the database (`audit/merken.py`); who may read it, `<app>/einsicht.py` says.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import reverse

from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.audit.log import record
from bildungskommune.audit.models import Textstand
from bildungskommune.register import Register
from bildungskommune.werkbank import aendern
from bildungskommune.werkbank.notiz import Notiz
from bildungskommune.werkbank.textbaustein import Textbaustein

BLEIBT = frozenset({"kennung", "slug", "nummer", "position", "status", "status_grund", "oeffentlich"})
"""Names, places, states and what is public have rules of their own: they stay when an earlier state comes back."""


def nobody(user: Nutzer, thing: object) -> bool:
    return False


@dataclass(frozen=True)
class Gemerkt:
    """A kind of thing whose states are kept."""

    modell: type[models.Model]
    seite: Callable[[Any], str]
    """Address of the page of the desk where the thing stands."""
    darf: Callable[[Nutzer, Any], bool] = nobody
    """Who may bring back a state: who may edit the thing. Nobody where its words stand as they were given."""
    regel: Callable[..., object] = aendern.change
    bleibt: tuple[str, ...] = ()
    """Fields that do not come back, besides the usual ones."""
    ohne: tuple[str, ...] = ()
    """Columns that are not kept: they say who somebody is."""
    mit: tuple[str, ...] = ()
    """What `seite` reads besides the thing itself, for whoever wants the addresses of many."""

    @property
    def fields(self) -> list[models.Field]:
        """The fields that come back with an earlier state: words, choices, days and numbers, no links to others."""
        stay = BLEIBT | {*self.bleibt, *self.ohne}
        return [
            field
            for field in self.modell._meta.concrete_fields
            if field.editable
            and not (field.primary_key or field.is_relation or isinstance(field, models.FileField))
            and field.name not in stay
        ]


@dataclass(frozen=True)
class Ungemerkt:
    """A model with texts whose states are not kept, and why."""

    modell: type[models.Model]
    warum: str


staende: Register[[], Gemerkt | Ungemerkt] = Register("staende")


@staende.register
def blocks() -> Iterator[Ungemerkt]:
    yield Ungemerkt(Notiz, "bleibt, wie sie geschrieben wurde")
    yield Ungemerkt(Textbaustein, "eine Vorlage; was daraus wurde, steht in der Begründung")


class NotRestorable(Exception):
    """The state cannot come back: what was right then is against a rule by now, or nothing is left of it."""


@cache
def _kinds() -> Mapping[str, Gemerkt]:
    return {one.modell._meta.label_lower: one for one in staende.collect() if isinstance(one, Gemerkt)}


def kind(label: str) -> Gemerkt | None:
    return _kinds().get(label)


def way(thing: object) -> str:
    """Return the address of the history of a stored thing, empty when it has none."""
    if not isinstance(thing, models.Model) or thing.pk is None or kind(thing._meta.label_lower) is None:
        return ""
    return reverse("v-staende", args=(thing._meta.label_lower, thing.pk))


def labels(model: type[models.Model], columns: Iterable[str]) -> list[str]:
    """Name the columns as the forms do and in their order; one that the model has no longer, as the database did."""
    names = {field.column: str(field.verbose_name) for field in model._meta.concrete_fields}
    places = {column: place for place, column in enumerate(names)}
    ordered = sorted(columns, key=lambda column: places.get(column, len(places)))
    return [upper(names.get(column, column)) for column in ordered]


def upper(word: str) -> str:
    return word[:1].upper() + word[1:]


def restore(gemerkt: Gemerkt, thing: models.Model, stand: Textstand, *, version: int | None, by: Nutzer) -> bool:
    """Write the fields of a state into the thing, by the rule of its form; False when it stands so already.

    Raises NotRestorable, Outdated.
    """
    if stand.werte is None:
        raise NotRestorable("Von diesem Stand ist nichts mehr da.")
    fields = _take_over(gemerkt, thing, stand.werte)
    if not fields:
        return False
    with transaction.atomic():
        gemerkt.regel(thing, fields, version=version, by=by)
        record(by, f"{thing._meta.model_name}.wiederhergestellt", thing, stand=stand.pk)
    return True


def _take_over(gemerkt: Gemerkt, thing: models.Model, werte: Mapping[str, Any]) -> Sequence[str]:
    """Set the values on the thing and return the names of the fields that differ; raises NotRestorable."""
    changed = []
    try:
        for field in gemerkt.fields:
            column = str(field.column)
            if column in werte and (value := field.to_python(werte[column])) != getattr(thing, field.name):
                setattr(thing, field.name, value)
                changed.append(field.name)
        thing.clean_fields(exclude={field.name for field in thing._meta.concrete_fields} - set(changed))
        thing.validate_constraints()
    except ValidationError as error:
        raise NotRestorable(" ".join(error.messages)) from error
    return changed
