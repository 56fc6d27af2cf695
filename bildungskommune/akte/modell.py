"""The Verfahrensakte as data: which model stands under which name in the file, and how its rows are named.

Each app declares its chapter in `<app>/akte.py`. Chapters are read in the order of the layers, so that a
reference always points to something read before.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models.expressions import OrderBy

FORMAT = "bildungskommune-verfahrensakte"
VERSION = 1
TRENNER = "/"

Satz = dict[str, Any]


@dataclass(frozen=True)
class JeNach:
    """A reference whose kind of record another field of the row says: `teil` makes the name of the Teil of it."""

    feld: str
    nach: str
    teil: Callable[[str], str | None]


@dataclass(frozen=True)
class Auswahl:
    """Which records a list of a row may name, and what is said of any other."""

    unter: Callable[[Any], models.QuerySet[Any]]
    satz: str


@dataclass(frozen=True)
class Teil:
    """One kind of record.

    `schluessel` names the fields that tell records of one list apart; without one, records are told apart by
    their place in the list. `verweise` are references to one record, `listen` to several; each names the Teil
    it points to. `ref` are the lookups whose values, joined by "/", name a record from elsewhere.
    `nur` says that a record is nothing but this one reference. `ersatz` fills a field from the file's head
    when the record leaves it out, and marks the row with a flag: {field: (flag, name in the head)}. `je_nach`
    are references to different kinds of record, by their name in the file. `auswahl` narrows lists down to those
    records that the row may name. `pruefung` says what is wrong with a new row that fits the form, by field.
    """

    name: str
    model: str
    felder: tuple[str, ...] = ()
    schluessel: tuple[str, ...] = ()
    ref: tuple[str, ...] = ()
    verweise: Mapping[str, str] = field(default_factory=dict)
    listen: Mapping[str, str] = field(default_factory=dict)
    auswahl: Mapping[str, Auswahl] = field(default_factory=dict)
    je_nach: Mapping[str, JeNach] = field(default_factory=dict)
    teile: tuple["Teil", ...] = ()
    eltern: str = ""
    geordnet: bool = False
    ordnung: tuple[str | OrderBy, ...] = ("pk",)
    """How records are sorted in the file when their order says nothing."""
    zuerst: tuple[str, ...] = ()
    """References to records of the same list that must be there before."""
    mehrfach: bool = False
    """Whether records may be equal in their key: then the first in the file is the first in the portal."""
    nur: str = ""
    ersatz: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    erzeugt: Mapping[str, Any] = field(default_factory=dict)
    """Fields that a new row gets and the file never holds: {"token": callable}."""
    bleibt: tuple[str, ...] = ()
    """Fields that stay as they are when the file leaves them out."""
    unveraenderlich: tuple[str, ...] = ()
    persoenlich: bool = False
    """Only in files with persons."""
    persoenliche_felder: tuple[str, ...] = ()
    einzeln: bool = False
    """Whether there is one row at most."""
    kurz: str = ""
    """The name of the list when it needs no more than references (`kurzform`)."""
    portal: bool = False
    """Whether it is of the portal itself, not of a process."""
    vorbereitung: Callable[[Any], None] | None = None
    """Fills in what a new row needs beyond its fields, before it is checked."""
    danach: Callable[[Any], None] | None = None
    """What follows once a new row is written."""
    pruefung: Callable[[Any], Mapping[str, str]] | None = None

    @cached_property
    def model_class(self) -> type[models.Model]:
        return apps.get_model(self.model)

    def feld(self, name: str) -> "models.Field[Any, Any]":
        found = self.model_class._meta.get_field(name)
        assert isinstance(found, models.Field), f"{self.model}.{name} is no field"
        return found

    def walk(self) -> Iterator["Teil"]:
        yield self
        for teil in self.teile:
            yield from teil.walk()


@dataclass(frozen=True)
class Kapitel:
    rang: int
    teile: tuple[Teil, ...]
    ohne: tuple[str, ...] = ()
    """What of this chapter no file holds, in words for its head."""


_kapitel: dict[int, Kapitel] = {}


def register(rang: int, *teile: Teil, ohne: tuple[str, ...] = ()) -> None:
    """Add the chapter of one app; `rang` is its place in the file."""
    _kapitel[rang] = Kapitel(rang, teile, ohne)


def kapitel() -> list[Kapitel]:
    return [_kapitel[rang] for rang in sorted(_kapitel)]


def teil(name: str) -> Teil:
    """Return the Teil with this name; names are unique over the whole file."""
    return next(found for chapter in kapitel() for top in chapter.teile for found in top.walk() if found.name == name)


def teil_of(model: str) -> str | None:
    """Return the name of the Teil that holds the rows of this model."""
    every = (found for chapter in kapitel() for top in chapter.teile for found in top.walk())
    return next((found.name for found in every if found.model.lower() == model.lower()), None)


def m2m(part: Teil, name: str) -> tuple[Any, str, str]:
    """Return the table between two kinds of record and its columns for this one and the other one."""
    relation = part.model_class._meta.get_field(name)
    if isinstance(relation, models.ManyToManyField):
        return relation.remote_field.through, relation.m2m_column_name(), relation.m2m_reverse_name()
    assert isinstance(relation, models.ManyToManyRel), f"{part.model}.{name} is no list"
    return relation.through, relation.field.m2m_reverse_name(), relation.field.m2m_column_name()
