"""From the Leitbild to fields of action, their aims and strategies."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from bildungskommune.absaetze import MitAbsaetzen
from bildungskommune.akteure.models import TITEL_LAENGE
from bildungskommune.beteiligung.models import Punkt
from bildungskommune.fassungen.models import Fassung
from bildungskommune.foerderung.models import Schwerpunkt
from bildungskommune.tracing.knoten import AusFassung, Fortschreibbar
from bildungskommune.versionen import Versioniert
from konzept.bezeichnungen import KONZEPT, Bezeichnungen, bezeichnungsfeld, check_konzept, read
from konzept.skala import Festlegung, has_scale, skalenfeld, with_name
from leitbild.models import Abschnitt, Leitbild
from workshops.models import Beitrag, Thema

TEXT_LAENGE = 20_000
NUR_NEBENAN = "Bitte nennen Sie nur andere Handlungsfelder desselben Konzepts, nicht das eigene der Strategie."
"""The refusal of a Handlungsfeld that is none of `HandlungsfeldQuerySet.beside`."""


class Konzept(MitAbsaetzen, Versioniert, Fortschreibbar):
    ABSATZFELDER = ("einleitung",)

    kennung = models.SlugField("Kennung", max_length=80, unique=True)
    titel = models.CharField("Titel", max_length=TITEL_LAENGE)
    untertitel = models.CharField("Untertitel", max_length=TITEL_LAENGE, blank=True)
    einleitung = models.TextField("Einleitung", blank=True, max_length=TEXT_LAENGE)
    leitbild = models.ForeignKey(
        Leitbild, verbose_name="Leitbild", null=True, blank=True, on_delete=models.PROTECT, related_name="konzepte"
    )
    prioritaeten = skalenfeld()
    """The words for the priority of its Ziele, the most important first."""
    bezeichnungen = bezeichnungsfeld(check_konzept)
    """What differs from the words of the portal for its levels, and how they are counted; read as `worte`."""
    created = models.DateTimeField("angelegt", auto_now_add=True)

    class Meta:
        verbose_name = "Konzept"
        verbose_name_plural = "Konzepte"
        ordering = ("-created", "-pk")
        constraints = (has_scale("konzept_skala_zwei_bis_sieben"),)

    def __str__(self) -> str:
        return self.titel

    @property
    def worte(self) -> Bezeichnungen:
        """What its levels are called, and how they are counted."""
        return read(self.bezeichnungen, KONZEPT)


class HandlungsfeldQuerySet(models.QuerySet["Handlungsfeld"]):
    def public(self) -> Self:
        return self.filter(veroeffentlicht=True)

    def beside(self, strategie: "Strategie") -> Self:
        """Return where the Strategie may be named, too: the other Handlungsfelder of its Konzept."""
        return self.filter(konzept=strategie.handlungsfeld.konzept_id).exclude(pk=strategie.handlungsfeld_id)


class Handlungsfeld(MitAbsaetzen, Versioniert, AusFassung):
    ABSATZFELDER = ("ausgangslage", "zielbild", "worauf_wir_bauen", "herausforderungen")

    konzept = models.ForeignKey(
        Konzept, verbose_name="Konzept", on_delete=models.CASCADE, related_name="handlungsfelder"
    )
    kennung = models.SlugField("Kennung", max_length=80)
    position = models.PositiveIntegerField("Position", default=0)
    nr = models.CharField("Nummer", max_length=20, blank=True)
    titel = models.CharField("Titel", max_length=TITEL_LAENGE)
    ausgangslage = models.TextField("Ausgangslage", blank=True, max_length=TEXT_LAENGE)
    zielbild = models.TextField("Zielbild", blank=True, max_length=TEXT_LAENGE)
    worauf_wir_bauen = models.TextField("Worauf wir bauen", blank=True, max_length=TEXT_LAENGE)
    herausforderungen = models.TextField("Herausforderungen", blank=True, max_length=TEXT_LAENGE)
    schwerpunkte = models.ManyToManyField(
        Schwerpunkt, verbose_name="Programmschwerpunkte", blank=True, related_name="handlungsfelder"
    )
    querschnitt = models.BooleanField("Querschnittsthema", default=False)
    beispieltext = models.BooleanField("Beispieltext", default=False)
    aus_beteiligung = models.ManyToManyField(
        Punkt, verbose_name="aus der Beteiligung", blank=True, editable=False, related_name="handlungsfelder"
    )
    """The points of comments whose wording went into it."""

    objects = HandlungsfeldQuerySet.as_manager()

    faden_stufe: ClassVar[int] = 3
    faden_related: ClassVar[tuple[str, ...]] = ("konzept",)

    class Meta:
        verbose_name = "Handlungsfeld"
        verbose_name_plural = "Handlungsfelder"
        ordering = ("konzept", "position", "pk")
        constraints = (
            models.UniqueConstraint(
                name="handlungsfeld_kennung",
                fields=["konzept", "kennung"],
                violation_error_message="Diese Kennung hat in diesem Konzept schon ein Handlungsfeld.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.bezeichnung}: {self.titel}"

    def get_absolute_url(self) -> str:
        return reverse("handlungsfeld", args=(self.kennung,))

    @property
    def faden_kennung(self) -> str:
        return self.kennung

    @property
    def bezeichnung(self) -> str:
        return self.konzept.worte["handlungsfeld"].name(self.nr)


class Ziel(MitAbsaetzen, Versioniert, AusFassung):
    class Art(models.TextChoices):
        STRATEGISCH = "strategisch", "strategisches Ziel"
        OPERATIV = "operativ", "operatives Ziel"

    handlungsfeld = models.ForeignKey(
        Handlungsfeld, verbose_name="Handlungsfeld", on_delete=models.CASCADE, related_name="ziele"
    )
    kennung = models.SlugField("Kennung", max_length=80)
    position = models.PositiveIntegerField("Position", default=0)
    nr = models.CharField("Nummer", max_length=20, blank=True)
    titel = models.CharField("Titel", max_length=TITEL_LAENGE)
    text = models.TextField("Text", blank=True, max_length=TEXT_LAENGE)
    art = models.CharField("Art", max_length=20, choices=Art, default=Art.STRATEGISCH)
    kennzahl = models.CharField("Kennzahl", max_length=TITEL_LAENGE, blank=True)
    aus_beteiligung = models.ManyToManyField(
        Punkt, verbose_name="aus der Beteiligung", blank=True, editable=False, related_name="ziele"
    )
    """The points of comments whose wording went into it."""

    faden_stufe: ClassVar[int] = 3
    faden_related: ClassVar[tuple[str, ...]] = ("handlungsfeld__konzept",)

    class Meta:
        verbose_name = "Ziel"
        verbose_name_plural = "Ziele"
        ordering = ("handlungsfeld", "position", "pk")
        constraints = (
            models.UniqueConstraint(
                name="ziel_kennung",
                fields=["handlungsfeld", "kennung"],
                violation_error_message="Diese Kennung hat in diesem Handlungsfeld schon ein Ziel.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.bezeichnung}: {self.titel}" if self.nr else self.titel

    def get_absolute_url(self) -> str:
        return f"{reverse('handlungsfeld', args=(self.handlungsfeld.kennung,))}#ziel-{self.kennung}"

    @property
    def faden_kennung(self) -> str:
        return f"{self.handlungsfeld.kennung}/{self.kennung}"

    @property
    def bezeichnung(self) -> str:
        return self.handlungsfeld.konzept.worte["ziel"].name(self.nr)


class Priorisierung(Festlegung):
    """The priority of a Ziel has a history: the newest row holds."""

    ziel = models.ForeignKey(Ziel, verbose_name="Ziel", on_delete=models.CASCADE, related_name="priorisierungen")

    class Meta:
        verbose_name = "Priorisierung"
        verbose_name_plural = "Priorisierungen"
        ordering = ("ziel", "-ab", "-pk")
        constraints = (
            models.UniqueConstraint(
                name="priorisierung_einmal_am_tag",
                fields=["ziel", "ab"],
                violation_error_message="Für diesen Tag ist schon eine Priorität eingetragen.",
            ),
            with_name("priorisierung_mit_namen"),
        )


class Strategie(MitAbsaetzen, Versioniert, AusFassung):
    handlungsfeld = models.ForeignKey(
        Handlungsfeld, verbose_name="Handlungsfeld", on_delete=models.CASCADE, related_name="strategien"
    )
    kennung = models.SlugField("Kennung", max_length=80)
    position = models.PositiveIntegerField("Position", default=0)
    nr = models.CharField("Nummer", max_length=20, blank=True)
    titel = models.CharField("Titel", max_length=TITEL_LAENGE)
    text = models.TextField("Text", blank=True, max_length=TEXT_LAENGE)
    ziele = models.ManyToManyField(Ziel, verbose_name="Ziele", blank=True, related_name="strategien")
    auch_in = models.ManyToManyField(Handlungsfeld, verbose_name="auch in", blank=True, related_name="gaeste")
    """Handlungsfelder beside its own that name it: it stands in one and belongs to these, too."""
    beispieltext = models.BooleanField("Beispieltext", default=False)
    aus_beteiligung = models.ManyToManyField(
        Punkt, verbose_name="aus der Beteiligung", blank=True, editable=False, related_name="strategien"
    )
    """The points of comments whose wording went into it."""

    faden_stufe: ClassVar[int] = 3
    faden_related: ClassVar[tuple[str, ...]] = ("handlungsfeld__konzept",)

    class Meta:
        verbose_name = "Strategie"
        verbose_name_plural = "Strategien"
        ordering = ("handlungsfeld", "position", "pk")
        constraints = (
            models.UniqueConstraint(
                name="strategie_kennung",
                fields=["handlungsfeld", "kennung"],
                violation_error_message="Diese Kennung hat in diesem Handlungsfeld schon eine Strategie.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.bezeichnung}: {self.titel}"

    def get_absolute_url(self) -> str:
        return f"{reverse('handlungsfeld', args=(self.handlungsfeld.kennung,))}#{self.kennung}"

    @property
    def faden_kennung(self) -> str:
        return f"{self.handlungsfeld.kennung}/{self.kennung}"

    @property
    def bezeichnung(self) -> str:
        return self.handlungsfeld.konzept.worte["strategie"].name(self.nr)


class Ableitung(models.Model):
    """Why a Handlungsfeld exists: it follows from this Abschnitt of the Leitbild, this Thema or this Beitrag."""

    handlungsfeld = models.ForeignKey(
        Handlungsfeld, verbose_name="Handlungsfeld", on_delete=models.CASCADE, related_name="ableitungen"
    )
    abschnitt = models.ForeignKey(
        Abschnitt,
        verbose_name="Abschnitt",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="ableitungen",
    )
    thema = models.ForeignKey(
        Thema, verbose_name="Thema", null=True, blank=True, on_delete=models.PROTECT, related_name="ableitungen"
    )
    beitrag = models.ForeignKey(
        Beitrag, verbose_name="Beitrag", null=True, blank=True, on_delete=models.PROTECT, related_name="ableitungen"
    )
    begruendung = models.TextField("Begründung", max_length=2000)
    beschlossen_in = models.ForeignKey(
        Fassung, verbose_name="beschlossen in", null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    """The first published Fassung in which this source stood."""

    class Meta:
        verbose_name = "Ableitung"
        verbose_name_plural = "Ableitungen"
        ordering = ("handlungsfeld", "pk")
        constraints = (
            models.CheckConstraint(
                name="ableitung_genau_eine_quelle",
                condition=Q(abschnitt__isnull=False, thema__isnull=True, beitrag__isnull=True)
                | Q(abschnitt__isnull=True, thema__isnull=False, beitrag__isnull=True)
                | Q(abschnitt__isnull=True, thema__isnull=True, beitrag__isnull=False),
                violation_error_message="Bitte wählen Sie genau eine Quelle: einen Abschnitt des Leitbilds, ein Thema oder einen Beitrag.",  # noqa: E501
            ),
            models.UniqueConstraint(
                name="ableitung_abschnitt_einmal",
                fields=["handlungsfeld", "abschnitt"],
                violation_error_message="Dieser Abschnitt ist schon als Quelle eingetragen.",
            ),
            models.UniqueConstraint(
                name="ableitung_thema_einmal",
                fields=["handlungsfeld", "thema"],
                violation_error_message="Dieses Thema ist schon als Quelle eingetragen.",
            ),
            models.UniqueConstraint(
                name="ableitung_beitrag_einmal",
                fields=["handlungsfeld", "beitrag"],
                violation_error_message="Dieser Beitrag ist schon als Quelle eingetragen.",
            ),
        )

    def __str__(self) -> str:
        return f"Herkunft: {self.quelle}"

    @property
    def quelle(self) -> Abschnitt | Thema | Beitrag | None:
        """What the Handlungsfeld follows from; None only while a form is not yet filled in."""
        return self.abschnitt or self.thema or self.beitrag
