"""What was done to which thing, when and by whom."""

from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone


def is_about_somebody(model: type[models.Model]) -> bool:
    """Say whether the name of a thing says who somebody is: the model declares `verlauf_ohne_namen`."""
    return bool(getattr(model, "verlauf_ohne_namen", False))


class EintragQuerySet(models.QuerySet["Eintrag"]):
    def about(self, thing: models.Model) -> Self:
        return self.filter(objekt_art=thing._meta.label_lower, objekt_id=str(thing.pk))


class Eintrag(models.Model):
    """One event. Kept when the thing is gone; the name of the account goes with the account."""

    created = models.DateTimeField("Zeitpunkt", default=timezone.now, db_index=True)
    konto = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="Konto", null=True, blank=True, on_delete=models.SET_NULL
    )
    ereignis = models.CharField("Ereignis", max_length=80)
    objekt_art = models.CharField("Art", max_length=80)
    objekt_id = models.CharField("Schlüssel", max_length=40)
    objekt_name = models.TextField("Bezeichnung")
    angaben = models.JSONField("Angaben", default=dict, encoder=DjangoJSONEncoder, blank=True)
    transaktion = models.CharField(
        "Transaktion", max_length=40, db_default=models.Func(function="transaktion_kennung"), editable=False
    )
    """Joins what was noted with what the trigger saw of the texts in the same transaction."""

    objects = EintragQuerySet.as_manager()

    class Meta:
        verbose_name = "Eintrag im Verlauf"
        verbose_name_plural = "Verlauf"
        ordering = ("-created", "-pk")
        indexes = (
            models.Index(fields=["objekt_art", "objekt_id"], name="audit_objekt"),
            models.Index(fields=["transaktion"], name="audit_transaktion"),
        )

    def __str__(self) -> str:
        return f"{self.ereignis}: {self.objekt_name}"


class TextstandQuerySet(models.QuerySet["Textstand"]):
    def about(self, thing: models.Model) -> Self:
        return self.filter(objekt_art=thing._meta.label_lower, objekt_id=thing.pk)

    def light(self) -> Self:
        """Leave the values in the database; `lesbar` says whether there are any."""
        readable = models.ExpressionWrapper(models.Q(werte__isnull=False), models.BooleanField())
        return self.defer("werte").annotate(lesbar=readable)


class Textstand(models.Model):
    """How a working text stood after one change; a trigger writes it, whoever made the change.

    Names and addresses of people are left out, their own words are not. Retention: 5 years after a newer state came,
    30 days after the thing was deleted.
    """

    class Vorgang(models.TextChoices):
        BESTAND = "bestand", "Stand zu Beginn der Aufzeichnung"
        ANGELEGT = "angelegt", "angelegt"
        GEAENDERT = "geaendert", "geändert"
        GELOESCHT = "geloescht", "gelöscht"

    created = models.DateTimeField("Zeitpunkt")
    transaktion = models.CharField("Transaktion", max_length=40)
    objekt_art = models.CharField("Art", max_length=80)
    objekt_id = models.BigIntegerField("Schlüssel")
    vorgang = models.CharField("Vorgang", max_length=10, choices=Vorgang)
    felder = ArrayField(models.CharField(max_length=80), verbose_name="geänderte Spalten")
    werte = models.JSONField("Werte", null=True)
    """The columns of the row; none when the thing was deleted or the state forgotten."""

    objects = TextstandQuerySet.as_manager()

    class Meta:
        verbose_name = "Stand eines Textes"
        verbose_name_plural = "Stände der Texte"
        ordering = ("-pk",)
        indexes = (models.Index(fields=["objekt_art", "objekt_id", "id"], name="audit_textstand_zeile"),)

    def __str__(self) -> str:
        return f"{self.objekt_art} {self.objekt_id}: {self.get_vorgang_display()}"
