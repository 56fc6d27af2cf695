"""The ranking of Themen by their dots: the only one, for a whole workshop and for a single question.

More dots stand first. Equal dots share a rank, and as many ranks are left out after them: 1, 2, 2, 4.
A Thema without dots has no rank; among equals the order of the wall holds.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Count, IntegerField, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from workshops.models import Beitrag, Punktabfrage, Punktstand, Thema


@dataclass(frozen=True)
class Stimmen:
    """What was counted for one Thema: dots, those of them on paper, public cards."""

    thema: Thema
    punkte: int
    davon_papier: int = 0
    karten: int = 0


@dataclass(frozen=True)
class Rang:
    """One line of the ranking; `rang` is None without dots."""

    thema: Thema
    punkte: int
    davon_papier: int
    karten: int
    summe: int
    """All dots that were given."""
    anteil: int
    """Share of the highest number of dots in whole percent."""
    rang: int | None
    geteilt: bool


def ranked(counted: Iterable[Stimmen]) -> list[Rang]:
    """Return the lines of the ranking, whatever the order they come in."""
    rows = sorted(counted, key=lambda row: (-row.punkte, row.thema.position, row.thema.pk))
    dots = [row.punkte for row in rows]
    first, often = {number: place for place, number in reversed(list(enumerate(dots, start=1)))}, Counter(dots)
    return [
        Rang(
            thema=row.thema,
            punkte=row.punkte,
            davon_papier=row.davon_papier,
            karten=row.karten,
            summe=sum(dots),
            anteil=100 * row.punkte // (max(dots) or 1),
            rang=first[row.punkte] if row.punkte else None,
            geteilt=row.punkte > 0 and often[row.punkte] > 1,
        )
        for row in rows
    ]


def of_workshops(pks: Iterable[int]) -> dict[int, list[Rang]]:
    """Return the Themen of each workshop by the dots of all its questions, in one query."""
    found: dict[int, list[Stimmen]] = {}
    for row in _all_dots(list(pks)):
        found.setdefault(row.thema.workshop_id or 0, []).append(row)
    return {pk: ranked(rows) for pk, rows in found.items()}


def of_workshop(pk: int) -> list[Rang]:
    return of_workshops([pk]).get(pk, [])


def of_themen(themen: Sequence[Thema]) -> list[Rang]:
    """Return how each Thema stands in its workshop; those of no workshop come last, without a rank."""
    wanted = {thema.pk for thema in themen}
    workshops = {thema.workshop_id for thema in themen if thema.workshop_id}
    found = [rang for ranks in of_workshops(workshops).values() for rang in ranks if rang.thema.pk in wanted]
    known = {rang.thema.pk for rang in found}
    return found + ranked(Stimmen(thema, 0) for thema in themen if thema.pk not in known)


def of_thema(thema: Thema) -> Rang | None:
    """Return how one Thema stands among those of its workshop."""
    return of_themen([thema])[0] if thema.workshop_id else None


def _all_dots(pks: list[int]) -> Iterator[Stimmen]:
    dots = (
        Punktstand.objects.filter(thema=OuterRef("pk"))
        .order_by()
        .values("thema")
        .annotate(summe=Sum("punkte"))
        .values("summe")
    )
    public = Q(beitraege__status=Beitrag.Status.VEROEFFENTLICHT)
    themen = (
        Thema.objects.filter(workshop_id__in=pks)
        .select_related("reihe")
        .annotate(
            karten=Count("beitraege", filter=public, distinct=True),
            punkte=Coalesce(Subquery(dots, output_field=IntegerField()), Value(0)),
        )
    )
    for thema in themen:
        yield Stimmen(thema, thema.punkte, karten=thema.karten)


def of_abfrage(abfrage: Punktabfrage) -> list[Rang]:
    """Return the Themen that got dots in this question, on paper and digitally together."""
    return of_abfragen([abfrage])[0][1]


def of_abfragen(abfragen: Sequence[Punktabfrage]) -> list[tuple[Punktabfrage, list[Rang]]]:
    """Return each question with its ranking, with one query for all of them."""
    given = Punktstand.objects.filter(abfrage__in=abfragen, punkte__gt=0).select_related("thema__reihe")
    staende: dict[int, list[Punktstand]] = {}
    for stand in given:
        staende.setdefault(stand.abfrage_id, []).append(stand)
    return [(abfrage, ranked(_together(staende.get(abfrage.pk, ())))) for abfrage in abfragen]


def _together(staende: Iterable[Punktstand]) -> Iterator[Stimmen]:
    themen: dict[int, Thema] = {}
    together, paper = Counter[int](), Counter[int]()
    for stand in staende:
        themen[stand.thema_id] = stand.thema
        together[stand.thema_id] += stand.punkte
        paper[stand.thema_id] += stand.punkte if stand.quelle == Punktstand.Quelle.PAPIER else 0
    for pk, thema in themen.items():
        yield Stimmen(thema, together[pk], paper[pk])
