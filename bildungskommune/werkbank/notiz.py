"""A note that colleagues leave each other at a text of the desk."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

NOTIZ_LAENGE = 2000


class NotizQuerySet(models.QuerySet["Notiz"]):
    def about(self, thing: models.Model) -> Self:
        return self.at([thing])

    def at(self, things: Iterable[models.Model]) -> Self:
        """Return the notes at any of these things, of whatever kind each is."""
        keys: dict[str, list[int]] = defaultdict(list)
        for thing in things:
            keys[thing._meta.label_lower].append(thing.pk)
        found = Q(pk__in=())
        for art, several in keys.items():
            found |= Q(objekt_art=art, objekt_id__in=several)
        return self.filter(found)

    def open(self) -> Self:
        return self.filter(erledigt_am__isnull=True)


class Notiz(models.Model):
    """A note of one account at one thing of the desk. Retention: one year after it was settled."""

    objekt_art = models.CharField("Art", max_length=80)
    objekt_id = models.BigIntegerField("Schlüssel")
    objekt_name = models.TextField("Bezeichnung")
    """As the thing was called when the note was written."""
    text = models.TextField("Notiz", max_length=NOTIZ_LAENGE)
    created = models.DateTimeField("geschrieben am", default=timezone.now)
    von = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="geschrieben von",
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    erledigt_am = models.DateTimeField("erledigt am", null=True, blank=True, db_index=True)
    erledigt_von = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="erledigt von",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    ort: str
    """Where the thing stands at the desk, empty when it is gone; only after `notizen.locate`."""

    objects = NotizQuerySet.as_manager()

    class Meta:
        verbose_name = "Notiz"
        verbose_name_plural = "Notizen"
        ordering = ("created", "pk")
        indexes = (models.Index(fields=["objekt_art", "objekt_id"], name="notiz_je_ding"),)

    def __str__(self) -> str:
        return f"Notiz {self.pk}"

    @property
    def seite(self) -> str:
        """The page with all notes of the thing."""
        return reverse("v-notizen", args=(self.objekt_art, self.objekt_id))
