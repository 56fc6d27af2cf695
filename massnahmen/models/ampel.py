"""How a measure stands where people say otherwise than the data."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from massnahmen.models.massnahme import Massnahme


class Ampelstufe(models.TextChoices):
    AUF_KURS = "auf_kurs", "auf Kurs"
    ACHTUNG = "achtung", "Achtung"
    IN_VERZUG = "in_verzug", "in Verzug"
    FERTIG = "fertig", "fertig"
    KEINE_ANGABE = "keine_angabe", "keine Angabe"


class AmpelurteilQuerySet(models.QuerySet["Ampelurteil"]):
    def in_force(self) -> Self:
        return self.filter(aufgehoben_am__isnull=True)


class Ampelurteil(models.Model):
    """What the Stabsstelle says of a measure against what is worked out, until it takes that back."""

    massnahme = models.ForeignKey(
        Massnahme, verbose_name="Maßnahme", on_delete=models.CASCADE, related_name="ampelurteile"
    )
    stufe = models.CharField("Ampel", max_length=20, choices=Ampelstufe)
    grund = models.TextField("Grund", max_length=1000)
    gesetzt_am = models.DateTimeField("gesetzt am", default=timezone.now)
    gesetzt_von = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="gesetzt von", null=True, blank=True, on_delete=models.SET_NULL
    )
    aufgehoben_am = models.DateTimeField("aufgehoben am", null=True, blank=True)

    objects = AmpelurteilQuerySet.as_manager()

    class Meta:
        verbose_name = "Ampelurteil"
        verbose_name_plural = "Ampelurteile"
        ordering = ("massnahme", "pk")
        constraints = (
            models.UniqueConstraint(
                name="ampelurteil_eines_gilt",
                fields=["massnahme"],
                condition=Q(aufgehoben_am__isnull=True),
                violation_error_message="Für diese Maßnahme ist die Ampel schon gesetzt.",
            ),
            models.CheckConstraint(
                name="ampelurteil_mit_grund",
                condition=~Q(grund=""),
                violation_error_message="Bitte nennen Sie den Grund. Er steht bei der Ampel.",
            ),
        )

    def __str__(self) -> str:
        return self.get_stufe_display()
