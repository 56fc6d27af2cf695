"""Photos of a workshop: the paper wall, the groups at work."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from bildungskommune.versionen import Versioniert
from workshops.models.workshop import Arbeitsgruppe, Workshop

SHA256_LAENGE = 64
ALT_LAENGE = 300
NACHWEIS_LAENGE = 120
UNTERSCHRIFT_LAENGE = 300


def bild_name(bild: "Fotobild", filename: str) -> str:
    """Return where the file is kept: by its content, so that what was frozen finds it."""
    return f"werkstattfotos/{bild.sha256}.jpg"


class Fotobild(models.Model):
    """The file of a photo, known by its checksum, which is all that a frozen documentation says of it.

    It stays while a Fassung names it. Only when somebody shown on it takes the consent back it goes, and every
    Fassung says since when it is gone. What nothing names any more goes by itself.

    Retention: 30 days after the upload.
    """

    sha256 = models.CharField("Prüfsumme (SHA-256)", max_length=SHA256_LAENGE, unique=True)
    datei = models.FileField("Datei", upload_to=bild_name, blank=True)
    breite = models.PositiveIntegerField("Breite in Bildpunkten")
    hoehe = models.PositiveIntegerField("Höhe in Bildpunkten")
    created = models.DateTimeField("hochgeladen am", default=timezone.now, db_index=True)
    entfernt_am = models.DateTimeField("entfernt am", null=True, blank=True)

    class Meta:
        verbose_name = "Bild aus einem Workshop"
        verbose_name_plural = "Bilder aus Workshops"
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                name="fotobild_mit_datei_oder_entfernt",
                condition=(Q(entfernt_am=None) & ~Q(datei="")) | Q(entfernt_am__isnull=False, datei=""),
                violation_error_message="Ein Bild hat eine Datei, oder es steht da, wann es entfernt wurde.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.breite} × {self.hoehe} Bildpunkte"


class Workshopfoto(Versioniert):
    """A photo as the desk shows it; the next documentation freezes it.

    Personal data: who took it, and who may be seen on it. Retention: as long as the workshop, or until the consent
    is taken back.
    """

    workshop = models.ForeignKey(Workshop, verbose_name="Workshop", on_delete=models.CASCADE, related_name="fotos")
    gruppe = models.ForeignKey(
        Arbeitsgruppe,
        verbose_name="Arbeitsgruppe",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="fotos",
    )
    bild = models.ForeignKey(Fotobild, verbose_name="Bild", on_delete=models.PROTECT, related_name="fotos")
    position = models.PositiveIntegerField("Position", default=0)
    beschreibung = models.CharField("Beschreibung", max_length=ALT_LAENGE)
    nachweis = models.CharField("Foto:", max_length=NACHWEIS_LAENGE)
    unterschrift = models.CharField("Bildunterschrift", max_length=UNTERSCHRIFT_LAENGE, blank=True)
    einwilligung = models.BooleanField(
        "Alle, die zu erkennen sind, haben der Veröffentlichung zugestimmt, oder niemand ist zu erkennen"
    )

    class Meta:
        verbose_name = "Foto"
        verbose_name_plural = "Fotos"
        ordering = ("workshop", "position", "pk")
        constraints = (
            models.CheckConstraint(
                name="workshopfoto_mit_einwilligung",
                condition=Q(einwilligung=True),
                violation_error_message="Ohne Zustimmung der Personen, die zu erkennen sind, kommt kein Foto hierher.",
            ),
        )

    def __str__(self) -> str:
        return self.unterschrift or self.beschreibung
