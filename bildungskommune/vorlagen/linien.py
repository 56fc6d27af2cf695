"""What lay before a committee, and what became of it: the Fassungen of a Vorlage by document, kind and language."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import TypeAlias

from django.db.models import Q
from django.utils import timezone

from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.fassungen.models import Fassung, Status
from bildungskommune.vorlagen.sicht import may_read

Schluessel: TypeAlias = tuple[str, str, str, str]


def line_of(fassung: Fassung) -> Schluessel:
    return fassung.definition, fassung.dokument, fassung.art, fassung.sprache


@dataclass(frozen=True)
class Linien:
    """The Fassungen that a Vorlage carries, and all that this person may read of their lines, both oldest first."""

    getragen: Sequence[Fassung]
    lesbar: Sequence[Fassung]

    def laid_before(self, day: date) -> list[Fassung]:
        """Return which Fassung of each line lay on the table that day: the last one frozen by then, else the first."""
        found: dict[Schluessel, Fassung] = {}
        for fassung in self.getragen:
            known = found.get(line_of(fassung))
            if known is None or timezone.localdate(fassung.eingefroren_am) <= day:
                found[line_of(fassung)] = fassung
        return list(found.values())

    def today(self, fassung: Fassung) -> Fassung | None:
        """Return what there is of its line now: the one that holds, else the newest; None when nothing came after."""
        later = [one for one in self.lesbar if line_of(one) == line_of(fassung) and one.nummer > fassung.nummer]
        holds = [one for one in later if one.status == Status.VEROEFFENTLICHT]
        return next(reversed(holds or later), None)

    def can_be_read(self, fassung: Fassung) -> bool:
        return fassung in self.lesbar


def lines(carried: Iterable[Fassung], user: Nutzer) -> Linien:
    """Return the lines of these Fassungen as far as this person may read them: one query."""
    getragen = sorted(carried, key=lambda fassung: (line_of(fassung), fassung.nummer))
    if not getragen:
        return Linien([], [])
    same = reduce(or_, (_same(key) for key in {line_of(fassung) for fassung in getragen}))
    found = Fassung.objects.filter(same).select_related("auftrag").without_snapshot().order_by("nummer")
    return Linien(getragen, [fassung for fassung in found if may_read(user, fassung)])


def _same(key: Schluessel) -> Q:
    return Q(**dict(zip(("definition", "dokument", "art", "sprache"), key, strict=True)))
