"""Which process the rows of an installation came from."""

from django.core.validators import validate_slug
from django.db import models


class Verfahren(models.Model):
    """A process that was read from a file, by the Kennung in its head.

    One of them is the installation's own: to it belongs all that no file of another process brought.
    """

    kennung = models.CharField("Kennung", max_length=80, unique=True, validators=[validate_slug])
    titel = models.CharField("Titel", max_length=300, blank=True)
    eigenes = models.BooleanField("eigenes Verfahren", default=False)

    class Meta:
        verbose_name = "Verfahren"
        verbose_name_plural = "Verfahren"
        constraints = (
            models.UniqueConstraint(fields=["eigenes"], condition=models.Q(eigenes=True), name="ein_eigenes_verfahren"),
        )

    def __str__(self) -> str:
        return self.titel or self.kennung


class Herkunft(models.Model):
    """A row that the file of another process brought; what stands below it belongs to it."""

    verfahren = models.ForeignKey(Verfahren, on_delete=models.PROTECT, verbose_name="Verfahren")
    art = models.CharField("Name in der Datei", max_length=50)
    objekt_id = models.CharField("Schlüssel der Zeile", max_length=50)

    class Meta:
        verbose_name = "Herkunft"
        verbose_name_plural = "Herkünfte"
        constraints = (models.UniqueConstraint(fields=["art", "objekt_id"], name="eine_herkunft_je_zeile"),)

    def __str__(self) -> str:
        return f"{self.art} {self.objekt_id}"
