"""What is kept for a limited time only: `<app>/aufbewahrung.py` declares what of its own holds personal data.

What is carried out at night, shown to staff before, printed on the privacy page, told to a person who asks and erased
for one who wants to be forgotten, all follows from these declarations.
"""

import logging
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import models, transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from bildungskommune.register import Register

logger = logging.getLogger(__name__)

JAHR = timedelta(days=365)
VORSCHAU = timedelta(days=30)
"""So far ahead staff see what will be forgotten."""
UHRZEIT = "03:27"
"""When it is carried out, every night."""


@dataclass(frozen=True)
class Vergessen:
    """How many rows of a kind are gone."""

    was: str
    anzahl: int


def delete(rows: QuerySet[Any]) -> int:
    """Delete these rows and what goes with them; returns how many of this kind."""
    _, kinds = rows.delete()
    return kinds.get(rows.model._meta.label, 0)


@dataclass(frozen=True, kw_only=True)
class Frist:
    """How long the personal data of one model are kept, from when it is counted, and what comes then."""

    modell: type[models.Model]
    felder: tuple[str, ...]
    was: str
    """How people call these rows, in the plural."""
    daten: str
    """What is kept of a person, in words."""
    wozu: str
    dauer: timedelta
    ab: str
    """From when it is counted, in words: "nach dem Workshop"."""
    worte: str
    """How long, in words: "zwölf Monate"."""
    zeilen: Callable[[], QuerySet[Any]]
    """Rows that can be forgotten, annotated with `ab`, the moment from which their time runs."""
    tun: Callable[[QuerySet[Any]], int] = delete
    danach: str = "gelöscht"
    """What happens to them: they are "gelöscht" or "anonymisiert"."""
    rest: str = ""
    """What is left of them, in words."""
    liste: str = ""
    """Name of the page where staff find these rows; what has none goes without a notice."""
    adresse: tuple[str, ...] = ()
    """Fields by which the rows of an e-mail address are found."""
    nennt: tuple[str, ...] = ()
    """Fields with the names and numbers under which others may speak of the person."""
    auf_antrag: Callable[[QuerySet[Any]], int] | None = None
    """What happens to them when the person asks for it, if that is not the same (`tun`)."""

    bleibt: str = ""
    """What then stays of them and why, with the law: told to the person."""

    def forget(self, rows: QuerySet[Any]) -> int:
        """Forget these rows because the person asks for it, whatever their time. Returns how many."""
        return (self.auf_antrag or self.tun)(rows)

    def due(self, now: datetime) -> QuerySet[Any]:
        """Return what is kept no longer at `now`."""
        return self.zeilen().filter(ab__lt=now - self.dauer)

    def run(self, now: datetime) -> Vergessen:
        """Forget what is over. Safe to run twice."""
        with transaction.atomic():
            return Vergessen(self.was, self.tun(self.zeilen().model._default_manager.filter(pk__in=self._due(now))))

    def _due(self, now: datetime) -> list[Any]:
        return list(self.due(now).values_list("pk", flat=True))


@dataclass(frozen=True)
class Teil:
    """A model whose personal data go with those of another one."""

    modell: type[models.Model]
    felder: tuple[str, ...]
    mit: type[models.Model]
    adresse: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sache:
    """Fields that look as if they held personal data, and why they do not fall under a Frist."""

    modell: type[models.Model]
    felder: tuple[str, ...]
    warum: str


fristen: Register[[], Frist | Teil | Sache] = Register("aufbewahrung")
"""Every app declares its own."""


def declared() -> list[Frist]:
    """Return what is kept for a limited time, in the order of the apps."""
    return [one for one in fristen.collect() if isinstance(one, Frist)]


def found_by(email: str) -> Iterator[tuple[Frist | Teil, QuerySet[Any]]]:
    """Return each declaration that has rows of this address, with them."""
    for one in fristen.collect():
        if isinstance(one, Sache) or not one.adresse:
            continue
        wanted = Q(pk__in=())
        for field in one.adresse:
            wanted |= Q(**{f"{field}__iexact": email})
        keys = one.modell._default_manager.filter(wanted).values("pk")
        rows = one.modell._default_manager.filter(pk__in=keys).order_by("pk")
        if rows.exists():
            yield one, rows


def forget(now: datetime) -> list[Vergessen]:
    """Let every app delete what it may keep no longer; one that fails keeps no other from it.

    Raises ExceptionGroup at the end with all that went wrong.
    """
    gone: list[Vergessen] = []
    errors: list[Exception] = []
    for frist in declared():
        try:
            gone.append(frist.run(now))
        except Exception as error:  # noqa: BLE001
            errors.append(error)
    for one in gone:
        logger.info("forgotten: %s %s", one.anzahl, one.was)
    if errors:
        raise ExceptionGroup("what should be forgotten", errors)
    return gone


@dataclass(frozen=True)
class Bevorstehend:
    """In one night so many rows of one kind will be forgotten."""

    tag: date
    frist: Frist
    anzahl: int


def ahead(now: datetime) -> list[Bevorstehend]:
    """Return what will be forgotten in the next 30 days, soonest first; one query for each Frist."""
    found = [one for frist in declared() if frist.liste for one in _ahead(frist, now)]
    return sorted(found, key=lambda one: (one.tag, one.frist.was))


def _ahead(frist: Frist, now: datetime) -> Iterator[Bevorstehend]:
    moments = frist.due(now + VORSCHAU).order_by().values("ab").annotate(anzahl=Count("pk"))
    nights: Counter[date] = Counter()
    for ab, anzahl in moments.values_list("ab", "anzahl"):
        nights[_night(max(ab + frist.dauer, now))] += anzahl
    for day, anzahl in nights.items():
        yield Bevorstehend(day, frist, anzahl)


def _night(moment: datetime) -> date:
    """Return the day of the first run after a moment."""
    local = timezone.localtime(moment)
    return local.date() + timedelta(days=int(local.time() >= time.fromisoformat(UHRZEIT)))
