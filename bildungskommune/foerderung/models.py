"""The marks that say who pays: the Union, the Land, the Kommune (VO (EU) 2021/1060, Art. 50 and Annex IX).

And what the programme pays for: the Schwerpunkte that events, Handlungsfelder and measures are counted by.
"""

from datetime import date
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, F, Q, Value, When

from bildungskommune.versionen import Versioniert

PLAETZE = 99
SHA256_LAENGE = 64
MAILHOEHE = 48
"""Pixels; a mark is at most seven times as wide, which still is narrower than a sheet in a mail program."""


class Zeichenbild(models.Model):
    """A file as somebody uploaded it, known by its checksum. The database refuses any change to it.

    It stays when no page shows it any more: what was frozen names it.
    """

    class Art(models.TextChoices):
        PNG = "image/png", "PNG"
        JPEG = "image/jpeg", "JPG"

    sha256 = models.CharField("Prüfsumme (SHA-256)", max_length=SHA256_LAENGE, unique=True)
    art = models.CharField("Format", max_length=20, choices=Art)
    breite = models.PositiveIntegerField("Breite in Bildpunkten")
    hoehe = models.PositiveIntegerField("Höhe in Bildpunkten")
    groesse = models.PositiveIntegerField("Größe in Byte")
    daten = models.TextField("Datei in Base64")

    class Meta:
        verbose_name = "Bild eines Förderzeichens"
        verbose_name_plural = "Bilder von Förderzeichen"
        ordering = ("sha256",)

    def __str__(self) -> str:
        return f"{self.get_art_display()}, {self.breite} × {self.hoehe} Bildpunkte"

    @property
    def mailbreite(self) -> int:
        """Return the width at the height of all marks in mails, in pixels."""
        return round(self.breite * MAILHOEHE / self.hoehe)

    @property
    def data_uri(self) -> str:
        """Return the file as an address that carries it."""
        return f"data:{self.art};base64,{self.daten}"


class FoerderzeichenQuerySet(models.QuerySet["Foerderzeichen"]):
    def valid_on(self, day: date) -> Self:
        return self.filter(Q(gilt_ab=None) | Q(gilt_ab__lte=day), Q(gilt_bis=None) | Q(gilt_bis__gte=day))

    def beside(self, ab: date | None, bis: date | None) -> Self:
        """Those that are valid on a day between these two."""
        found = self if bis is None else self.filter(Q(gilt_ab=None) | Q(gilt_ab__lte=bis))
        return found if ab is None else found.filter(Q(gilt_bis=None) | Q(gilt_bis__gte=ab))

    def in_order(self) -> Self:
        """As they stand side by side: who gives the money first."""
        rank = Case(*(When(art=art, then=Value(place)) for place, art in enumerate(Foerderzeichen.Art)))
        return self.order_by(rank, "platz", "pk")

    def with_size(self) -> Self:
        """With what a page says of the file, but without the file."""
        return self.select_related("bild").defer("bild__daten")


class Foerderzeichen(Versioniert):
    class Art(models.TextChoices):
        FOERDERGEBER = "foerdergeber", "Fördergeber (Emblem der Europäischen Union)"
        LAND = "land", "Land"
        KOMMUNE = "kommune", "Kommune"
        WEITERE = "weitere", "weiteres Zeichen"

    titel = models.CharField("Name", max_length=120)
    alternativtext = models.CharField("Text für alle, die das Zeichen nicht sehen", max_length=300)
    art = models.CharField("Von wem ist das Zeichen?", max_length=20, choices=Art)
    platz = models.PositiveSmallIntegerField(
        "Platz unter den Zeichen dieser Art",
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(PLAETZE)],
    )
    bild = models.ForeignKey(Zeichenbild, models.PROTECT, related_name="zeichen", verbose_name="Datei")
    gilt_ab = models.DateField("Zeigen ab", null=True, blank=True)
    gilt_bis = models.DateField("Zeigen bis", null=True, blank=True)

    objects = FoerderzeichenQuerySet.as_manager()

    class Meta:
        verbose_name = "Förderzeichen"
        verbose_name_plural = "Förderzeichen"
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                name="foerderzeichen_ab_vor_bis",
                condition=Q(gilt_ab__isnull=True) | Q(gilt_bis__isnull=True) | Q(gilt_bis__gte=F("gilt_ab")),
                violation_error_message="Das Ende liegt vor dem Beginn.",
            ),
        )

    def __str__(self) -> str:
        return self.titel


class SchwerpunktQuerySet(models.QuerySet["Schwerpunkt"]):
    def offered(self) -> Self:
        return self.filter(angeboten=True)


class Schwerpunkt(Versioniert):
    """A priority of the programme, in the words of its guideline."""

    kennung = models.SlugField("Kennung", max_length=80, unique=True)
    titel = models.CharField(
        "Name",
        max_length=120,
        unique=True,
        error_messages={"unique": "Einen Schwerpunkt mit diesem Namen gibt es schon."},
    )
    platz = models.PositiveSmallIntegerField(
        "Platz in der Liste", default=1, validators=[MinValueValidator(1), MaxValueValidator(PLAETZE)]
    )
    angeboten = models.BooleanField("Zur Auswahl anbieten", default=True)

    objects = SchwerpunktQuerySet.as_manager()

    class Meta:
        verbose_name = "Programmschwerpunkt"
        verbose_name_plural = "Programmschwerpunkte"
        ordering = ("platz", "titel")

    def __str__(self) -> str:
        return self.titel
