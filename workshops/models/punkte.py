"""What weighed most: dots, and what groups sketched as projects."""

from datetime import date
from typing import Any, ClassVar, Self

from django.db import models
from django.utils import timezone

from bildungskommune.akteure.models import TITEL_LAENGE
from bildungskommune.versionen import Versioniert
from workshops.models.beitrag import Thema
from workshops.models.enums import PunkteQuelle, Sichtbarkeit
from workshops.models.workshop import Arbeitsgruppe, Workshop


class PunktabfrageQuerySet(models.QuerySet["Punktabfrage"]):
    def decided(self) -> Self:
        """What was ended, and led to something that was written down; with the Themen it is about."""
        found = self.filter(beendet=True).exclude(entscheidung="")
        return found.prefetch_related("entschiedene_themen__reihe")


class Punktabfrage(Versioniert):
    workshop = models.ForeignKey(Workshop, verbose_name="Workshop", on_delete=models.PROTECT, related_name="abfragen")
    kennung = models.SlugField("Kennung", max_length=80)
    frage = models.CharField("Frage", max_length=TITEL_LAENGE)
    punkte_je_person = models.PositiveSmallIntegerField("Punkte je Person", default=3)
    personen = models.PositiveIntegerField("Personen, die Punkte vergaben", null=True, blank=True)
    nur_gedruckt = models.BooleanField("Nur mit gedrucktem Stimmzettel", default=False, db_default=False)
    beendet = models.BooleanField("beendet", default=False)
    entscheidung = models.TextField("Was wurde danach entschieden?", blank=True, max_length=2000, db_default="")
    entschieden_am = models.DateField("Wann?", null=True, blank=True)
    entschiedene_themen = models.ManyToManyField(
        Thema, verbose_name="Womit geht es weiter?", blank=True, related_name="entscheidungen"
    )

    objects = PunktabfrageQuerySet.as_manager()

    class Meta:
        verbose_name = "Punktabfrage"
        verbose_name_plural = "Punktabfragen"
        ordering = ("workshop", "pk")
        constraints = (
            models.UniqueConstraint(
                name="punktabfrage_kennung",
                fields=["workshop", "kennung"],
                violation_error_message="Diese Kennung hat in diesem Workshop schon eine Abfrage.",
            ),
        )

    def __str__(self) -> str:
        return self.frage


class Punktstand(models.Model):
    """How many dots a Thema got, told apart by where they were given."""

    Quelle = PunkteQuelle

    abfrage = models.ForeignKey(Punktabfrage, verbose_name="Abfrage", on_delete=models.CASCADE, related_name="staende")
    thema = models.ForeignKey(Thema, verbose_name="Thema", on_delete=models.PROTECT, related_name="punktstaende")
    quelle = models.CharField("Quelle", max_length=20, choices=Quelle, default=Quelle.PAPIER)
    punkte = models.PositiveIntegerField("Punkte")

    class Meta:
        verbose_name = "Punktstand"
        verbose_name_plural = "Punktstände"
        ordering = ("abfrage", "-punkte", "pk")
        constraints = (
            models.UniqueConstraint(
                name="punktstand_einmal",
                fields=["abfrage", "thema", "quelle"],
                violation_error_message="Für dieses Thema sind die Punkte schon eingetragen.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.thema}: {self.punkte}"


class Projektskizze(Versioniert):
    workshop = models.ForeignKey(Workshop, verbose_name="Workshop", on_delete=models.CASCADE, related_name="skizzen")
    gruppe = models.ForeignKey(
        Arbeitsgruppe,
        verbose_name="Arbeitsgruppe",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="skizzen",
    )
    kennung = models.SlugField("Kennung", max_length=80)
    position = models.PositiveIntegerField("Position", default=0)
    titel = models.CharField("Titel", max_length=TITEL_LAENGE)
    ziel = models.TextField("Ziel", blank=True, max_length=5000)
    schritte = models.TextField("Schritte", blank=True, max_length=5000)
    verantwortliche = models.TextField("Verantwortliche", blank=True, max_length=2000)
    verbuendete = models.TextField("Verbündete", blank=True, max_length=2000)
    termin = models.CharField("Termin", max_length=TITEL_LAENGE, blank=True)
    themen = models.ManyToManyField(Thema, verbose_name="Themen", blank=True, related_name="skizzen")

    faden_stufe: ClassVar[int] = 1
    faden_related: ClassVar[tuple[str, ...]] = ("workshop__reihe",)
    faden_art: ClassVar[str] = "Projektskizze"
    faden_stand: ClassVar[tuple[str, str]] = ("", "")

    class Meta:
        verbose_name = "Projektskizze"
        verbose_name_plural = "Projektskizzen"
        ordering = ("workshop", "position", "pk")
        constraints = (
            models.UniqueConstraint(
                name="projektskizze_kennung",
                fields=["workshop", "kennung"],
                violation_error_message="Diese Kennung hat in diesem Workshop schon eine Skizze.",
            ),
        )

    def __str__(self) -> str:
        return self.titel

    def get_absolute_url(self) -> str:
        return f"{self.workshop.get_absolute_url()}#skizze-{self.kennung}"

    @property
    def faden_kennung(self) -> str:
        return f"{self.workshop.slug}/{self.kennung}"

    @property
    def faden_titel(self) -> str:
        return self.titel

    @property
    def faden_datum(self) -> date | None:
        return timezone.localdate(self.workshop.beginn)

    @classmethod
    def faden_oeffentlich(cls) -> dict[str, Any]:
        return {
            "workshop__sichtbarkeit": Sichtbarkeit.OEFFENTLICH,
            "workshop__reihe__oeffentlich": True,
            "workshop__beginn__lte": timezone.now(),
        }

    @property
    def ist_oeffentlich(self) -> bool:
        """The page of the workshop shows what came out once it has begun."""
        workshop = self.workshop
        is_open = workshop.sichtbarkeit == Sichtbarkeit.OEFFENTLICH and workshop.reihe.oeffentlich
        return is_open and workshop.beginn <= timezone.now()
