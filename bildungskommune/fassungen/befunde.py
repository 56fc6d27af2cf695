"""What was found wrong with frozen texts and their files: by a reader, or by the nightly check."""

from django.db import models
from django.utils import timezone


class Lesefehler(models.Model):
    """A Fassung that somebody wanted to read and the code of today could not show."""

    fassung = models.OneToOneField(
        "fassungen.Fassung", verbose_name="Fassung", on_delete=models.CASCADE, related_name="lesefehler"
    )
    stelle = models.CharField("Stelle", max_length=200)
    created = models.DateTimeField("bemerkt", default=timezone.now)

    class Meta:
        verbose_name = "Lesefehler"
        verbose_name_plural = "Lesefehler"

    def __str__(self) -> str:
        return f"{self.fassung}: {self.stelle}"


class Pruefung(models.Model):
    """One comparison of all Fassungen and their PDFs with the checksums: when, how many, what did not agree."""

    created = models.DateTimeField("geprüft am", default=timezone.now)
    fassungen = models.PositiveIntegerField("Fassungen")
    ausdrucke = models.PositiveIntegerField("PDF-Dateien")
    abweichungen = models.PositiveIntegerField("Abweichungen")
    befunde = models.JSONField("Befunde", default=list)
    """The first of them in words."""
    kopf = models.CharField("Ende der Kette", max_length=64, blank=True)
    """As it was when all agreed for the last time: it must be found again the next time."""

    class Meta:
        verbose_name = "Prüfung der Fassungen"
        verbose_name_plural = "Prüfungen der Fassungen"
        ordering = ("-created", "-pk")

    def __str__(self) -> str:
        return f"Prüfung von {self.fassungen} Fassungen"
