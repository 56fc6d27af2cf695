"""What was done to which thing, when and by whom."""

from typing import Self

from django.conf import settings
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

    objects = EintragQuerySet.as_manager()

    class Meta:
        verbose_name = "Eintrag im Verlauf"
        verbose_name_plural = "Verlauf"
        ordering = ("-created", "-pk")
        indexes = (models.Index(fields=["objekt_art", "objekt_id"], name="audit_objekt"),)

    def __str__(self) -> str:
        return f"{self.ereignis}: {self.objekt_name}"
