"""The mission statement while it is written. What is read and printed is a Fassung of it."""

from hashlib import sha256
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from bildungskommune.absaetze import MitAbsaetzen
from bildungskommune.akteure.models import TITEL_LAENGE
from bildungskommune.beteiligung.models import Punkt
from bildungskommune.fassungen.models import Fassung
from bildungskommune.kennzahlen.models import Zahlenwert
from bildungskommune.tracing.knoten import AusFassung, Fortschreibbar
from bildungskommune.versionen import Versioniert
from workshops.models import Beitrag, Reihe, Thema

TEXT_LAENGE = 20_000


class Leitbild(Versioniert, Fortschreibbar):
    kennung = models.SlugField("Kennung", max_length=80, unique=True)
    titel = models.CharField("Titel", max_length=TITEL_LAENGE)
    untertitel = models.CharField("Untertitel", max_length=TITEL_LAENGE, blank=True)
    vorspann = models.TextField("Vorspann", blank=True, max_length=2000)
    wort_leitsatz = models.CharField(
        "Wort für einen Leitsatz",
        max_length=40,
        default="Leitsatz",
        help_text="Zum Beispiel Leitsatz, Leitlinie oder Leitziel.",
    )
    reihe = models.ForeignKey(
        Reihe,
        verbose_name="entstanden aus",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="leitbilder",
    )
    weitere_reihen = models.ManyToManyField(
        Reihe, verbose_name="und aus", blank=True, related_name="weitere_leitbilder"
    )
    created = models.DateTimeField("angelegt", auto_now_add=True)

    class Meta:
        verbose_name = "Leitbild"
        verbose_name_plural = "Leitbilder"
        ordering = ("-created", "-pk")

    def __str__(self) -> str:
        return self.titel

    @property
    def reihen(self) -> list[Reihe]:
        """The series that it came from, the first one before the others."""
        others = [reihe for reihe in self.weitere_reihen.all() if reihe != self.reihe]
        return [self.reihe, *others] if self.reihe else others


class Art(models.TextChoices):
    VORWORT = "vorwort", "Vorwort"
    PRAEAMBEL = "praeambel", "Präambel"
    BILDUNGSVERSTAENDNIS = "bildungsverstaendnis", "Bildungsverständnis"
    VISION = "vision", "Vision"
    WERT = "wert", "Wert"
    LEITSATZ = "leitsatz", "Leitsatz"
    LEITZIEL = "leitziel", "Leitziel"
    BEISPIEL = "beispiel", "Umsetzungsbeispiel"
    HERAUSFORDERUNG = "herausforderung", "Herausforderung"
    GLOSSAR = "glossar", "Glossar"
    CHRONOLOGIE = "chronologie", "Chronologie"
    STIMME = "stimme", "Stimme"
    QUERSCHNITT = "querschnitt", "Querschnitt"
    ANHANG = "anhang", "Anhang"
    FREI = "frei", "Freier Abschnitt"


class AbschnittQuerySet(models.QuerySet["Abschnitt"]):
    def public(self) -> Self:
        return self.filter(veroeffentlicht=True)

    def without_source(self) -> Self:
        """Leitsätze that name neither a source, nor a predecessor, nor that they are editorial."""
        wanting = self.filter(art__in=MIT_HERKUNFT, redaktionell=False, vorgaenger__isnull=True)
        return wanting.filter(herleitungen__isnull=True)


MIT_HERKUNFT = (Art.LEITSATZ, Art.LEITZIEL)


class Abschnitt(MitAbsaetzen, Versioniert, AusFassung):
    """One part of a Leitbild. Its Kennung stays the same through every Fassung."""

    Art = Art

    leitbild = models.ForeignKey(Leitbild, verbose_name="Leitbild", on_delete=models.CASCADE, related_name="abschnitte")
    uebergeordnet = models.ForeignKey(
        "self",
        verbose_name="steht unter",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="unterabschnitte",
    )
    kennung = models.SlugField("Kennung", max_length=80)
    position = models.PositiveIntegerField("Position", default=0)
    art = models.CharField("Art", max_length=24, choices=Art)
    eigene_bezeichnung = models.CharField("Eigene Bezeichnung", max_length=80, blank=True)
    nr = models.CharField("Nummer", max_length=20, blank=True)
    titel = models.CharField("Titel", max_length=TITEL_LAENGE)
    untertitel = models.CharField("Untertitel", max_length=TITEL_LAENGE, blank=True)
    text = models.TextField("Text", blank=True, max_length=TEXT_LAENGE)
    stimme_von = models.CharField("Wer spricht", max_length=TITEL_LAENGE, blank=True)
    beispieltext = models.BooleanField("Beispieltext", default=False)
    redaktionell = models.BooleanField("redaktionell, ohne Quelle aus der Werkstatt", default=False)
    redaktionell_grund = models.TextField("Begründung", blank=True, max_length=2000)
    leichte_sprache = models.TextField("Leichte Sprache", blank=True, max_length=TEXT_LAENGE)
    leichte_sprache_zu = models.CharField(
        "Leichte Sprache gehört zu Prüfsumme", max_length=64, blank=True, editable=False
    )
    aus_beteiligung = models.ManyToManyField(
        Punkt, verbose_name="aus der Beteiligung", blank=True, editable=False, related_name="abschnitte"
    )
    """The points of comments whose wording went into the text."""

    objects = AbschnittQuerySet.as_manager()

    faden_stufe: ClassVar[int] = 2
    faden_related: ClassVar[tuple[str, ...]] = ("leitbild",)

    class Meta:
        verbose_name = "Abschnitt"
        verbose_name_plural = "Abschnitte"
        ordering = ("leitbild", "position", "pk")
        constraints = (
            models.UniqueConstraint(
                name="abschnitt_kennung",
                fields=["leitbild", "kennung"],
                violation_error_message="Diese Kennung hat in diesem Leitbild schon ein Abschnitt.",
            ),
            models.CheckConstraint(
                name="abschnitt_nicht_in_sich",
                condition=Q(uebergeordnet__isnull=True) | ~Q(uebergeordnet=F("pk")),
                violation_error_message="Ein Abschnitt kann nicht unter sich selbst stehen.",
            ),
            models.CheckConstraint(
                name="abschnitt_frei_hat_bezeichnung",
                condition=~Q(art="frei") | ~Q(eigene_bezeichnung=""),
                violation_error_message="Ein freier Abschnitt braucht eine eigene Bezeichnung.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.bezeichnung}: {self.titel}" if self.bezeichnung else self.titel

    def get_absolute_url(self) -> str:
        return f"{reverse('leitbild-dokument', args=(self.leitbild.kennung,))}#{self.anker}"

    @property
    def faden_kennung(self) -> str:
        return f"{self.leitbild.kennung}/{self.anker}"

    @property
    def wortlaut(self) -> str:
        """The checksum of what a text in Leichte Sprache retells."""
        return sha256(f"{self.titel}\n{self.untertitel}\n{self.text}".encode()).hexdigest()

    @property
    def leichte_sprache_veraltet(self) -> bool:
        """Whether there is a text in Leichte Sprache, and it retells other words than stand here."""
        return bool(self.leichte_sprache) and self.leichte_sprache_zu != self.wortlaut

    @property
    def anker(self) -> str:
        """The paragraph link within any Fassung."""
        return self.kennung

    @property
    def wort(self) -> str:
        if self.eigene_bezeichnung:
            return self.eigene_bezeichnung
        return self.leitbild.wort_leitsatz if self.art == Art.LEITSATZ else self.get_art_display()

    @property
    def bezeichnung(self) -> str:
        """ "Leitsatz 3", or "Vorwort" for a part without a number."""
        return f"{self.wort} {self.nr}".strip()


class Fussnote(Versioniert):
    abschnitt = models.ForeignKey(
        Abschnitt, verbose_name="Abschnitt", on_delete=models.CASCADE, related_name="fussnoten"
    )
    nr = models.CharField("Nummer", max_length=10)
    text = models.TextField("Text", max_length=2000)

    class Meta:
        verbose_name = "Fußnote"
        verbose_name_plural = "Fußnoten"
        ordering = ("abschnitt", "pk")
        constraints = (
            models.UniqueConstraint(
                name="fussnote_nr", fields=["abschnitt", "nr"], violation_error_message="Diese Fußnote gibt es schon."
            ),
        )

    def __str__(self) -> str:
        return f"Fußnote {self.nr}"


class Herleitung(models.Model):
    """Why an Abschnitt stands there: it comes from this Beitrag, this Thema or this figure."""

    abschnitt = models.ForeignKey(
        Abschnitt, verbose_name="Abschnitt", on_delete=models.CASCADE, related_name="herleitungen"
    )
    beitrag = models.ForeignKey(
        Beitrag, verbose_name="Beitrag", null=True, blank=True, on_delete=models.PROTECT, related_name="herleitungen"
    )
    thema = models.ForeignKey(
        Thema, verbose_name="Thema", null=True, blank=True, on_delete=models.PROTECT, related_name="herleitungen"
    )
    zahlenwert = models.ForeignKey(
        Zahlenwert,
        verbose_name="Kennzahl",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="herleitungen",
    )
    """The figure as it held then: when the statistics correct it, this one stays."""
    begruendung = models.TextField("Begründung", max_length=2000)
    beschlossen_in = models.ForeignKey(
        Fassung, verbose_name="beschlossen in", null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    """The first published Fassung in which this source stood."""

    class Meta:
        verbose_name = "Herleitung"
        verbose_name_plural = "Herleitungen"
        ordering = ("abschnitt", "pk")
        constraints = (
            models.CheckConstraint(
                name="herleitung_genau_eine_quelle",
                condition=Q(beitrag__isnull=False, thema__isnull=True, zahlenwert__isnull=True)
                | Q(beitrag__isnull=True, thema__isnull=False, zahlenwert__isnull=True)
                | Q(beitrag__isnull=True, thema__isnull=True, zahlenwert__isnull=False),
                violation_error_message="Bitte wählen Sie genau eine Quelle: einen Beitrag, ein Thema oder eine Kennzahl.",  # noqa: E501
            ),
            models.UniqueConstraint(
                name="herleitung_beitrag_einmal",
                fields=["abschnitt", "beitrag"],
                violation_error_message="Dieser Beitrag ist schon als Quelle eingetragen.",
            ),
            models.UniqueConstraint(
                name="herleitung_thema_einmal",
                fields=["abschnitt", "thema"],
                violation_error_message="Dieses Thema ist schon als Quelle eingetragen.",
            ),
            models.UniqueConstraint(
                name="herleitung_zahlenwert_einmal",
                fields=["abschnitt", "zahlenwert"],
                violation_error_message="Diese Kennzahl ist schon als Quelle eingetragen.",
            ),
        )

    def __str__(self) -> str:
        return f"Quelle: {self.beitrag or self.thema or self.zahlenwert}"
