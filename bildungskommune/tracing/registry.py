"""Der rote Faden as data: each app registers the edges that it owns, from an earlier thing to a later one."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Literal, Protocol

from django.apps import apps
from django.db import models

Richtung = Literal["woher", "wohin"]
SELF = "self"


class Knoten(Protocol):
    """What a model shows of itself on the thread. `faden_related` is what its properties need joined."""

    faden_stufe: ClassVar[int]
    faden_related: ClassVar[tuple[str, ...]]
    pk: Any

    @property
    def faden_art(self) -> str: ...
    @property
    def faden_titel(self) -> str: ...
    @property
    def faden_datum(self) -> date | None: ...
    @property
    def faden_stand(self) -> tuple[str, str]: ...
    @property
    def ist_oeffentlich(self) -> bool: ...
    def get_absolute_url(self) -> str: ...


@dataclass(frozen=True)
class Edge:
    """One kind of link: rows of `link` join field `woher` (earlier) with field `wohin` (later).

    `wohin="self"` says that the row itself is the later thing; `grund` names the field with the Begründung.
    """

    link: str
    woher: str
    wohin: str
    grund: str = ""

    @property
    def model(self) -> type[models.Model]:
        return apps.get_model(self.link)

    def end(self, richtung: Richtung) -> type[models.Model]:
        """Return the model found at this end of the edge."""
        name = self.woher if richtung == "woher" else self.wohin
        if name == SELF:
            return self.model
        related = self.model._meta.get_field(name).related_model
        assert isinstance(related, type), f"{self.link}.{name} is no relation"
        return related


_edges: list[Edge] = []


def register(*edges: Edge) -> None:
    """Add edges once; importing a registering module again changes nothing."""
    _edges.extend(edge for edge in edges if edge not in _edges)


def edges() -> tuple[Edge, ...]:
    return tuple(_edges)
