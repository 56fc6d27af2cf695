"""What is read from a council information system (OParl): where, what was read, and what it proposes."""

from typing import Self

from django.db import models
from django.utils import timezone

from bildungskommune.akteure.models import TITEL_LAENGE, Gremium
from bildungskommune.beteiligung.models import Vorlage

ADRESSE_LAENGE = 500


class QuelleQuerySet(models.QuerySet["Quelle"]):
    def with_proposals(self) -> Self:
        """Count for each what waits for a decision: `offene`."""
        waiting = models.Count("vorschlaege", filter=models.Q(vorschlaege__verworfen=False))
        return self.select_related("vorlage").annotate(offene=waiting)


class Quelle(models.Model):
    """One Paper that is read every night: the row is the job, Celery is only the bell.

    Retention: two years after the last Beratung of its Vorlage; the Vorlage stays.
    """

    class Status(models.TextChoices):
        WARTET = "wartet", "wird gleich gelesen"
        LAEUFT = "laeuft", "wird gelesen"
        FERTIG = "fertig", "gelesen"
        GESCHEITERT = "gescheitert", "nicht gelesen"

    adresse = models.URLField("Adresse", max_length=ADRESSE_LAENGE, unique=True)
    vorlage = models.OneToOneField(
        Vorlage, verbose_name="Vorlage", null=True, blank=True, on_delete=models.CASCADE, related_name="ratsquelle"
    )
    status = models.CharField("Stand", max_length=20, choices=Status, default=Status.WARTET, db_index=True)
    attempts = models.PositiveSmallIntegerField("Versuche", default=0)
    faellig = models.DateTimeField("fällig", default=timezone.now)
    heartbeat = models.DateTimeField("Lebenszeichen", default=timezone.now)
    fehler = models.TextField("Fehler", blank=True)
    stand = models.JSONField("Gelesenes", default=dict, blank=True)
    gelesen_am = models.DateTimeField("zuletzt gelesen", null=True, blank=True)
    created = models.DateTimeField("eingetragen", default=timezone.now)

    objects = QuelleQuerySet.as_manager()

    class Meta:
        verbose_name = "Abgleich"
        verbose_name_plural = "Abgleiche"
        ordering = ("-pk",)

    def __str__(self) -> str:
        nummer = self.stand.get("nummer") or (self.vorlage.nummer if self.vorlage else "")
        return f"Abgleich der Vorlage {nummer}" if nummer else f"Abgleich {self.pk}"

    @property
    def ist_offen(self) -> bool:
        return self.status in {self.Status.WARTET, self.Status.LAEUFT}


class Vorschlag(models.Model):
    """One thing that stands otherwise in the council information system; it counts only once somebody takes it over."""

    class Art(models.TextChoices):
        VORLAGE = "vorlage", "neue Vorlage"
        ANGABE = "angabe", "Angabe der Vorlage"
        GREMIUM = "gremium", "unbekanntes Gremium"
        BERATUNG = "beratung", "neue Beratung"
        BERATUNGSANGABE = "beratungsangabe", "Angabe einer Beratung"

    quelle = models.ForeignKey(Quelle, verbose_name="Abgleich", on_delete=models.CASCADE, related_name="vorschlaege")
    art = models.CharField("Art", max_length=20, choices=Art)
    schluessel = models.CharField("Schlüssel", max_length=ADRESSE_LAENGE + 40)
    """What it is about: the same in every reading."""
    titel = models.CharField("Worum es geht", max_length=TITEL_LAENGE)
    hier = models.TextField("hier", blank=True)
    dort = models.TextField("im Ratsinformationssystem")
    wert = models.JSONField("Wert")
    """What is written when it is taken over."""
    verworfen = models.BooleanField("verworfen", default=False)
    """Not offered again as long as the same stands there."""

    class Meta:
        verbose_name = "Vorschlag aus dem Ratsinformationssystem"
        verbose_name_plural = "Vorschläge aus dem Ratsinformationssystem"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                name="oparl_vorschlag_einmal",
                fields=["quelle", "schluessel"],
                violation_error_message="Dieser Vorschlag steht schon da.",
            ),
        )

    def __str__(self) -> str:
        return self.titel


class Zuordnung(models.Model):
    """Which Gremium an Organization of the council information system is."""

    kennung = models.CharField("Kennung dort", max_length=ADRESSE_LAENGE, unique=True)
    name = models.CharField("Name dort", max_length=TITEL_LAENGE, blank=True)
    gremium = models.ForeignKey(
        Gremium, verbose_name="Gremium", on_delete=models.CASCADE, related_name="ratszuordnungen"
    )

    class Meta:
        verbose_name = "Zuordnung eines Gremiums"
        verbose_name_plural = "Zuordnungen von Gremien"
        ordering = ("name",)

    def __str__(self) -> str:
        return f"{self.name or self.kennung}: {self.gremium}"
