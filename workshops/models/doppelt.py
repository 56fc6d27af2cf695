"""What the office decided about two registrations that look like one person."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from workshops.models.anmeldung import Anmeldung


class ZweiPersonen(models.Model):
    """Two registrations of one workshop that are two people: they are not offered for merging again.

    Personal data only by its numbers. Retention: as long as the names of both registrations.
    """

    erste = models.ForeignKey(Anmeldung, verbose_name="Anmeldung", on_delete=models.CASCADE, related_name="+")
    zweite = models.ForeignKey(Anmeldung, verbose_name="andere Anmeldung", on_delete=models.CASCADE, related_name="+")
    am = models.DateTimeField("festgehalten am", default=timezone.now)

    class Meta:
        verbose_name = "Festlegung auf zwei Personen"
        verbose_name_plural = "Festlegungen auf zwei Personen"
        ordering = ("-am", "-pk")
        constraints = (
            models.UniqueConstraint(
                name="zwei_personen_einmal",
                fields=["erste", "zweite"],
                violation_error_message="Dass das zwei Personen sind, ist schon festgehalten.",
            ),
            models.CheckConstraint(
                name="zwei_personen_geordnet",
                condition=Q(erste__lt=F("zweite")),
                violation_error_message="Zwei Personen brauchen zwei Anmeldungen, die ältere Nummer zuerst.",
            ),
        )

    def __str__(self) -> str:
        return f"Festlegung auf zwei Personen {self.pk}"


class FruehereNummer(models.Model):
    """The number of a registration that was merged: codes, certificates and links that carry it lead to what stays.

    Personal data only by its numbers. Retention: as long as the names of the registration it leads to.
    """

    nummer = models.BigIntegerField("Nummer", unique=True)
    anmeldung = models.ForeignKey(
        Anmeldung, verbose_name="Anmeldung", on_delete=models.CASCADE, related_name="fruehere_nummern"
    )
    am = models.DateTimeField("zusammengeführt am", default=timezone.now)

    class Meta:
        verbose_name = "frühere Nummer einer Anmeldung"
        verbose_name_plural = "frühere Nummern von Anmeldungen"
        ordering = ("nummer",)

    def __str__(self) -> str:
        return f"frühere Nummer {self.nummer}"
