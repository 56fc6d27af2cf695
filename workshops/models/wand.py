"""What the card wall keeps beside its cards: the last steps of each person, to be taken back, suggestions, and where a
card came from.
"""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from workshops.models.beitrag import Beitrag, Thema
from workshops.models.workshop import Workshop

SCHRITTE_FRIST = timedelta(days=30)
"""So long a step can be taken back at most."""
SATZ_LAENGE = 400


class Wandschritt(models.Model):
    """One thing that one account did to cards or Themen of a wall. Retention: 30 days."""

    workshop = models.ForeignKey(
        Workshop, verbose_name="Workshop", on_delete=models.CASCADE, related_name="wandschritte"
    )
    konto = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name="von", on_delete=models.CASCADE, related_name="+")
    created = models.DateTimeField("getan am", default=timezone.now, db_index=True)
    satz = models.CharField("Was getan wurde", max_length=SATZ_LAENGE)
    zurueckgenommen = models.DateTimeField("zurückgenommen am", null=True, blank=True)

    class Meta:
        verbose_name = "Schritt an der Kartenwand"
        verbose_name_plural = "Schritte an der Kartenwand"
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.satz


class Wandzug(models.Model):
    """What a step did to one card: how it hung before and after."""

    schritt = models.ForeignKey(Wandschritt, verbose_name="Schritt", on_delete=models.CASCADE, related_name="zuege")
    beitrag = models.ForeignKey(Beitrag, verbose_name="Karte", on_delete=models.CASCADE, related_name="wandzuege")
    vorher = models.JSONField("vorher")
    nachher = models.JSONField("nachher")

    class Meta:
        verbose_name = "Zug einer Karte"
        verbose_name_plural = "Züge von Karten"

    def __str__(self) -> str:
        return f"{self.schritt_id}: {self.beitrag_id}"


class Themenzug(models.Model):
    """What a step did to one Thema: how it stood before and after. Empty is where there was none."""

    schritt = models.ForeignKey(
        Wandschritt, verbose_name="Schritt", on_delete=models.CASCADE, related_name="themenzuege"
    )
    thema = models.BigIntegerField("Schlüssel des Themas")
    """Its key alone: a deleted Thema is brought back under the same one."""
    vorher = models.JSONField("vorher")
    nachher = models.JSONField("nachher")

    class Meta:
        verbose_name = "Zug eines Themas"
        verbose_name_plural = "Züge von Themen"
        indexes = (models.Index(fields=["thema"], name="themenzug_thema"),)

    def __str__(self) -> str:
        return f"{self.schritt_id}: Thema {self.thema}"


class Vorschlag(models.Model):
    """What a card is like: one of the Themen it may belong to, or another card. Nothing moves by itself."""

    beitrag = models.ForeignKey(Beitrag, verbose_name="Karte", on_delete=models.CASCADE, related_name="vorschlaege")
    thema = models.ForeignKey(
        Thema, verbose_name="Passt zu", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    aehnlich = models.ForeignKey(
        Beitrag, verbose_name="Ähnlich", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    rang = models.PositiveSmallIntegerField("Rang")
    entschieden = models.DateTimeField("entschieden am", null=True, blank=True)
    angenommen = models.BooleanField("angenommen", default=False)

    class Meta:
        verbose_name = "Vorschlag"
        verbose_name_plural = "Vorschläge"
        ordering = ("rang", "pk")
        constraints = (
            models.CheckConstraint(
                name="vorschlag_ist_eines",
                condition=Q(thema__isnull=True) ^ Q(aehnlich__isnull=True),
                violation_error_message="Ein Vorschlag nennt ein Thema oder eine Karte.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.beitrag_id}: {self.thema_id or self.aehnlich_id}"


class Vorschlagsstand(models.Model):
    """When the suggestions of a wall were last computed, and since when they wait to be computed anew."""

    workshop = models.OneToOneField(
        Workshop, verbose_name="Workshop", on_delete=models.CASCADE, related_name="vorschlagsstand"
    )
    faellig = models.DateTimeField("fällig seit", null=True, blank=True)
    gerechnet = models.DateTimeField("gerechnet am", null=True, blank=True)

    class Meta:
        verbose_name = "Stand der Vorschläge"
        verbose_name_plural = "Stände der Vorschläge"

    def __str__(self) -> str:
        return f"Vorschläge zu {self.workshop_id}"


class Kartenherkunft(models.Model):
    """This card came out of that one: several went into one card, or one was divided. The source keeps its words."""

    class Art(models.TextChoices):
        ZUSAMMEN = "zusammen", "zusammengeführt"
        GETEILT = "geteilt", "geteilt"

    quelle = models.ForeignKey(Beitrag, verbose_name="aus", on_delete=models.PROTECT, related_name="wurde_zu")
    ziel = models.ForeignKey(Beitrag, verbose_name="wurde", on_delete=models.CASCADE, related_name="stammt_aus")
    art = models.CharField("Art", max_length=10, choices=Art)

    class Meta:
        verbose_name = "Herkunft einer Karte"
        verbose_name_plural = "Herkunft von Karten"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                name="kartenherkunft_einmal",
                fields=["quelle", "ziel"],
                violation_error_message="Diese Karte ist dort schon aufgegangen.",
            ),
            models.CheckConstraint(
                name="kartenherkunft_nicht_in_sich",
                condition=~Q(quelle=F("ziel")),
                violation_error_message="Eine Karte kann nicht in sich selbst aufgehen.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.quelle_id} in {self.ziel_id}"
