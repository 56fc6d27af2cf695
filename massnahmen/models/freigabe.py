"""What the Stabsstelle decides on a report of a Fachamt, and what such a report says besides its words."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from massnahmen.models.fortschritt import Indikator, Meilenstein, Sachstand


class Sachstandsfreigabe(models.Model):
    """The decision on a Sachstand that needed one. It stays: a database trigger refuses to change or delete it."""

    class Ergebnis(models.TextChoices):
        FREIGEGEBEN = "freigegeben", "freigegeben"
        ZURUECKGEGEBEN = "zurueckgegeben", "zurückgegeben"

    sachstand = models.OneToOneField(
        Sachstand, verbose_name="Sachstand", on_delete=models.PROTECT, related_name="freigabe"
    )
    ergebnis = models.CharField("Ergebnis", max_length=20, choices=Ergebnis)
    grund = models.TextField("Was ist zu ändern?", blank=True, max_length=2000)
    entschieden_am = models.DateTimeField("entschieden am", default=timezone.now)
    entschieden_von = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="entschieden von", null=True, blank=True, on_delete=models.SET_NULL
    )

    class Meta:
        verbose_name = "Freigabe"
        verbose_name_plural = "Freigaben"
        ordering = ("sachstand",)
        constraints = (
            models.CheckConstraint(
                name="sachstandsfreigabe_zurueck_mit_grund",
                condition=~Q(ergebnis="zurueckgegeben") | ~Q(grund=""),
                violation_error_message="Bitte schreiben Sie, was zu ändern ist. Das Fachamt bekommt den Satz.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.sachstand}: {self.get_ergebnis_display()}"


class Nebenangabe(models.Model):
    """A milestone reached or moved, or a value measured, as a report says that waits for its Freigabe."""

    sachstand = models.ForeignKey(
        Sachstand, verbose_name="Sachstand", on_delete=models.PROTECT, related_name="nebenangaben"
    )
    meilenstein = models.ForeignKey(
        Meilenstein, verbose_name="Meilenstein", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    indikator = models.ForeignKey(
        Indikator, verbose_name="Indikator", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    wert = models.DecimalField("Wert", max_digits=14, decimal_places=2, null=True, blank=True)
    neuer_tag = models.DateField("neuer Tag", null=True, blank=True)
    """To which day a milestone moves; without one it was reached."""

    class Meta:
        verbose_name = "Angabe zu einem Sachstand"
        verbose_name_plural = "Angaben zu einem Sachstand"
        ordering = ("sachstand", "pk")
        constraints = (
            models.CheckConstraint(
                name="nebenangabe_meilenstein_oder_wert",
                condition=Q(meilenstein__isnull=False, indikator__isnull=True, wert__isnull=True)
                | Q(meilenstein__isnull=True, indikator__isnull=False, wert__isnull=False, neuer_tag__isnull=True),
                violation_error_message="Bitte nennen Sie entweder einen Meilenstein oder einen Indikator mit Wert.",
            ),
            models.UniqueConstraint(
                name="nebenangabe_meilenstein_einmal",
                fields=["sachstand", "meilenstein"],
                violation_error_message="Dieser Meilenstein steht schon in diesem Sachstand.",
            ),
            models.UniqueConstraint(
                name="nebenangabe_indikator_einmal",
                fields=["sachstand", "indikator"],
                violation_error_message="Für diesen Indikator steht in diesem Sachstand schon ein Wert.",
            ),
        )

    def __str__(self) -> str:
        return str(self.meilenstein or self.indikator)
