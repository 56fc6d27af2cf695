"""Texts that the office uses again and again when it gives reasons: to contributions and to comments alike."""

from typing import Self

from django.db import models
from django.db.models import F, Value

from bildungskommune.versionen import Versioniert

TITEL_LAENGE, BAUSTEIN_LAENGE = 300, 2000


class TextbausteinQuerySet(models.QuerySet["Textbaustein"]):
    def offered(self) -> Self:
        return self.filter(angeboten=True)

    def count_in(self, begruendung: str, times: int = 1, *, before: str = "") -> int:
        """Count the blocks that stand in a Begründung and stood not in the one `before`, so often.

        Returns how many blocks these are.
        """
        said = Value(begruendung, models.TextField()), Value(before, models.TextField())
        standing = self.annotate(wo=said[0], vorher=said[1]).filter(wo__contains=F("text"))
        return standing.exclude(vorher__contains=F("text")).update(verwendet=F("verwendet") + times)


class Textbaustein(Versioniert):
    """A piece of a Begründung. A person adds to it what concerns the single case."""

    titel = models.CharField("Titel", max_length=TITEL_LAENGE, unique=True)
    text = models.TextField("Text", max_length=BAUSTEIN_LAENGE)
    angeboten = models.BooleanField("Beim Begründen anbieten", default=True)
    verwendet = models.PositiveIntegerField("verwendet", default=0, editable=False)
    """In so many answers it was put, word for word; it counts on when the block is changed."""

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
