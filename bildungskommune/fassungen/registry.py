"""What can be frozen and published: each stage registers its Definition in `<app>/fassungen.py`."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models

from bildungskommune.fassungen.models import Fassung
from bildungskommune.fassungen.verzeichnis import IMPRESSUM, Inhaltszeile
from bildungskommune.tabellen import Zeile

Snapshot = dict[str, Any]


class UnknownDefinition(Exception):
    """No stage registered this key."""


def _nothing(fassung: Fassung) -> None:
    return None


def _no_tables(snapshot: Snapshot) -> Mapping[str, list[Zeile]]:
    return {}


@dataclass(frozen=True)
class Definition:
    """How a stage becomes a Fassung.

    `collect` returns plain JSON; web page and PDF both render from it. `je_objekt` counts Fassungen of each
    object from 1, otherwise all Fassungen of the definition share one count, so that /leitbild/fassung/3/ is
    one thing for ever. `veroeffentlicht` is called within the publishing transaction.
    """

    key: str
    name: str
    model: str
    template: str
    collect: Callable[[Any], Snapshot]
    verzeichnis: Callable[[Snapshot], Iterable[Inhaltszeile]]
    """What the table of contents names, in the order of the pages."""
    url: Callable[[Fassung], str]
    stufe: int
    urls: Callable[[Sequence[Fassung]], Mapping[int, str]] | None = None
    """The addresses of many at once by their key, where `url` has to ask the database for each."""
    je_objekt: bool = False
    veroeffentlicht: Callable[[Fassung], None] = _nothing
    tabellen: Callable[[Snapshot], Mapping[str, list[Zeile]]] = _no_tables
    """Tables for the PDF's attachments, by name; the first row of each is its head."""
    mehrzahl: Mapping[str, str] = field(default_factory=dict)
    """The plural of each kind of thing that a thread may lead to: {"Karte": "Karten"}."""

    def contents(self, snapshot: Snapshot) -> list[Inhaltszeile]:
        """Return the table of contents; every print ends with the Impressum."""
        return [*self.verzeichnis(snapshot), IMPRESSUM]

    def addresses(self, fassungen: Sequence[Fassung]) -> Mapping[int, str]:
        """Return the permanent page of each of these Fassungen by its key, with at most one statement."""
        if self.urls is not None:
            return self.urls(fassungen)
        return {fassung.pk: self.url(fassung) for fassung in fassungen}

    @property
    def model_class(self) -> type[models.Model]:
        return apps.get_model(self.model)


_definitions: dict[str, Definition] = {}
_decisions: list[Callable[[Fassung], str]] = []


def register(definition: Definition) -> None:
    known = _definitions.get(definition.key)
    assert known is None or known == definition, f"two definitions for {definition.key}"
    _definitions[definition.key] = definition


def definition(key: str) -> Definition:
    """Return the Definition of this key; raises UnknownDefinition."""
    try:
        return _definitions[key]
    except KeyError:
        raise UnknownDefinition(key) from None


def definitions() -> Mapping[str, Definition]:
    return dict(sorted(_definitions.items(), key=lambda pair: pair[1].stufe))


def plural_of(kind: str) -> str:
    """Return the plural of a kind of thing on the thread; a kind nobody named stays as it is."""
    return next((what.mehrzahl[kind] for what in _definitions.values() if kind in what.mehrzahl), kind)


def register_decision(beschluss: Callable[[Fassung], str]) -> None:
    """Add who knows how a Fassung was decided on; committees stand above this app."""
    if beschluss not in _decisions:
        _decisions.append(beschluss)


def decision_on(fassung: Fassung) -> str:
    """Return the decision on this Fassung in words, empty when there is none yet."""
    return next((words for beschluss in _decisions if (words := beschluss(fassung))), "")
