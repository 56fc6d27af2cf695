"""Prints on demand: a list for the door, certificates, one sheet."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone

HERAUSGEBER = "herausgeber"
"""Beside what is printed the row holds who prints and who pays, as it was when somebody asked."""


class Drucksache(models.Model):
    """One print that somebody asked for: the row is the job and holds all that is printed.

    Personal data. Retention: one day, then row and file go.
    """

    class Status(models.TextChoices):
        WARTET = "wartet", "wartet"
        LAEUFT = "laeuft", "wird gesetzt"
        FERTIG = "fertig", "fertig"
        GESCHEITERT = "gescheitert", "gescheitert"

    muster = models.CharField("Muster", max_length=40)
    """Which print: a name in the register of `muster`."""
    schluessel = models.CharField("Schlüssel", max_length=64, unique=True)
    """Over what is printed: who asks for the same again gets the same file."""
    titel = models.CharField("Titel", max_length=400)
    """The word for the print, and the title of the thing."""
    inhalt = models.JSONField("Inhalt", encoder=DjangoJSONEncoder)
    status = models.CharField("Stand", max_length=20, choices=Status, default=Status.WARTET, db_index=True)
    attempts = models.PositiveSmallIntegerField("Versuche", default=0)
    heartbeat = models.DateTimeField("Lebenszeichen", default=timezone.now)
    fehler = models.TextField("Fehler", blank=True)
    pdf = models.FileField("PDF", upload_to="drucksachen/", blank=True)
    seiten = models.PositiveIntegerField("Seiten", default=0)
    created = models.DateTimeField("bestellt", default=timezone.now)
    finished = models.DateTimeField("beendet", null=True, blank=True)

    class Meta:
        verbose_name = "Drucksache"
        verbose_name_plural = "Drucksachen"
        ordering = ("-created",)

    def __str__(self) -> str:
        return self.titel

    @property
    def ist_offen(self) -> bool:
        return self.status in {self.Status.WARTET, self.Status.LAEUFT}
