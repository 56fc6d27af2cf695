"""The scale of priorities: the words of a document in their order, and each setting of one with who set it and when."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone

STANDARD = ("hoch", "mittel", "niedrig")
VORLAGEN: dict[str, Sequence[str]] = {
    "hoch-mittel-niedrig": STANDARD,
    "a-b-c": ("A", "B", "C"),
    "1-5": ("1", "2", "3", "4", "5"),
}
"""Scales that stand ready, the most important first."""
MINDESTENS, HOECHSTENS = 2, 7
WORT_LAENGE = 40
ANZAHL = f"Bitte nennen Sie zwei bis sieben Werte, je Zeile einen und keinen länger als {WORT_LAENGE} Zeichen."
DOPPELT = "Bitte nennen Sie jeden Wert nur einmal."


def standard() -> list[str]:
    return list(STANDARD)


def check_scale(worte: Sequence[str]) -> None:
    """Raise ValidationError unless these are two to seven different words, none of them empty or too long."""
    if not MINDESTENS <= len(worte) <= HOECHSTENS or not all(0 < len(wort.strip()) <= WORT_LAENGE for wort in worte):
        raise ValidationError(ANZAHL)
    if len({wort.strip().casefold() for wort in worte}) < len(worte):
        raise ValidationError(DOPPELT)


def skalenfeld() -> "ArrayField[list[str], list[str]]":
    """Return the field of a document that holds its scale."""
    return ArrayField(
        models.CharField(max_length=WORT_LAENGE),
        verbose_name="Skala der Prioritäten",
        default=standard,
        db_default=standard(),
        validators=[check_scale],
    )


def has_scale(name: str) -> models.CheckConstraint:
    """Return the condition of this name: a scale has two to seven words."""
    return models.CheckConstraint(
        name=name,
        condition=Q(prioritaeten__len__gte=MINDESTENS, prioritaeten__len__lte=HOECHSTENS),
        violation_error_message=ANZAHL,
    )


class Urheber(models.TextChoices):
    GREMIUM = "gremium", "Gremium"
    STABSSTELLE = "stabsstelle", "Stabsstelle"
    WORKSHOP = "workshop", "Workshop"


class Festlegung(models.Model):
    """One setting of a priority: the word, from which day, who set it and why. What was set stays as it was set."""

    prioritaet = models.CharField("Priorität", max_length=WORT_LAENGE)
    ab = models.DateField("gilt ab", default=timezone.localdate)
    durch = models.CharField("festgelegt von", max_length=20, choices=Urheber, blank=True)
    wer = models.CharField("Name des Gremiums oder Workshops", max_length=200, blank=True)
    begruendung = models.TextField("Begründung", blank=True, max_length=2000)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.prioritaet} ab {self.ab:%d.%m.%Y}"

    @property
    def urheber(self) -> str:
        """Who set it, in words; empty where nobody said so."""
        return self.wer or (str(Urheber(self.durch).label) if self.durch else "")


F = TypeVar("F", bound=Festlegung)


def set_down(
    rows: "models.Manager[F]", prioritaet: str, ab: date, begruendung: str = "", *, durch: str = "", wer: str = ""
) -> F:
    """Add a line to the history of one thing; a second one for the same day replaces the first."""
    said: dict[str, Any] = {"prioritaet": prioritaet, "begruendung": begruendung, "durch": durch, "wer": wer}
    return rows.update_or_create(ab=ab, defaults=said)[0]


def in_force(rows: Iterable[F], today: date | None = None) -> F | None:
    """Return the setting that holds on the day; expects the newest first."""
    today = today or timezone.localdate()
    return next((row for row in rows if row.ab <= today), None)


def said(held: Festlegung | None, name: str) -> str:
    """Return what the setting that holds says in one of its fields, empty without one."""
    return str(getattr(held, name)) if held else ""


def counted(worte: Iterable[str], skala: Sequence[str]) -> dict[str, int]:
    """Return how often each word stands among `worte`: those of the scale in its order, then the others."""
    counts = Counter(worte)
    return {wort: counts[wort] for wort in (*skala, *sorted(counts)) if wort in counts}


def with_name(name: str) -> models.CheckConstraint:
    """Return the condition of this name: a Gremium and a Workshop are named."""
    return models.CheckConstraint(
        name=name,
        condition=~Q(durch__in=[Urheber.GREMIUM, Urheber.WORKSHOP]) | ~Q(wer=""),
        violation_error_message="Bitte nennen Sie das Gremium oder den Workshop beim Namen.",
    )


def renamed(alt: str, neu: str) -> str:
    """Return the reason that stands at a priority which a new scale calls otherwise."""
    return f"Neue Skala: „{alt}“ heißt jetzt „{neu}“."
