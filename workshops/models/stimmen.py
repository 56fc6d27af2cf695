"""Ballots on phones: who gave which dots together, without saying who that was."""

from django.db import models
from django.utils import timezone

from workshops.models.beitrag import Thema
from workshops.models.punkte import Punktabfrage


class Stimmzettel(models.Model):
    """One ballot, known by its code alone: no person, no phone, no time.

    Retention: 14 days after the dots were counted; the totals stay.
    """

    abfrage = models.ForeignKey(
        Punktabfrage, verbose_name="Abfrage", on_delete=models.CASCADE, related_name="stimmzettel"
    )
    code = models.CharField("Code", max_length=11, unique=True)
    gedruckt = models.BooleanField("gedruckt", default=False)

    class Meta:
        verbose_name = "Stimmzettel"
        verbose_name_plural = "Stimmzettel"
        ordering = ("abfrage", "pk")

    def __str__(self) -> str:
        return f"Stimmzettel zu „{self.abfrage}“"


class Stimme(models.Model):
    """The dots of one ballot for one Thema."""

    zettel = models.ForeignKey(
        Stimmzettel, verbose_name="Stimmzettel", on_delete=models.CASCADE, related_name="stimmen"
    )
    thema = models.ForeignKey(Thema, verbose_name="Thema", on_delete=models.PROTECT, related_name="stimmen")
    punkte = models.PositiveSmallIntegerField("Punkte")

    class Meta:
        verbose_name = "Stimme"
        verbose_name_plural = "Stimmen"
        ordering = ("zettel", "pk")
        constraints = (
            models.UniqueConstraint(
                name="stimme_einmal",
                fields=["zettel", "thema"],
                violation_error_message="Auf diesem Stimmzettel stehen für dieses Thema schon Punkte.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.punkte} für {self.thema}"


class Auszaehlung(models.Model):
    """What is left of the ballots of a question: how many there were, and whom the first Themen stand for."""

    abfrage = models.OneToOneField(
        Punktabfrage, verbose_name="Abfrage", on_delete=models.CASCADE, related_name="auszaehlung"
    )
    zettel = models.PositiveIntegerField("Stimmzettel mit Punkten")
    vertretung = models.JSONField("Wen die ersten Themen vertreten", default=list)
    am = models.DateTimeField("gezählt am", default=timezone.now)

    class Meta:
        verbose_name = "Auszählung"
        verbose_name_plural = "Auszählungen"
        ordering = ("abfrage",)

    def __str__(self) -> str:
        return f"Auszählung zu „{self.abfrage}“"
