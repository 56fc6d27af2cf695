"""Where the thread breaks off: each app says in `<app>/fadenluecken.py` what of its own hangs in the air."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, Value

from bildungskommune.register import Register
from bildungskommune.tracing.faden import Richtung


@dataclass(frozen=True)
class Fadenluecke:
    """One kind of break: things that come from nowhere ("woher"), or of which nothing became ("wohin")."""

    name: str
    """How the address names it."""
    wort: str
    """What these things are called together: "Themen, aus denen nichts wurde"."""
    richtung: Richtung
    was_zaehlt: str
    """Which things are counted, in one sentence or two."""
    abhilfe: str
    """What to do on the page that a row leads to."""
    rows: Callable[[], QuerySet[Any]]
    """Returns the things in their order, with all joined that is shown of them."""
    pult: Callable[[Any], str]
    """Returns the address on the desk where one of them is mended."""
    gehoert: Callable[[Any], str]
    """Returns the name of what it belongs to: its document, its series."""
    titel_feld: str = "titel"
    gehoert_feld: str = ""
    """By which fields the list is sorted; without `gehoert_feld` it says nothing of the place."""

    @property
    def felder(self) -> Sequence[str]:
        """The fields in which a word is looked for."""
        return [self.titel_feld, self.gehoert_feld] if self.gehoert_feld else [self.titel_feld]


fadenluecken: Register[[], Fadenluecke] = Register("fadenluecken")


def find(name: str) -> Fadenluecke | None:
    """Return the kind of this name; None when no app has one."""
    return next((one for one in fadenluecken.collect() if one.name == name), None)


@dataclass(frozen=True)
class Gezaehlt:
    """A kind, and how many there are of it today."""

    luecke: Fadenluecke
    anzahl: int


def counted() -> list[Gezaehlt]:
    """Return every kind with its number, in one statement for all."""
    kinds = fadenluecken.collect()
    each = [_number(one.rows(), nr) for nr, one in enumerate(kinds)]
    # A kind without rows has no group, and is not in the answer.
    found: dict[int, int] = dict(each[0].union(*each[1:], all=True)) if each else {}
    return [Gezaehlt(one, found.get(nr, 0)) for nr, one in enumerate(kinds)]


def _number(rows: QuerySet[Any], nr: int) -> QuerySet[Any, Any]:
    """Return how many rows there are, beside the number of their kind."""
    kind = rows.order_by().annotate(luecke=Value(nr)).values("luecke")
    number: QuerySet[Any, Any] = kind.annotate(anzahl=Count("pk")).values_list("luecke", "anzahl")
    return number
