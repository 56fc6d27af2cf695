"""What became of the suggestions: how many cards went into a Thema that was suggested."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q
from django.utils import timezone

from workshops.models import Beitrag, Thema, Vorschlag, Workshop


@dataclass(frozen=True)
class Quote:
    """How many cards with suggestions were put into a Thema, and how many of them into one of those suggested."""

    entschieden: int
    angenommen: int

    @property
    def prozent(self) -> int:
        return round(100 * self.angenommen / self.entschieden) if self.entschieden else 0


def of_wall(workshop: Workshop) -> Quote:
    found = Vorschlag.objects.filter(beitrag__workshop=workshop, thema__isnull=False).aggregate(
        entschieden=Count("beitrag", filter=Q(entschieden__isnull=False), distinct=True),
        angenommen=Count("beitrag", filter=Q(angenommen=True), distinct=True),
    )
    return Quote(**found)


def decide(karten: Iterable[Beitrag], thema: Thema, *, now: datetime | None = None) -> None:
    """Note that these cards, which had no Thema, were put into this one."""
    offered = Vorschlag.objects.filter(beitrag__in=list(karten), thema__isnull=False)
    offered.update(entschieden=now or timezone.now(), angenommen=Q(thema=thema))


def reopen(karten: Iterable[int]) -> None:
    """Note that it was taken back."""
    Vorschlag.objects.filter(beitrag__in=list(karten)).update(entschieden=None, angenommen=False)
