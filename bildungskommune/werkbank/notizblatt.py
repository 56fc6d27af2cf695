"""What colleagues noted and nobody has settled, as the desk shows it beside a text and at each of its parts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from django.db import models
from django.db.models import Count
from django.urls import reverse

from bildungskommune.accounts.rollen import Nutzer, may_read_all
from bildungskommune.werkbank.notiz import Notiz

HOECHSTENS = 20
"""So many open notes stand beside a text; the others on pages of their own."""
Schluessel: TypeAlias = tuple[str, int]


@dataclass(frozen=True)
class Zeile:
    """One open note; `teil` names the part at which it stands, empty at the text itself."""

    notiz: Notiz
    teil: str


@dataclass(frozen=True)
class Notizblatt:
    """The open notes at a thing and its parts, the oldest first, and how many there are at each."""

    ding: models.Model
    zeilen: Sequence[Zeile]
    anzahlen: Mapping[Schluessel, int]

    @property
    def weg(self) -> str:
        """Address of the page with all notes of the thing, where one is written."""
        return address(self.ding)

    @property
    def eigene(self) -> int:
        return self.number_at(self.ding)

    @property
    def weitere(self) -> int:
        """How many open notes are not among the lines."""
        return sum(self.anzahlen.values()) - len(self.zeilen)

    def number_at(self, thing: models.Model) -> int:
        return self.anzahlen.get(_key(thing), 0)


def beside(user: Nutzer, thing: models.Model, parts: Iterable[models.Model] = ()) -> Notizblatt | None:
    """Return the open notes at a thing and its parts, None to whoever reads no notes: two statements for all."""
    if not may_read_all(user):
        return None
    things = {_key(one): one for one in (thing, *parts)}
    rows = Notiz.objects.open().at(things.values())
    anzahlen = {
        (art, pk): anzahl
        for art, pk, anzahl in rows.order_by().values_list("objekt_art", "objekt_id").annotate(Count("pk"))
    }
    zeilen = [_line(notiz, thing, things) for notiz in rows.select_related("von")[:HOECHSTENS]]
    return Notizblatt(thing, zeilen, anzahlen)


def address(thing: models.Model) -> str:
    """Return the address of the page with all notes of a thing."""
    return reverse("v-notizen", args=_key(thing))


def _line(notiz: Notiz, thing: models.Model, things: Mapping[Schluessel, models.Model]) -> Zeile:
    there = things[notiz.objekt_art, notiz.objekt_id]
    return Zeile(notiz, "" if there is thing else str(there))


def _key(thing: models.Model) -> Schluessel:
    return thing._meta.label_lower, thing.pk
