"""Der rote Faden in words: what everything on it is called, in this order from the data to the page.

Knoten   A thing that stands on the thread: a Beitrag, a Leitsatz, a Maßnahme. Any model that shows itself this way.
Kante    One kind of link from an earlier Knoten to a later one, with the field of its Begründung. Each app
         registers those that it owns; `registry`.
Stand    A Knoten that only says how the one before it stands: the newest Sachstand of a Maßnahme. It ends a Weg
         and is in no list beside the thing it speaks of.
Netz     All that is reachable from some Knoten in one direction, "woher" or "wohin"; `netz`.
Schritt  A Knoten as it was reached: why, and how many Kanten away.
Weg      Schritte without a gap from a start to one end: how a card became a Maßnahme; `wege`.
Station  What is drawn of it: words, address and state. Made of a Schritt, of what a Fassung froze, or by a
         stage in its own words; `stationen`, and `zeichnung` for how the line runs.
Faltung  Things shown at once, and those that are folded away behind a word like "Alle 22 Quellen".
Ganzes   The page with all that followed, where other pages show only the nearest; `views`.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Generic, Literal, NamedTuple, Protocol, TypeVar

from django.apps import apps
from django.db import models
from django.db.models.expressions import Combinable

Richtung = Literal["woher", "wohin"]
SELF = "self"
Ding = TypeVar("Ding")
Anderes = TypeVar("Anderes")
Modell = TypeVar("Modell", bound=models.Model)
Key = tuple[str, Any]
"""Which Knoten: the label of its model in small letters, and its key in the database."""


GATTUNGEN: dict[str, str] = {}
"""The word for all of a kind whose documents have words of their own, by the name of the model; `register_kinds`."""


def kind(art: str) -> str:
    """Return the word for all of its kind: "Leitsatz" for "Leitsatz 2"."""
    return art.partition(" ")[0]


class Knoten(Protocol):
    """What a model shows of itself on the thread. `faden_related` is what its properties need joined."""

    faden_stufe: ClassVar[int]
    faden_related: ClassVar[tuple[str, ...]]
    pk: Any

    @classmethod
    def faden_oeffentlich(cls) -> dict[str, Any]:
        """The lookups by which rows that the public may know of are found: the same as `ist_oeffentlich`."""
        ...

    @property
    def faden_kennung(self) -> str:
        """Its name among all of its kind, as addresses are made of it; never a database key."""
        ...

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
class Kante:
    """One kind of link: rows of `link` join field `woher` (earlier) with field `wohin` (later).

    `"self"` says that the row itself is that end; `grund` is the field with the Begründung, or what the database makes
    it of; `nur` names the method of the QuerySet that leaves only the rows which count. With `stand` the later end is
    the Stand of the earlier one.
    """

    link: str
    woher: str
    wohin: str
    grund: str | Combinable = ""
    nur: str = ""
    stand: bool = False

    @property
    def model(self) -> type[models.Model]:
        return apps.get_model(self.link)

    def rows(self) -> models.QuerySet[Any]:
        manager = self.model._default_manager
        found: models.QuerySet[Any] = getattr(manager, self.nur or "all")()
        return found

    def end(self, richtung: Richtung) -> type[models.Model]:
        """Return the model found at this end."""
        name = self.woher if richtung == "woher" else self.wohin
        if name == SELF:
            return self.model
        related = self.model._meta.get_field(name).related_model
        assert isinstance(related, type), f"{self.link}.{name} is no relation"
        return related


class Vorrat:
    """The Knoten of some Schritte. They are fetched when they are shown: a thread names thousands and shows a few."""

    def __init__(self, bekannt: dict[Key, Knoten] | None = None) -> None:
        self.bekannt = bekannt or {}
        self._fehlend: dict[str, dict[Any, None]] = {}

    def expect(self, key: Key) -> None:
        """Note that this Knoten may be asked for."""
        if key not in self.bekannt:
            self._fehlend.setdefault(key[0], {})[key[1]] = None

    def get(self, key: Key) -> Knoten:
        """Return a Knoten; one that was not brought before comes with all others of its kind, in one statement."""
        if key not in self.bekannt:
            self._fetch(key[0], list(self._fehlend[key[0]]))
        return self.bekannt[key]

    def bring(self, keys: Iterable[Key]) -> None:
        """Fetch these Knoten, with one statement a kind."""
        wanted: dict[str, dict[Any, None]] = {}
        for label, pk in keys:
            if (label, pk) not in self.bekannt:
                wanted.setdefault(label, {})[pk] = None
        for label, pks in wanted.items():
            self._fetch(label, list(pks))

    def _fetch(self, label: str, pks: Sequence[Any]) -> None:
        model = apps.get_model(label)
        rows = model._default_manager.filter(pk__in=pks).order_by()
        related: tuple[str, ...] = model.faden_related
        for row in rows.select_related(*related) if related else rows:
            self.bekannt[label, row.pk] = row
            self._fehlend.get(label, {}).pop(row.pk, None)


class Schritt(NamedTuple):
    """One Knoten as it was reached from a start, and what a template shows of it."""

    key: Key
    grund: str
    tiefe: int
    vorrat: Vorrat

    @property
    def knoten(self) -> Knoten:
        return self.vorrat.get(self.key)

    @property
    def modell(self) -> type[models.Model]:
        return apps.get_model(self.key[0])

    def als(self, kind: type[Modell]) -> Modell:
        """Return the Knoten as one of its own kind."""
        found: Any = self.knoten
        assert isinstance(found, kind), f"{self.key} is no {kind.__name__}"
        return found

    def ist(self, *kinds: type[models.Model]) -> bool:
        """Whether the Knoten is one of these kinds; costs no statement."""
        return self.modell in kinds

    @property
    def titel(self) -> str:
        return self.knoten.faden_titel

    @property
    def art(self) -> str:
        return self.knoten.faden_art

    @property
    def gattung(self) -> str:
        """The word of the portal for all of its kind, whatever its document calls it."""
        return GATTUNGEN.get(self.key[0].rpartition(".")[2]) or kind(self.art)

    @property
    def stufe(self) -> int:
        found: int = self.modell.faden_stufe  # type: ignore[attr-defined]  # every end of a Kante is a Knoten
        return found

    @property
    def datum(self) -> date | None:
        return self.knoten.faden_datum

    @property
    def stand(self) -> str:
        return self.knoten.faden_stand[0]

    @property
    def stand_art(self) -> str:
        return self.knoten.faden_stand[1]

    @property
    def url(self) -> str:
        return self.knoten.get_absolute_url()


def bring(schritte: Iterable[Schritt]) -> None:
    """Fetch at once what these Schritte will show, with one statement a kind."""
    together: dict[int, tuple[Vorrat, list[Key]]] = {}
    for step in schritte:
        together.setdefault(id(step.vorrat), (step.vorrat, []))[1].append(step.key)
    for vorrat, keys in together.values():
        vorrat.bring(keys)


@dataclass(frozen=True)
class Weg:
    """Schritte one behind the other, and the Stand of the last one; empty when nothing followed."""

    schritte: tuple[Schritt, ...] = ()
    stand: Schritt | None = None

    def __len__(self) -> int:
        return len(self.schritte)

    def __iter__(self) -> Iterator[Schritt]:
        return iter(self.schritte)

    @property
    def anfang(self) -> Schritt | None:
        return self.schritte[0] if self.schritte else None

    @property
    def ende(self) -> Schritt | None:
        return self.schritte[-1] if self.schritte else None

    @property
    def stufe(self) -> int:
        """The stage it has come to, 0 when it is empty."""
        return self.ende.stufe if self.ende else 0


@dataclass(frozen=True)
class Station:
    """One place on the line. `stand_art` says how it is drawn: laeuft a ring with a core, offen a ring, else full."""

    titel: str
    art: str = ""
    url: str = ""
    zusatz: str = ""
    zusatz_url: str = ""
    grund: str = ""
    stand: str = ""
    stand_art: str = ""
    datum: date | None = None
    weitere: Sequence[tuple[str, str]] = ()
    """Title and address of what stands at the same place."""


@dataclass(frozen=True)
class Ganzes:
    """The page on which all stands that followed from a thing, and the words by which the thing is meant there."""

    url: str
    von: str


@dataclass(frozen=True)
class Faltung(Generic[Ding]):
    """What is shown at once, what is folded away, and the word on the fold; `url` leads to all where there is more."""

    gezeigt: Sequence[Ding] = ()
    rest: Sequence[Ding] = ()
    wort: str = ""
    url: str = ""
    alle_wort: str = ""

    @property
    def alle(self) -> list[Ding]:
        return [*self.gezeigt, *self.rest]

    def mapped(self, change: Callable[[Ding], Anderes]) -> "Faltung[Anderes]":
        """Return the same with each thing changed."""
        gezeigt, rest = [change(one) for one in self.gezeigt], [change(one) for one in self.rest]
        return Faltung(gezeigt, rest, self.wort, self.url, self.alle_wort)
