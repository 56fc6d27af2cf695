"""Texts that the office uses again and again when it answers contributions."""

from typing import Self

from django.db import models
from django.db.models import F, Value

from bildungskommune.akteure.models import TITEL_LAENGE
from bildungskommune.versionen import Versioniert

BAUSTEIN_LAENGE = 2000


class TextbausteinQuerySet(models.QuerySet["Textbaustein"]):
    def offered(self) -> Self:
        return self.filter(angeboten=True)

    def count_in(self, begruendung: str, times: int) -> int:
        """Count the blocks that stand in a Begründung, so often; returns how many blocks these are."""
        standing = self.annotate(wo=Value(begruendung, models.TextField())).filter(wo__contains=F("text"))
        return standing.update(verwendet=F("verwendet") + times)


class Textbaustein(Versioniert):
    """A piece of a Begründung. A person adds to it what concerns the single contribution."""

    titel = models.CharField("Titel", max_length=TITEL_LAENGE, unique=True)
    text = models.TextField("Text", max_length=BAUSTEIN_LAENGE)
    angeboten = models.BooleanField("Beim Begründen anbieten", default=True)
    verwendet = models.PositiveIntegerField("verwendet", default=0, editable=False)
    """In so many answers it stood, word for word."""

    objects = TextbausteinQuerySet.as_manager()

    class Meta:
        verbose_name = "Textbaustein"
        verbose_name_plural = "Textbausteine"
        ordering = ("titel", "pk")
        constraints = (
            models.CheckConstraint(
                name="textbaustein_hat_text",
                condition=~models.Q(text=""),
                violation_error_message="Bitte schreiben Sie den Text des Bausteins.",
            ),
        )

    def __str__(self) -> str:
        return self.titel
