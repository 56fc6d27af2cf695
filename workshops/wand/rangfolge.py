"""What weighed most in a workshop: Themen by their dots, ties share a rank."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Count, IntegerField, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from workshops.models import Punktstand, Thema
from workshops.models.enums import BeitragStatus

_Weighed = tuple[Thema, int, int]


@dataclass(frozen=True)
class Rang:
    """A Thema with its public cards, its dots and its rank; `rang` is None without dots."""

    thema: Thema
    karten: int
    punkte: int
    summe: int
    rang: int | None


def of_workshops(pks: Iterable[int]) -> dict[int, list[Rang]]:
    """Return the Themen of each workshop, heaviest first, in one query."""
    themen: dict[int, list[_Weighed]] = {}
    for row in _weighed(list(pks)):
        themen.setdefault(row[0].workshop_id or 0, []).append(row)
    return {pk: _ranked(found) for pk, found in themen.items()}


def of_workshop(pk: int) -> list[Rang]:
    return of_workshops([pk]).get(pk, [])


def of_thema(thema: Thema) -> Rang | None:
    """Return how one Thema stands among those of its workshop."""
    if thema.workshop_id is None:
        return None
    return next((rang for rang in of_workshop(thema.workshop_id) if rang.thema.pk == thema.pk), None)


def _weighed(pks: list[int]) -> Iterator[_Weighed]:
    dots = (
        Punktstand.objects.filter(thema=OuterRef("pk"))
        .order_by()
        .values("thema")
        .annotate(summe=Sum("punkte"))
        .values("summe")
    )
    public = Q(beitraege__status=BeitragStatus.VEROEFFENTLICHT)
    themen = Thema.objects.filter(workshop_id__in=pks).annotate(
        karten=Count("beitraege", filter=public, distinct=True),
        punkte=Coalesce(Subquery(dots, output_field=IntegerField()), Value(0)),
    )
    for thema in themen.order_by("-punkte", "position", "pk"):
        yield thema, thema.karten, thema.punkte


def _ranked(themen: list[_Weighed]) -> list[Rang]:
    summe = sum(punkte for _, _, punkte in themen)
    return [
        Rang(
            thema=thema,
            karten=karten,
            punkte=punkte,
            summe=summe,
            rang=1 + sum(1 for _, _, other in themen if other > punkte) if punkte else None,
        )
        for thema, karten, punkte in themen
    ]
