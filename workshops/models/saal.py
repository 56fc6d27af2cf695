"""A workshop on the phones of those who sit in it: what is asked one after the other, and when the door is open."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from bildungskommune.akteure.models import TITEL_LAENGE
from bildungskommune.versionen import Versioniert
from workshops.models.enums import Phase, SchrittArt
from workshops.models.punkte import Punktabfrage
from workshops.models.workshop import Arbeitsgruppe, Workshop


class Saalschritt(Versioniert):
    """One thing that all do together for a while: write cards, give dots, or have a break."""

    Art = SchrittArt

    workshop = models.ForeignKey(
        Workshop, verbose_name="Workshop", on_delete=models.CASCADE, related_name="saalschritte"
    )
    position = models.PositiveIntegerField("Position", default=0)
    art = models.CharField("Was geschieht?", max_length=20, choices=SchrittArt, default=SchrittArt.KARTEN)
    titel = models.CharField("Frage oder Ansage", max_length=TITEL_LAENGE)
    gruppe = models.ForeignKey(
        Arbeitsgruppe,
        verbose_name="Arbeitsgruppe",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="saalschritte",
    )
    phase = models.CharField("Phase", max_length=20, choices=Phase, default=Phase.OHNE)
    abfrage = models.ForeignKey(
        Punktabfrage,
        verbose_name="Punktabfrage",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="saalschritte",
    )

    class Meta:
        verbose_name = "Schritt im Saal"
        verbose_name_plural = "Schritte im Saal"
        ordering = ("workshop", "position", "pk")
        constraints = (
            models.CheckConstraint(
                name="saalschritt_mit_abfrage",
                condition=~Q(art=SchrittArt.ABSTIMMUNG) | Q(abfrage__isnull=False),
                violation_error_message="Bitte wählen Sie die Punktabfrage, über die abgestimmt wird.",
            ),
        )

    def __str__(self) -> str:
        return self.titel


class SaalQuerySet(models.QuerySet["Saal"]):
    def open(self, now: datetime | None = None) -> Self:
        """What is neither closed nor over by itself."""
        return self.filter(geschlossen_am=None, endet_am__gt=now or timezone.now())


class Saal(Versioniert):
    """The door to one workshop for phones: open from a press of a button until the next one, or into the night."""

    workshop = models.ForeignKey(Workshop, verbose_name="Workshop", on_delete=models.CASCADE, related_name="saele")
    code = models.CharField("Code", max_length=7, unique=True)
    schritt = models.ForeignKey(
        Saalschritt,
        verbose_name="Jetzt",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    karten_zeigen = models.BooleanField("Karten aller zeigen", default=False)
    geoeffnet_am = models.DateTimeField("geöffnet am", default=timezone.now)
    endet_am = models.DateTimeField("endet von selbst am")
    geschlossen_am = models.DateTimeField("geschlossen am", null=True, blank=True)

    objects = SaalQuerySet.as_manager()

    class Meta:
        verbose_name = "Saal"
        verbose_name_plural = "Säle"
        ordering = ("-geoeffnet_am", "-pk")
        constraints = (
            models.UniqueConstraint(
                name="saal_einer_offen",
                fields=["workshop"],
                condition=Q(geschlossen_am__isnull=True),
                violation_error_message="Der Saal dieses Workshops ist schon offen.",
            ),
        )

    def __str__(self) -> str:
        return f"Saal {self.code}"

    def get_absolute_url(self) -> str:
        return reverse("saal", args=(self.code,))

    def is_open(self, now: datetime | None = None) -> bool:
        """Whether phones may write and vote at `now`."""
        return self.geschlossen_am is None and (now or timezone.now()) < self.endet_am
