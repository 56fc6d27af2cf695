"""The report on a plan at a day, and what a committee is asked to decide on each measure in it."""

from django.db import models
from django.db.models import F, Q

from bildungskommune.akteure.models import TITEL_LAENGE, Gremium
from bildungskommune.beteiligung.models import Beratung
from bildungskommune.versionen import Versioniert
from konzept.models import Handlungsfeld
from massnahmen.models.massnahme import TEXT_LAENGE, Massnahme, Massnahmenplan

URTEIL_LAENGE = 5000


class Berichtsart(models.TextChoices):
    ZWISCHENBERICHT = "zwischenbericht", "Zwischenbericht"
    EVALUATION = "evaluation", "Evaluation"


class Empfehlung(models.TextChoices):
    FORTFUEHREN = "fortfuehren", "fortführen"
    ANPASSEN = "anpassen", "anpassen"
    BEENDEN = "beenden", "beenden"
    KENNTNIS = "kenntnis", "zur Kenntnis nehmen"


class Umsetzungsbericht(Versioniert):
    kennung = models.SlugField("Kennung", max_length=80, unique=True)
    art = models.CharField("Art", max_length=20, choices=Berichtsart, default=Berichtsart.ZWISCHENBERICHT)
    titel = models.CharField("Titel", max_length=TITEL_LAENGE)
    plan = models.ForeignKey(
        Massnahmenplan, verbose_name="Maßnahmenplan", on_delete=models.PROTECT, related_name="berichte"
    )
    stichtag = models.DateField("Stichtag")
    """The day that the whole report speaks of, whenever it is frozen."""
    gremium = models.ForeignKey(
        Gremium, verbose_name="Gremium", null=True, blank=True, on_delete=models.PROTECT, related_name="berichte"
    )
    beratung = models.ForeignKey(
        Beratung, verbose_name="Beratung", null=True, blank=True, on_delete=models.PROTECT, related_name="berichte"
    )
    vorbericht = models.ForeignKey(
        "self",
        verbose_name="voriger Bericht",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="folgeberichte",
    )
    vorwort = models.TextField("Vorwort", blank=True, max_length=TEXT_LAENGE)
    fazit = models.TextField("Fazit", blank=True, max_length=TEXT_LAENGE)
    created = models.DateTimeField("angelegt", auto_now_add=True)

    class Meta:
        verbose_name = "Umsetzungsbericht"
        verbose_name_plural = "Umsetzungsberichte"
        ordering = ("-stichtag", "-pk")
        constraints = (
            models.CheckConstraint(
                name="umsetzungsbericht_nicht_nach_sich",
                condition=Q(vorbericht__isnull=True) | ~Q(vorbericht=F("pk")),
                violation_error_message="Ein Bericht kann nicht sein eigener voriger Bericht sein.",
            ),
        )

    def __str__(self) -> str:
        return self.titel


class Beschlussvorschlag(Versioniert):
    """What the Stabsstelle proposes for one measure, and what it found of its effect."""

    bericht = models.ForeignKey(
        Umsetzungsbericht, verbose_name="Umsetzungsbericht", on_delete=models.CASCADE, related_name="vorschlaege"
    )
    massnahme = models.ForeignKey(
        Massnahme, verbose_name="Maßnahme", on_delete=models.PROTECT, related_name="beschlussvorschlaege"
    )
    empfehlung = models.CharField("Beschlussvorschlag", max_length=20, choices=Empfehlung)
    begruendung = models.TextField("Begründung", max_length=URTEIL_LAENGE)
    wirkung = models.TextField("Wirkung", blank=True, max_length=URTEIL_LAENGE)

    class Meta:
        verbose_name = "Beschlussvorschlag"
        verbose_name_plural = "Beschlussvorschläge"
        ordering = ("bericht", "massnahme")
        constraints = (
            models.UniqueConstraint(
                name="beschlussvorschlag_einmal",
                fields=["bericht", "massnahme"],
                violation_error_message="Zu dieser Maßnahme steht in diesem Bericht schon ein Beschlussvorschlag.",
            ),
            models.CheckConstraint(
                name="beschlussvorschlag_mit_grund",
                condition=~Q(begruendung=""),
                violation_error_message="Bitte begründen Sie den Vorschlag. Der Grund steht im Bericht.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_empfehlung_display()}: {self.massnahme.titel}"


class Feldurteil(Versioniert):
    """What an Evaluation finds of a whole Handlungsfeld."""

    bericht = models.ForeignKey(
        Umsetzungsbericht, verbose_name="Umsetzungsbericht", on_delete=models.CASCADE, related_name="feldurteile"
    )
    handlungsfeld = models.ForeignKey(
        Handlungsfeld, verbose_name="Handlungsfeld", on_delete=models.PROTECT, related_name="feldurteile"
    )
    wirkung = models.TextField("Wirkung", max_length=URTEIL_LAENGE)
    empfehlung = models.CharField("Empfehlung", max_length=20, choices=Empfehlung)
    begruendung = models.TextField("Begründung", max_length=URTEIL_LAENGE)

    class Meta:
        verbose_name = "Urteil zu einem Handlungsfeld"
        verbose_name_plural = "Urteile zu Handlungsfeldern"
        ordering = ("bericht", "handlungsfeld")
        constraints = (
            models.UniqueConstraint(
                name="feldurteil_einmal",
                fields=["bericht", "handlungsfeld"],
                violation_error_message="Zu diesem Handlungsfeld steht in diesem Bericht schon ein Urteil.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_empfehlung_display()}: {self.handlungsfeld.titel}"
