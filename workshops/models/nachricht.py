"""Who wants to hear what becomes of a contribution, and what they heard already."""

from datetime import datetime, time
from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from workshops.models.beitrag import Beitrag
from workshops.models.bestaetigung import Bestaetigung, BestaetigungQuerySet

UHRZEIT = time(7)
"""From this time of the day it is looked whether there is something new, once a day."""


class NachrichtenwunschQuerySet(BestaetigungQuerySet["Nachrichtenwunsch"]):
    def due(self, now: datetime) -> Self:
        """Return what was not looked at since this morning."""
        local = timezone.localtime(now)
        if local.time() < UHRZEIT:
            return self.none()
        morning = timezone.make_aware(datetime.combine(local.date(), UHRZEIT))
        return self.confirmed().filter(Q(geprueft_am=None) | Q(geprueft_am__lt=morning))


class Nachrichtenwunsch(Bestaetigung):
    """An address that wants a mail when something new is known of one contribution; the row is the job.

    Personal data. Retention: unconfirmed two days; confirmed until the person ends it, which is one click, at the
    latest 12 months after the last mail once the Reihe is closed.
    """

    beitrag = models.ForeignKey(
        Beitrag, verbose_name="Beitrag", on_delete=models.CASCADE, related_name="nachrichtenwuensche"
    )
    bekannt = models.JSONField("was schon bekannt ist", default=dict)
    geprueft_am = models.DateTimeField("zuletzt verglichen am", null=True, blank=True)
    gemeldet_am = models.DateTimeField("zuletzt gemeldet am", null=True, blank=True)

    objects = NachrichtenwunschQuerySet.as_manager()

    class Meta:
        verbose_name = "Wunsch nach Nachricht"
        verbose_name_plural = "Wünsche nach Nachricht"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                "beitrag",
                Lower("email"),
                name="nachrichtenwunsch_einmal",
                violation_error_message="Diese Adresse bekommt bei Neuem zu diesem Beitrag schon eine E-Mail.",
            ),
        )

    def __str__(self) -> str:
        return f"Wunsch nach Nachricht {self.pk}"
