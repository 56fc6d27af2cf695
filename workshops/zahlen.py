"""The numbers of one workshop: people, cards, dots."""

from dataclasses import dataclass

from django.db.models import Count, Q, Sum

from workshops.models import Beitrag, Punktstand, Workshop
from workshops.models.enums import HOLDS_SEAT, AnmeldungStatus

S = AnmeldungStatus


@dataclass(frozen=True)
class Zahlen:
    belegt: int
    unbestaetigt: int
    wartend: int
    da: int
    beitraege: int
    ohne_thema: int
    punkte: int


def counts(workshop: Workshop) -> Zahlen:
    people = workshop.anmeldungen.aggregate(
        belegt=Count("pk", filter=Q(status__in=HOLDS_SEAT)),
        unbestaetigt=Count("pk", filter=Q(status=S.EINGEGANGEN)),
        wartend=Count("pk", filter=Q(status=S.WARTELISTE)),
        da=Count("pk", filter=Q(status=S.TEILGENOMMEN)),
    )
    cards = (
        workshop.beitraege.standing()
        .exclude(status=Beitrag.Status.ZURUECKGEWIESEN)
        .aggregate(beitraege=Count("pk", distinct=True), ohne_thema=Count("pk", filter=Q(zuordnungen__isnull=True)))
    )
    dots = Punktstand.objects.filter(abfrage__workshop=workshop).aggregate(punkte=Sum("punkte"))
    return Zahlen(**people, **cards, punkte=dots["punkte"] or 0)
