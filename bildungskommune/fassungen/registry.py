"""What can be frozen and published: each stage registers its Definition in `<app>/fassungen.py`."""

from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db import models

from bildungskommune.fassungen.models import Art, Fassung
from bildungskommune.fassungen.textteile import Teil
from bildungskommune.fassungen.verzeichnis import IMPRESSUM, Inhaltszeile
from bildungskommune.shape import Shape, misfit
from bildungskommune.tabellen import Zeile
from bildungskommune.tracing.knoten import Fortschreibbar

Snapshot = dict[str, Any]


class UnknownDefinition(Exception):
    """No stage registered this key."""


class UnknownArt(Exception):
    """The documents of this stage have no text of this kind."""

    def __init__(self, what: "Definition", art: str) -> None:
        super().__init__(f"„{what.name}“ gibt es nicht als „{Art(art).label}“.")


def _kennung(objekt: Any) -> str:
    return str(objekt.kennung)


def _nothing(fassung: Fassung) -> None:
    return None


def _short(objekt: Any) -> int:
    return 0


def _asked_for(objekt: Any) -> date | None:
    return None


def _one_page(anker: str) -> str:
    return ""


def _no_parts(snapshot: Snapshot) -> Iterable[Teil]:
    return ()


def _no_tables(snapshot: Snapshot) -> Mapping[str, list[Zeile]]:
    return {}


def _as_it_is(snapshot: Snapshot) -> Snapshot:
    return snapshot


def _never() -> Mapping[int, datetime]:
    return {}


@dataclass(frozen=True)
class Definition:
    """How a stage becomes a Fassung.

    `collect` returns plain JSON; web page and PDF both render from it. `veroeffentlicht` and `zurueckgezogen`
    are called within the transaction that publishes or withdraws, and only for the text itself.
    """

    key: str
    name: str
    model: str
    template: str
    collect: Callable[[Any], Snapshot]
    verzeichnis: Callable[[Snapshot], Iterable[Inhaltszeile]]
    """What the table of contents names, in the order of the pages."""
    url: Callable[[Fassung], str]
    """The permanent page; the Fassung alone says it."""
    stufe: int
    seite_zu: Callable[[str], str] = _one_page
    """What the address of the page on which an anchor stands says after it, "?massnahme=m-01": nothing on one page."""
    kennung: Callable[[Any], str] = _kennung
    """The name of a document in addresses."""
    weitere: Mapping[str, Callable[[Any], Snapshot]] = field(default_factory=dict)
    """How texts of other kinds are collected: {Art.BERICHT: …}."""
    umfang: Callable[[Any], int] = _short
    """How many parts a document has, counted with one statement: a long one is frozen by the worker.

    A part costs four milliseconds at most; what costs much less counts for less.
    """
    stichtag: Callable[[Any], date | None] = _asked_for
    """The day that a document itself speaks of; None lets whoever freezes it say for which day it holds."""
    beschluss: bool = False
    """Whether a committee adopts the text before it holds."""
    zurueckgezogen: Callable[[Fassung], None] = _nothing
    veroeffentlicht: Callable[[Fassung], None] = _nothing
    tabellen: Callable[[Snapshot], Mapping[str, list[Zeile]]] = _no_tables
    """Tables for the PDF's attachments, by name; the first row of each is its head."""
    teile: Callable[[Snapshot], Iterable[Teil]] = _no_parts
    """The text in parts that keep their names, in its order: by them two Fassungen are compared."""
    nachtrag: Callable[[Snapshot], Snapshot] = _as_it_is
    """What is laid beside the frozen text when it is read: that a picture it names is gone by now."""
    drucksatz: Callable[[Snapshot], Snapshot] = _as_it_is
    """What a print carries in itself: the files of pictures. Raises LookupError when one is missing."""
    entnommen: Callable[[], Mapping[int, datetime]] = _never
    """From which Fassungen something else than a name was taken out, by their key, with when the last time was."""
    mehrzahl: Mapping[str, str] = field(default_factory=dict)
    """The plural of each kind of thing that a thread may lead to: {"Karte": "Karten"}."""
    shape: Shape = field(default_factory=dict)
    """What a snapshot of the newest version holds: whoever reads it can rely on that."""
    version: int = 1
    upgrades: Mapping[int, Callable[[Snapshot], Snapshot]] = field(default_factory=dict)
    """What makes a snapshot of this version one of the next: {1: from_1_to_2}."""

    def __post_init__(self) -> None:
        assert set(self.upgrades) == set(range(1, self.version)), f"{self.key}: one upgrade for each step"

    def contents(self, snapshot: Snapshot) -> list[Inhaltszeile]:
        """Return the table of contents; every print ends with the Impressum."""
        return [*self.verzeichnis(snapshot), IMPRESSUM]

    def snapshot(self, objekt: models.Model, art: str) -> Snapshot:
        """Return the document as plain JSON; raises UnknownArt when it has no text of this kind."""
        if art not in self.arten:
            raise UnknownArt(self, art)
        collect = self.collect if art == Art.STANDARD else self.weitere[art]
        return collect(objekt)

    def upgraded(self, snapshot: Snapshot) -> Snapshot:
        """Return the snapshot in the newest version; the one given stays as it is.

        Raises what an upgrade raises that misses something, LookupError for a version that nobody knows.
        """
        version = snapshot.get("schema", 1)
        if version == self.version:
            return snapshot
        newer = deepcopy(snapshot)
        for step in range(version, self.version):
            newer = {**self.upgrades[step](newer), "schema": step + 1}
        if newer.get("schema", 1) != self.version:
            raise LookupError(f"version {version}")
        return newer

    def misfit(self, snapshot: Snapshot) -> str | None:
        """Return the first place where a snapshot of the newest version is not what it has to be."""
        return misfit(snapshot, self.shape)

    @property
    def arten(self) -> list[Art]:
        """The kinds of text that can be frozen."""
        return [Art.STANDARD, *(art for art in Art if art in self.weitere)]

    def needs_adoption(self, fassung: Fassung) -> bool:
        """Whether this Fassung only holds after a committee adopted it: a report or a translation does not."""
        return self.beschluss and fassung.art == Art.STANDARD

    def predecessor(self, objekt_pk: int) -> int | None:
        """Return the key of the document that this one carries on."""
        model: Any = self.model_class
        if not issubclass(model, Fortschreibbar):
            return None
        found = model.objects.filter(pk=objekt_pk).values_list("vorgaenger_id", flat=True).first()
        return None if found is None else int(found)

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
