"""Dots: how many each Thema got, on paper and digitally together, and which rank that gives."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet, Sum
from django.db.models.functions import Coalesce

from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.audit.log import record
from workshops.models import Punktabfrage, Punktstand, Thema, Workshop

Summe = tuple[Thema, int, int]


class TooManyDots(Exception):
    """More dots were counted than the people had to give."""

    def __init__(self, counted: int, allowed: int) -> None:
        self.counted = counted
        self.allowed = allowed
        super().__init__(
            f"Sie haben {counted} Punkte eingetragen, vergeben werden konnten höchstens {allowed}. "
            "Bitte zählen Sie nach oder berichtigen Sie die Zahl der Personen."
        )


@dataclass(frozen=True)
class Platz:
    """One line of the ranking. `anteil` is the share of the highest number of dots in whole percent."""

    rang: int
    thema: Thema
    punkte: int
    davon_papier: int
    anteil: int
    geteilt: bool


def ranking(abfrage: Punktabfrage) -> list[Platz]:
    """Return the Themen with dots, most first; equal dots share the rank and the next rank is left out."""
    return rankings([abfrage])[0][1]


def rankings(abfragen: Sequence[Punktabfrage]) -> list[tuple[Punktabfrage, list[Platz]]]:
    """Return each question with its ranking, with one query for all of them."""
    given = Punktstand.objects.filter(abfrage__in=abfragen, punkte__gt=0).select_related("thema")
    staende: dict[int, list[Punktstand]] = {}
    for stand in given:
        staende.setdefault(stand.abfrage_id, []).append(stand)
    return [(abfrage, _ranked(_sums(staende.get(abfrage.pk, [])))) for abfrage in abfragen]


def _ranked(sums: list[Summe]) -> list[Platz]:
    punkte = [number for _, number, _ in sums]
    return [
        Platz(
            rang=punkte.index(number) + 1,
            thema=thema,
            punkte=number,
            davon_papier=paper,
            anteil=100 * number // punkte[0],
            geteilt=punkte.count(number) > 1,
        )
        for thema, number, paper in sums
    ]


def _sums(staende: Iterable[Punktstand]) -> list[Summe]:
    """Return each Thema with all its dots and those from paper, most first."""
    themen: dict[int, Thema] = {}
    together, paper = Counter[int](), Counter[int]()
    for stand in staende:
        themen[stand.thema_id] = stand.thema
        together[stand.thema_id] += stand.punkte
        paper[stand.thema_id] += stand.punkte if stand.quelle == Punktstand.Quelle.PAPIER else 0
    order = sorted(themen.values(), key=lambda thema: (-together[thema.pk], thema.position, thema.pk))
    return [(thema, together[thema.pk], paper[thema.pk]) for thema in order]


def count_paper(abfrage: Punktabfrage, punkte: Mapping[int, int], *, personen: int | None, by: Nutzer) -> None:
    """Write the totals counted on paper, by Thema; a Thema with 0 loses its line.

    Raises TooManyDots when all dots together are more than `personen` could give.
    """
    with transaction.atomic():
        locked = Punktabfrage.objects.select_for_update().get(pk=abfrage.pk)
        _check_sum(locked, sum(punkte.values()), personen)
        locked.personen = abfrage.personen = personen
        locked.save(update_fields=["personen"])
        paper = locked.staende.filter(quelle=Punktstand.Quelle.PAPIER)
        paper.exclude(thema__in=[pk for pk, number in punkte.items() if number]).delete()
        Punktstand.objects.bulk_create(
            [Punktstand(abfrage=locked, thema_id=pk, punkte=number) for pk, number in punkte.items() if number],
            update_conflicts=True,
            unique_fields=["abfrage", "thema", "quelle"],
            update_fields=["punkte"],
        )
        record(by, "punkte.gezaehlt", abfrage, summe=sum(punkte.values()))


def _check_sum(abfrage: Punktabfrage, counted: int, personen: int | None) -> None:
    digital = abfrage.staende.filter(quelle=Punktstand.Quelle.DIGITAL).aggregate(summe=Sum("punkte"))["summe"] or 0
    if personen is None:
        return
    allowed = personen * abfrage.punkte_je_person
    if counted + digital > allowed:
        raise TooManyDots(counted + digital, allowed)


def close(abfrage: Punktabfrage, *, by: Nutzer) -> None:
    abfrage.beendet = True
    abfrage.save(update_fields=["beendet"])
    record(by, "punkte.beendet", abfrage)


def reopen(abfrage: Punktabfrage, *, by: Nutzer) -> None:
    abfrage.beendet = False
    abfrage.save(update_fields=["beendet"])
    record(by, "punkte.wieder_offen", abfrage)


def of_workshop(workshop: Workshop) -> QuerySet[Punktabfrage]:
    """Return the questions asked in this workshop, the newest first, each with its sum `gezaehlt`."""
    return workshop.abfragen.annotate(gezaehlt=Coalesce(Sum("staende__punkte"), 0)).order_by("-pk")
