"""Who was reminded of what, and measures of which nobody is reminded for a while."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from massnahmen.models.fortschritt import Meilenstein
from massnahmen.models.massnahme import Massnahme

STUFEN = (-60, -30, -7, -1, 1, 7, 30, 60)
"""The steps of the ladder in days from the day on which a thing is due."""
EINMAL = "Daran ist diese Person auf dieser Stufe schon erinnert worden."


class Erinnerung(models.Model):
    """One step for one thing and one account, written with the mail that names it: the row says it never goes twice.

    Personal data. Retention: 12 months after the mail.
    """

    class Sache(models.TextChoices):
        MEILENSTEIN = "meilenstein", "Meilenstein"
        ENDE = "ende", "Ende der Maßnahme"
        SACHSTAND = "sachstand", "nächster Sachstand"

    massnahme = models.ForeignKey(
        Massnahme, verbose_name="Maßnahme", on_delete=models.CASCADE, related_name="erinnerungen"
    )
    konto = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="Konto", on_delete=models.CASCADE, related_name="erinnerungen"
    )
    sache = models.CharField("Woran", max_length=20, choices=Sache)
    meilenstein = models.ForeignKey(
        Meilenstein, verbose_name="Meilenstein", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    faellig_am = models.DateField("fällig am")
    """The day it was due as it was known then; a new day begins the ladder anew."""
    stufe = models.SmallIntegerField("Stufe in Tagen")
    erinnert_am = models.DateField("erinnert am", db_index=True)

    class Meta:
        verbose_name = "Erinnerung"
        verbose_name_plural = "Erinnerungen"
        ordering = ("-erinnert_am", "-pk")
        constraints = (
            # Two, and none with nulls_distinct: for that Django asks the database before `migrate` has made its role.
            models.UniqueConstraint(
                name="erinnerung_meilenstein_einmal",
                fields=["konto", "meilenstein", "faellig_am", "stufe"],
                condition=Q(meilenstein__isnull=False),
                violation_error_message=EINMAL,
            ),
            models.UniqueConstraint(
                name="erinnerung_einmal",
                fields=["massnahme", "konto", "sache", "faellig_am", "stufe"],
                condition=Q(meilenstein__isnull=True),
                violation_error_message=EINMAL,
            ),
            models.CheckConstraint(
                name="erinnerung_meilenstein_genannt",
                condition=Q(sache="meilenstein", meilenstein__isnull=False)
                | (~Q(sache="meilenstein") & Q(meilenstein__isnull=True)),
                violation_error_message="Nur eine Erinnerung an einen Meilenstein nennt einen, und sie braucht ihn.",
            ),
            models.CheckConstraint(
                name="erinnerung_stufe_der_leiter",
                condition=Q(stufe__in=STUFEN),
                violation_error_message="Diese Stufe gibt es nicht.",
            ),
        )

    def __str__(self) -> str:
        return f"Meilenstein „{self.meilenstein}“" if self.meilenstein else str(self.get_sache_display())


class ErinnerungsruheQuerySet(models.QuerySet["Erinnerungsruhe"]):
    def in_force(self, today: date) -> Self:
        return self.filter(aufgehoben_am__isnull=True, bis__gte=today)


class Erinnerungsruhe(models.Model):
    """Until that day nobody is reminded of a measure, and why. Each is a row of its own; also what is over stays."""

    massnahme = models.ForeignKey(
        Massnahme, verbose_name="Maßnahme", on_delete=models.CASCADE, related_name="erinnerungsruhen"
    )
    bis = models.DateField("Erinnerungen ruhen bis")
    grund = models.CharField("Warum?", max_length=300)
    gesetzt_am = models.DateTimeField("gesetzt am", default=timezone.now)
    gesetzt_von = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="gesetzt von", null=True, blank=True, on_delete=models.SET_NULL
    )
    aufgehoben_am = models.DateTimeField("aufgehoben am", null=True, blank=True)

    objects = ErinnerungsruheQuerySet.as_manager()

    class Meta:
        verbose_name = "Ruhe vor Erinnerungen"
        verbose_name_plural = "Ruhen vor Erinnerungen"
        ordering = ("massnahme", "-pk")
        constraints = (
            models.UniqueConstraint(
                name="erinnerungsruhe_eine_gilt",
                fields=["massnahme"],
                condition=Q(aufgehoben_am__isnull=True),
                violation_error_message="Die Erinnerungen an diese Maßnahme ruhen schon.",
            ),
            models.CheckConstraint(
                name="erinnerungsruhe_mit_grund",
                condition=~Q(grund=""),
                violation_error_message="Bitte nennen Sie den Grund.",
            ),
        )

    def __str__(self) -> str:
        return f"bis {self.bis:%d.%m.%Y}"
