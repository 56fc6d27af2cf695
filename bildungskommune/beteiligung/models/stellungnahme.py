"""What somebody says to a laid out Fassung: one comment, made of remarks that each belong to a place of the text."""

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from bildungskommune.akteure.models import Institution
from bildungskommune.beteiligung.models.runde import Beteiligungsrunde
from bildungskommune.lifecycle import MitStatus
from bildungskommune.versionen import Versioniert

TEXT_LAENGE = 5000
NAME_LAENGE = 200
BESTAETIGEN = timedelta(days=7)
"""So long the link in the mail confirms; what nobody confirmed is deleted then."""


class _Status(models.TextChoices):
    UNBESTAETIGT = "unbestaetigt", "noch nicht bestätigt"
    EINGEGANGEN = "eingegangen", "eingegangen"
    ZURUECKGEZOGEN = "zurueckgezogen", "zurückgezogen"


class StellungnahmeQuerySet(models.QuerySet["Stellungnahme"]):
    def received(self) -> Self:
        """What counts: its author has confirmed it, or the office has entered it."""
        return self.filter(status=_Status.EINGEGANGEN)

    def numbered(self) -> Self:
        """What the office works with, withdrawn ones among them."""
        return self.exclude(status=_Status.UNBESTAETIGT)

    def shown(self, runde: Beteiligungsrunde) -> Self:
        """Return what the public may read of this round just now."""
        return self.filter(runde=runde).received().filter(verborgen_weil="") if _shows(runde) else self.none()


def _shows(runde: Beteiligungsrunde) -> bool:
    if runde.sichtbar == runde.Sichtbar.DANACH:
        return runde.is_over()
    return runde.sichtbar != runde.Sichtbar.NIE


class Stellungnahme(MitStatus, Versioniert):
    """Personal data. Retention: unconfirmed seven days; name and address one year after the round was closed."""

    Status = _Status
    STATUS = _Status
    MOVES = {
        _Status.UNBESTAETIGT: frozenset({_Status.EINGEGANGEN}),
        _Status.EINGEGANGEN: frozenset({_Status.ZURUECKGEZOGEN}),
    }

    class Art(models.TextChoices):
        EINRICHTUNG = "einrichtung", "Für eine Einrichtung, einen Verein oder eine Behörde"
        PERSON = "person", "Für mich selbst"

    class Weg(models.TextChoices):
        PORTAL = "portal", "über das Portal"
        PAPIER = "papier", "auf Papier"
        MAIL = "mail", "per E-Mail"
        GESPRAECH = "gespraech", "mündlich, zur Niederschrift"

    runde = models.ForeignKey(
        Beteiligungsrunde, verbose_name="Beteiligungsrunde", on_delete=models.PROTECT, related_name="stellungnahmen"
    )
    nummer = models.PositiveIntegerField("Nummer", null=True, blank=True, editable=False)
    """In the order of receipt; what is not confirmed has none."""
    code = models.CharField("Code", max_length=7, unique=True, editable=False)
    hash = models.CharField("SHA-256 des Links", max_length=64, null=True, blank=True, unique=True, editable=False)
    art = models.CharField("Für wen nehmen Sie Stellung?", max_length=20, choices=Art, default=Art.EINRICHTUNG)
    name = models.CharField("Vor- und Nachname", max_length=NAME_LAENGE, blank=True)
    einrichtung = models.CharField("Einrichtung", max_length=300, blank=True)
    institution = models.ForeignKey(
        Institution,
        verbose_name="Einrichtung aus dem Verzeichnis",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="stellungnahmen",
    )
    email = models.EmailField("E-Mail-Adresse", blank=True)
    namentlich = models.BooleanField("Mein Name darf öffentlich dabeistehen", default=False)
    weg = models.CharField("Eingegangen", max_length=20, choices=Weg, default=Weg.PORTAL)
    eingegangen_am = models.DateTimeField("eingegangen am", default=timezone.now)
    erfasst_von = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="erfasst von", null=True, blank=True, on_delete=models.SET_NULL
    )
    freigegeben_am = models.DateTimeField("freigegeben am", null=True, blank=True, editable=False)
    verborgen_weil = models.CharField("nicht öffentlich, weil", max_length=500, blank=True)
    status = models.CharField("Stand", max_length=20, choices=_Status, default=_Status.UNBESTAETIGT)

    objects = StellungnahmeQuerySet.as_manager()

    class Meta:
        verbose_name = "Stellungnahme"
        verbose_name_plural = "Stellungnahmen"
        ordering = ("runde", "nummer", "pk")
        constraints = (
            models.UniqueConstraint(
                name="stellungnahme_nummer_einmal",
                fields=["runde", "nummer"],
                violation_error_message="Diese Nummer ist in dieser Runde schon vergeben.",
            ),
            models.CheckConstraint(
                name="stellungnahme_gezaehlt",
                condition=Q(status=_Status.UNBESTAETIGT) | Q(nummer__isnull=False),
                violation_error_message="Eine eingegangene Stellungnahme hat eine Nummer.",
            ),
        )
        indexes = (models.Index(fields=["runde", "status"], name="stellungnahme_liste"),)

    def __str__(self) -> str:
        return f"Stellungnahme {self.nummer or self.code}"

    def get_absolute_url(self) -> str:
        return reverse("stellungnahme", args=(self.code,))

    @property
    def wer(self) -> str:
        """Return whose comment it is, as the office reads it."""
        return ", ".join(filter(None, (self.einrichtung, self.name))) or "ohne Namen"

    @property
    def wer_oeffentlich(self) -> str:
        """Return whose comment it is, as everybody may read it: a body by its name, a person only if it agreed."""
        named = self.name if self.namentlich else ""
        if self.art == self.Art.EINRICHTUNG and self.einrichtung:
            return ", ".join(filter(None, (self.einrichtung, named)))
        return named or "eine Privatperson"

    def can_be_confirmed(self, now: datetime | None = None) -> bool:
        return self.status == _Status.UNBESTAETIGT and (now or timezone.now()) <= self.eingegangen_am + BESTAETIGEN


class AnmerkungQuerySet(models.QuerySet["Anmerkung"]):
    def shown(self, runde: Beteiligungsrunde) -> Self:
        """Return what the public may read of this round just now, in the order of receipt."""
        shown = Stellungnahme.objects.shown(runde)
        if runde.sichtbar == runde.Sichtbar.GEPRUEFT:
            shown = shown.filter(freigegeben_am__isnull=False)
        found = self.filter(stellungnahme__in=shown.values("pk")).select_related("stellungnahme")
        return found.order_by("stellungnahme__nummer", "position", "pk")


class Anmerkung(models.Model):
    """One remark, in its author's words for ever; `teil` and `absatz` are the names of the place in the Fassung."""

    stellungnahme = models.ForeignKey(
        Stellungnahme, verbose_name="Stellungnahme", on_delete=models.CASCADE, related_name="anmerkungen"
    )
    position = models.PositiveIntegerField("Position", default=0)
    teil = models.CharField("Teil", max_length=200, blank=True)
    """Empty: it is about the whole text."""
    absatz = models.CharField("Absatz", max_length=200, blank=True)
    """Empty: it is about the whole part."""
    text = models.TextField("Anmerkung", blank=True, max_length=TEXT_LAENGE)
    vorschlag = models.TextField("Vorschlag für den Wortlaut", blank=True, max_length=TEXT_LAENGE)

    objects = AnmerkungQuerySet.as_manager()

    class Meta:
        verbose_name = "Anmerkung"
        verbose_name_plural = "Anmerkungen"
        ordering = ("stellungnahme", "position", "pk")
        constraints = (
            models.CheckConstraint(
                name="anmerkung_sagt_etwas",
                condition=~Q(text="", vorschlag=""),
                violation_error_message="Bitte schreiben Sie eine Anmerkung oder einen Vorschlag.",
            ),
            models.CheckConstraint(
                name="anmerkung_absatz_im_teil",
                condition=Q(absatz="") | ~Q(teil=""),
                violation_error_message="Ein Absatz gehört zu einem Teil des Textes.",
            ),
        )
        indexes = (models.Index(fields=["teil", "absatz"], name="anmerkung_stelle"),)

    def __str__(self) -> str:
        return f"Anmerkung {self.position + 1} in {self.stellungnahme}"


class Anhang(models.Model):
    """A file that came with a comment, or the scan of one on paper. The office alone can open it."""

    stellungnahme = models.ForeignKey(
        Stellungnahme, verbose_name="Stellungnahme", on_delete=models.CASCADE, related_name="anhaenge"
    )
    datei = models.FileField("Datei", upload_to="stellungnahmen")
    name = models.CharField("Name der Datei", max_length=200)
    groesse = models.PositiveIntegerField("Größe in Byte")
    ist_scan = models.BooleanField("Scan des Originals", default=False)

    endgueltig_loeschen = True

    class Meta:
        verbose_name = "Anhang"
        verbose_name_plural = "Anhänge"
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name
