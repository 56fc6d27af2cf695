"""What is evaluated: a whole Reihe or one of its workshops."""

from dataclasses import dataclass

from django.db.models import QuerySet

from workshops.models import Beitrag, Reihe, Workshop
from workshops.models.beitrag import BeitragQuerySet
from workshops.models.enums import BeitragStatus, WorkshopStatus


@dataclass(frozen=True)
class Umfang:
    reihe: Reihe
    workshop: Workshop | None = None

    @property
    def titel(self) -> str:
        return self.workshop.titel if self.workshop else self.reihe.titel

    @property
    def name(self) -> str:
        """Return what it is called in addresses and names of files."""
        return self.workshop.slug if self.workshop else self.reihe.kennung

    def termine(self) -> QuerySet[Workshop]:
        """Return the workshops that count, oldest first: all that were not cancelled."""
        found = Workshop.objects.filter(reihe=self.reihe).exclude(status=WorkshopStatus.ABGESAGT)
        found = found.filter(pk=self.workshop.pk) if self.workshop else found
        return found.order_by("beginn", "pk")

    def karten(self) -> BeitragQuerySet:
        """Return the contributions that count: all that were not rejected."""
        found = Beitrag.objects.filter(reihe=self.reihe).exclude(status=BeitragStatus.ZURUECKGEWIESEN)
        return found.filter(workshop=self.workshop) if self.workshop else found
