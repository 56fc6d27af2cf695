"""Which transaction has changed which table: written by the database itself, read by those who lay out pages."""

from django.db import models
from django.db.models.functions import Now


class Aenderung(models.Model):
    """A table that a transaction has changed. Visible when the transaction is, neither sooner nor later."""

    tabelle = models.CharField("Tabelle", max_length=63)
    transaktion = models.BigIntegerField("Transaktion")
    am = models.DateTimeField("Zeitpunkt", db_default=Now())

    class Meta:
        verbose_name = "Änderung einer Tabelle"
        verbose_name_plural = "Änderungen der Tabellen"
        constraints = (
            models.UniqueConstraint(fields=("transaktion", "tabelle"), name="auslage_aenderung_je_transaktion"),
        )
        indexes = (models.Index(fields=("am",), name="auslage_aenderung_am"),)

    def __str__(self) -> str:
        return f"{self.tabelle} in {self.transaktion}"
