"""Who pays what of a measure, by year, and how sure that is."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from bildungskommune.akteure.models import TITEL_LAENGE
from bildungskommune.versionen import Versioniert
from massnahmen.models.massnahme import Massnahme

JAHRE = (2000, 2100)
"""The first and the last year that a row may name."""
MIT_WORTLAUT = "Bitte schreiben Sie unter „Bezeichnung“, woher das Geld kommt."
SCHON_DA = (
    "Diesen Posten gibt es schon: dasselbe Jahr, dieselbe Quelle, derselbe Stand. Bitte ändern Sie dort den Betrag, "
    "oder geben Sie diesem eine andere Bezeichnung."
)


class Quelle(models.TextChoices):
    KREIS = "kreis", "Haushalt des Landkreises"
    LAND = "land", "Land"
    BUND = "bund", "Bund"
    EU = "eu", "EU, ESF Plus"
    STIFTUNG = "stiftung", "Stiftung"
    DRITTE = "dritte", "Dritte"
    ANDERE = "andere", "andere Quelle"


class Mittelstand(models.TextChoices):
    GESICHERT = "gesichert", "gesichert"
    BEANTRAGT = "beantragt", "beantragt"
    OFFEN = "offen", "offen"


class Finanzierungsposten(Versioniert):
    massnahme = models.ForeignKey(Massnahme, verbose_name="Maßnahme", on_delete=models.CASCADE, related_name="posten")
    jahr = models.PositiveSmallIntegerField(
        "Haushaltsjahr", validators=[MinValueValidator(JAHRE[0]), MaxValueValidator(JAHRE[1])]
    )
    quelle = models.CharField("Quelle", max_length=20, choices=Quelle)
    bezeichnung = models.CharField("Bezeichnung", max_length=TITEL_LAENGE, blank=True)
    betrag = models.DecimalField(
        "Betrag in Euro", max_digits=12, decimal_places=2, validators=[MinValueValidator(Decimal(0))]
    )
    stand = models.CharField("Stand", max_length=20, choices=Mittelstand)

    class Meta:
        verbose_name = "Finanzierungsposten"
        verbose_name_plural = "Finanzierungsposten"
        ordering = ("massnahme", "jahr", "pk")
        constraints = (
            models.CheckConstraint(
                name="posten_jahr_vierstellig",
                condition=Q(jahr__gte=JAHRE[0], jahr__lte=JAHRE[1]),
                violation_error_message=f"Bitte nennen Sie ein Jahr von {JAHRE[0]} bis {JAHRE[1]}.",
            ),
            models.CheckConstraint(
                name="posten_betrag_nicht_negativ",
                condition=Q(betrag__gte=0),
                violation_error_message="Ein Betrag kann nicht negativ sein.",
            ),
            models.CheckConstraint(
                name="posten_andere_quelle_mit_wortlaut",
                condition=~Q(quelle=Quelle.ANDERE) | ~Q(bezeichnung=""),
                violation_error_message=MIT_WORTLAUT,
            ),
            models.UniqueConstraint(
                name="posten_einmal",
                fields=["massnahme", "jahr", "quelle", "bezeichnung", "stand"],
                violation_error_message=SCHON_DA,
            ),
        )

    def __str__(self) -> str:
        return f"{self.jahr}, {self.woher}, {self.get_stand_display()}"

    @property
    def woher(self) -> str:
        """Name the source as people do: by its own wording where "andere Quelle" says nothing."""
        if self.quelle == Quelle.ANDERE:
            return self.bezeichnung
        return f"{self.get_quelle_display()} ({self.bezeichnung})" if self.bezeichnung else self.get_quelle_display()
