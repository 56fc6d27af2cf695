"""What the desk deleted, kept for a while; which columns of a table it took for what; texts that it uses again."""

from datetime import datetime, timedelta

from django.apps import apps
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone

from bildungskommune.werkbank.notiz import Notiz
from bildungskommune.werkbank.textbaustein import Textbaustein

__all__ = ["AUFBEWAHRUNG", "Geloescht", "Notiz", "Textbaustein"]
AUFBEWAHRUNG = timedelta(days=30)


class Geloescht(models.Model):
    """One thing that was deleted, with its parts. Retention: 30 days, then it is deleted for good."""

    created = models.DateTimeField("gelöscht am", default=timezone.now, db_index=True)
    konto = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="gelöscht von", null=True, blank=True, on_delete=models.SET_NULL
    )
    objekt_art = models.CharField("Art", max_length=80)
    objekt_id = models.CharField("Schlüssel", max_length=40)
    objekt_name = models.TextField("Bezeichnung")
    zeilen = models.JSONField("Inhalt", encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = "Gelöschtes"
        verbose_name_plural = "Papierkorb"
        ordering = ("-created", "-pk")

    def __str__(self) -> str:
        return self.objekt_name

    @property
    def art(self) -> str:
        """The kind of thing, as the portal calls it; its key when the portal has no such thing any more."""
        try:
            return str(apps.get_model(self.objekt_art)._meta.verbose_name)
        except LookupError:
            return self.objekt_art

    @property
    def bis(self) -> datetime:
        """The moment until which it can be brought back."""
        return self.created + AUFBEWAHRUNG


class GemerkteSpalte(models.Model):
    """A column of a table that was read in, by its head, and the field it was taken for; none when it was left out."""

    art = models.CharField("Art der Tabelle", max_length=40)
    kopf = models.CharField("Kopf der Spalte", max_length=200)
    feld = models.CharField("Feld", max_length=40, blank=True)

    class Meta:
        verbose_name = "gemerkte Spalte"
        verbose_name_plural = "gemerkte Spalten"
        ordering = ("art", "kopf")
        constraints = (
            models.UniqueConstraint(
                name="gemerkte_spalte_einmal",
                fields=["art", "kopf"],
                violation_error_message="Diese Spalte ist schon gemerkt.",
            ),
        )

    def __str__(self) -> str:
        return self.kopf


class Entwurf(models.Model):
    """What one account typed into a form and has not saved yet. Retention: 30 days after the last change."""

    konto = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name="von", on_delete=models.CASCADE, related_name="+")
    objekt_art = models.CharField("Art", max_length=80)
    objekt_id = models.BigIntegerField("Schlüssel")
    eingaben = models.JSONField("Eingaben")
    """Name of each field with what was sent for it."""
    geschrieben = models.DateTimeField("zuletzt geschrieben", db_index=True)

    class Meta:
        verbose_name = "Persönlicher Entwurf"
        verbose_name_plural = "Persönliche Entwürfe"
        constraints = (
            models.UniqueConstraint(
                name="entwurf_einer_je_person",
                fields=["konto", "objekt_art", "objekt_id"],
                violation_error_message="Zu diesem Text haben Sie schon einen Entwurf abgelegt.",
            ),
        )

    def __str__(self) -> str:
        return f"Entwurf zu {self.objekt_art} {self.objekt_id}"
