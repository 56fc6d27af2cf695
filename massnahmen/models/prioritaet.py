"""How important a measure is: each setting with its day, who made it and why."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from konzept.skala import WORT_LAENGE, Festlegung, with_name
from massnahmen.models.massnahme import Massnahme

OHNE = "ohne Priorität"


def until_today(day: date) -> None:
    """Raise ValidationError for a day to come: the newest setting is the one that holds."""
    if day > timezone.localdate():
        raise ValidationError("Bitte nennen Sie heute oder einen früheren Tag.")


class Massnahmenpriorisierung(Festlegung):
    """The priority of a measure has a history: the newest row holds. An empty word: from that day it has none."""

    prioritaet = models.CharField("Priorität", max_length=WORT_LAENGE, blank=True)
    ab = models.DateField("gilt ab", default=timezone.localdate, validators=[until_today])
    massnahme = models.ForeignKey(
        Massnahme, verbose_name="Maßnahme", on_delete=models.CASCADE, related_name="priorisierungen"
    )

    class Meta:
        verbose_name = "Priorisierung der Maßnahme"
        verbose_name_plural = "Priorisierungen der Maßnahme"
        ordering = ("massnahme", "-ab", "-pk")
        constraints = (
            models.UniqueConstraint(
                name="massnahmenpriorisierung_einmal_am_tag",
                fields=["massnahme", "ab"],
                violation_error_message="Für diesen Tag ist schon eine Priorität eingetragen.",
            ),
            with_name("massnahmenpriorisierung_mit_namen"),
        )

    def __str__(self) -> str:
        return f"{self.prioritaet or OHNE} ab {self.ab:%d.%m.%Y}"
