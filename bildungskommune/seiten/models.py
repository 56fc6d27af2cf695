"""What the portal says about itself: the Kommune and its editable pages."""

from datetime import date
from typing import Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from bildungskommune.akteure.models import TITEL_LAENGE
from bildungskommune.versionen import Versioniert

FARBE = "#0d4a39"
FARBE_FORM = RegexValidator(r"^#[0-9a-fA-F]{6}$", "Bitte geben Sie die Farbe als #rrggbb an.")

REGIONALSCHLUESSEL_FORM = RegexValidator(
    r"^(\d{5}|\d{8}|\d{12})$",
    "Bitte geben Sie fünf Ziffern für einen Kreis an oder acht für eine Gemeinde, zum Beispiel 15083.",
)


class KommuneManager(models.Manager["Kommune"]):
    def current(self) -> "Kommune":
        """Return the one row; before it was ever saved, its defaults."""
        return self.filter(pk=1).first() or Kommune(pk=1)


class Kommune(Versioniert):
    name = models.CharField("Name", max_length=120, default="Ihr Landkreis")
    portal = models.CharField("Name des Portals", max_length=120, default="Bildungskommune")
    regionalschluessel = models.CharField(
        "Regionalschlüssel", max_length=12, blank=True, default="", db_default="", validators=[REGIONALSCHLUESSEL_FORM]
    )
    stelle = models.CharField("Verantwortliche Stelle", max_length=200, default="Stabsstelle „Bildungskommune“")
    amt = models.CharField("Amt", max_length=200, blank=True)
    strasse = models.CharField("Straße und Hausnummer", max_length=200, blank=True)
    plz = models.CharField("Postleitzahl", max_length=5, blank=True)
    ort = models.CharField("Ort", max_length=120, blank=True)
    email = models.EmailField("E-Mail-Adresse", blank=True)
    telefon = models.CharField("Telefon", max_length=40, blank=True)
    leitspruch = models.CharField(
        "Überschrift der Startseite", max_length=160, default="Was an der Wand hing, steht heute im Plan."
    )
    vorspann = models.TextField(
        "Vorspann der Startseite",
        max_length=600,
        default=(
            "Ihr Landkreis entwickelt Bildung mit denen, die sie tragen. Vom ersten Beitrag bis zur fertigen "
            "Maßnahme bleibt hier jeder Schritt nachlesbar: der rote Faden."
        ),
    )
    farbe = models.CharField(
        "Farbe (hell)",
        max_length=7,
        default=FARBE,
        validators=[FARBE_FORM],
    )
    foerderhinweis = models.TextField("Förderhinweis", blank=True, max_length=2000)
    foerderung_von = models.DateField("Förderhinweis ab", null=True, blank=True)
    foerderung_bis = models.DateField("Förderhinweis bis", null=True, blank=True)

    objects = KommuneManager()

    class Meta:
        verbose_name = "Kommune"
        verbose_name_plural = "Kommune"
        constraints = (
            models.CheckConstraint(name="kommune_nur_eine", condition=Q(pk=1)),
            models.CheckConstraint(
                name="kommune_foerderung_von_vor_bis",
                condition=Q(foerderung_von__isnull=True)
                | Q(foerderung_bis__isnull=True)
                | Q(foerderung_bis__gte=F("foerderung_von")),
                violation_error_message="Das Ende des Förderhinweises liegt vor seinem Beginn.",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def eigene_farbe(self) -> str:
        """Return the colour if it is not the one the style sheets have anyway."""
        return "" if self.farbe.lower() == FARBE else self.farbe.lower()

    def foerderhinweis_am(self, day: date) -> str:
        """Return the Förderhinweis if it is valid on `day`, else an empty string."""
        too_early = self.foerderung_von is not None and day < self.foerderung_von
        too_late = self.foerderung_bis is not None and day > self.foerderung_bis
        return "" if too_early or too_late else self.foerderhinweis


class SeiteQuerySet(models.QuerySet["Seite"]):
    def public(self) -> Self:
        return self.filter(oeffentlich=True)


class Seite(Versioniert):
    slug = models.SlugField("Adresse", max_length=80, unique=True)
    titel = models.CharField("Titel", max_length=TITEL_LAENGE)
    text = models.TextField("Text", blank=True, max_length=50_000)
    oeffentlich = models.BooleanField("öffentlich", default=True)
    stand = models.DateField("Stand", auto_now=True)

    objects = SeiteQuerySet.as_manager()

    class Meta:
        verbose_name = "Seite"
        verbose_name_plural = "Seiten"
        ordering = ("titel",)

    def __str__(self) -> str:
        return self.titel

    def get_absolute_url(self) -> str:
        return reverse("seite", args=(self.slug,))


class BarrieremeldungQuerySet(models.QuerySet["Barrieremeldung"]):
    def open(self) -> Self:
        return self.filter(beantwortet_am__isnull=True)

    def in_order(self) -> Self:
        """Open ones first, the most urgent on top; then the answered ones, newest first."""
        return self.order_by(F("beantwortet_am").desc(nulls_first=True), "faellig_am", "pk")


class Barrieremeldung(models.Model):
    """A barrier somebody met; the law gives the office a month to answer.

    Personal data: name and e-mail address. Retention: 12 months after the answer.
    """

    beschreibung = models.TextField("Was hat Sie behindert?", max_length=5000)
    seite = models.CharField("Auf welcher Seite?", max_length=500, blank=True)
    name = models.CharField("Ihr Name", max_length=200, blank=True)
    email = models.EmailField("Ihre E-Mail-Adresse", blank=True)
    eingegangen_am = models.DateTimeField("eingegangen am", default=timezone.now)
    faellig_am = models.DateField("zu beantworten bis")
    antwort = models.TextField("Antwort", blank=True, max_length=5000)
    beantwortet_am = models.DateField("beantwortet am", null=True, blank=True)

    objects = BarrieremeldungQuerySet.as_manager()

    class Meta:
        verbose_name = "Barrieremeldung"
        verbose_name_plural = "Barrieremeldungen"
        ordering = ("faellig_am", "pk")
        constraints = (
            models.CheckConstraint(
                name="barrieremeldung_antwort_mit_datum",
                condition=Q(beantwortet_am__isnull=True) | ~Q(antwort=""),
                violation_error_message="Eine beantwortete Meldung braucht die Antwort.",
            ),
        )

    def __str__(self) -> str:
        return f"Barrieremeldung {self.pk}"
