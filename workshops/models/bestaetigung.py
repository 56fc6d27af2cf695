"""An address that somebody left for mails, and how we know that its mailbox wants them (Art. 7 Abs. 1 DSGVO)."""

from datetime import datetime, timedelta
from typing import Self, TypeVar

from django.db import models
from django.utils import timezone

BESTAETIGEN = timedelta(days=2)
"""So long the link in the mail confirms."""

M = TypeVar("M", bound="Bestaetigung")


class BestaetigungQuerySet(models.QuerySet[M]):
    def confirmed(self) -> Self:
        """Those who may get mails: their mailbox has said so."""
        return self.filter(bestaetigt_am__isnull=False)

    def waiting(self) -> Self:
        return self.filter(bestaetigt_am=None)


class Bestaetigung(models.Model):
    email = models.EmailField("E-Mail-Adresse")
    einwilligung_text = models.CharField("Fassung des Einwilligungstexts", max_length=40)
    angefragt_am = models.DateTimeField("angefragt am", default=timezone.now)
    bestaetigt_am = models.DateTimeField("bestätigt am", null=True, blank=True)
    hash = models.CharField("SHA-256 des Links zum Bestätigen", max_length=64, null=True, blank=True, unique=True)

    endgueltig_loeschen = True

    class Meta:
        abstract = True

    def can_be_confirmed(self, now: datetime | None = None) -> bool:
        """Whether the link in the mail still counts."""
        return self.bestaetigt_am is None and (now or timezone.now()) <= self.angefragt_am + BESTAETIGEN
