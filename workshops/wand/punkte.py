"""Dots: enter what was counted on paper, end a question and open it again."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet, Sum
from django.db.models.functions import Coalesce

from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.audit.log import By, record
from workshops.models import Punktabfrage, Punktstand, Workshop
from workshops.wand import auszaehlung


class TooManyDots(Exception):
    """More dots were counted than the people had to give."""

    def __init__(self, counted: int, allowed: int) -> None:
        self.counted = counted
        self.allowed = allowed
        super().__init__(
            f"Sie haben {counted} Punkte eingetragen, vergeben werden konnten höchstens {allowed}. "
            "Bitte zählen Sie nach oder berichtigen Sie die Zahl der Personen."
        )


class BallotsGone(Exception):
    """The ballots were deleted after their time; their totals can no longer be changed."""

    def __init__(self) -> None:
        super().__init__(
            "Die Stimmzettel dieser Abstimmung sind nach 14 Tagen gelöscht, ihr Ergebnis steht fest. "
            "Bitte legen Sie für eine neue Abstimmung eine neue Punktabfrage an."
        )


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
        auszaehlung.recount(locked)
        record(by, "punkte.gezaehlt", abfrage, summe=sum(punkte.values()))


def _check_sum(abfrage: Punktabfrage, counted: int, personen: int | None) -> None:
    digital = abfrage.staende.filter(quelle=Punktstand.Quelle.DIGITAL).aggregate(summe=Sum("punkte"))["summe"] or 0
    if personen is None:
        return
    allowed = personen * abfrage.punkte_je_person
    if counted + digital > allowed:
        raise TooManyDots(counted + digital, allowed)


def close(abfrage: Punktabfrage, *, by: By, now: datetime | None = None) -> None:
    """End the vote and count the ballots of phones; a vote that is ended stays as it is."""
    with transaction.atomic():
        locked = Punktabfrage.objects.select_for_update().get(pk=abfrage.pk)
        if not locked.beendet:
            auszaehlung.count(locked, now)
            locked.beendet = True
            locked.save(update_fields=["beendet"])
            record(by, "punkte.beendet", abfrage)
    abfrage.beendet = True


def reopen(abfrage: Punktabfrage, *, by: By) -> None:
    """Let the vote go on; what was counted of phones is hidden until it ends again. Raises BallotsGone."""
    with transaction.atomic():
        locked = Punktabfrage.objects.select_for_update().get(pk=abfrage.pk)
        if auszaehlung.is_gone(locked):
            raise BallotsGone
        auszaehlung.take_back(locked)
        locked.beendet = abfrage.beendet = False
        locked.save(update_fields=["beendet"])
        record(by, "punkte.wieder_offen", abfrage)


def of_workshop(workshop: Workshop) -> QuerySet[Punktabfrage]:
    """Return the questions asked in this workshop, the newest first, each with its sum `gezaehlt`."""
    return (
        workshop.abfragen.annotate(gezaehlt=Coalesce(Sum("staende__punkte"), 0))
        .order_by("-pk")
        .prefetch_related("entschiedene_themen__reihe")
    )
