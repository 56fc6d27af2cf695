"""One mail to many: what the office wrote, and what became of it at each address."""

from typing import Self

from django.db import models
from django.db.models import Count, Q
from django.utils import timezone

from bildungskommune.post.models import BETREFF_LAENGE
from bildungskommune.post.zeilen import Zeile, ZeilenQuerySet, Zustellung
from workshops.models.anmeldung import Anmeldung, Einladung
from workshops.models.enums import SendungArt
from workshops.models.verteiler import Verteilereintrag
from workshops.models.workshop import Workshop

TEXT_LAENGE = 5000
"""Longest text of a mail to many, in characters."""


class SendungQuerySet(models.QuerySet["Sendung"]):
    def with_numbers(self) -> Self:
        """Annotate `alle`, `gesendet` and `gescheitert`: how many rows, as far as it is written down."""
        each = {
            str(stand.value): Count("zeilen", filter=Q(zeilen__status=stand))
            for stand in (Zustellung.GESENDET, Zustellung.GESCHEITERT)
        }
        return self.annotate(alle=Count("zeilen"), **each).order_by("-created", "-pk")


class Sendung(models.Model):
    """What was sent to many in one go."""

    Art = SendungArt

    workshop = models.ForeignKey(Workshop, verbose_name="Workshop", on_delete=models.CASCADE, related_name="sendungen")
    art = models.CharField("Art", max_length=20, choices=SendungArt)
    betreff = models.CharField("Betreff", max_length=BETREFF_LAENGE)
    text = models.TextField("Text", max_length=TEXT_LAENGE)
    created = models.DateTimeField("angelegt", default=timezone.now)

    objects = SendungQuerySet.as_manager()

    class Meta:
        verbose_name = "Sendung"
        verbose_name_plural = "Sendungen"
        ordering = ("-created", "-pk")

    def __str__(self) -> str:
        return self.betreff


class Sendungszeile(Zeile):
    """One address of a mail to many, and what became of it.

    Personal data. Retention: address and name 12 months after the mail was ordered, then only whether it arrived.
    """

    sendung = models.ForeignKey(Sendung, verbose_name="Sendung", on_delete=models.CASCADE, related_name="zeilen")
    einladung = models.ForeignKey(
        Einladung, verbose_name="Einladung", null=True, blank=True, on_delete=models.CASCADE, related_name="zeilen"
    )
    anmeldung = models.ForeignKey(
        Anmeldung, verbose_name="Anmeldung", null=True, blank=True, on_delete=models.CASCADE, related_name="zeilen"
    )
    eintrag = models.ForeignKey(
        Verteilereintrag,
        verbose_name="Eintrag im Verteiler",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="zeilen",
    )

    objects = ZeilenQuerySet.as_manager()

    class Meta:
        verbose_name = "Empfänger einer Sendung"
        verbose_name_plural = "Empfänger einer Sendung"
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint(
                name="sendung_je_einladung_einmal", fields=["sendung", "einladung"], condition=~Q(einladung=None)
            ),
            models.UniqueConstraint(
                name="sendung_je_anmeldung_einmal", fields=["sendung", "anmeldung"], condition=~Q(anmeldung=None)
            ),
        )
        indexes = (models.Index(fields=["status"], name="sendung_wartet", condition=Q(status="wartet")),)
