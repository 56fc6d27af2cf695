"""How committees decide: a Vorlage goes through Beratungen. Adoption is this sequence, not a flag."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from bildungskommune.akteure.models import TITEL_LAENGE, Gremium
from bildungskommune.fassungen.models import Fassung
from bildungskommune.versionen import Versioniert


class VorlageQuerySet(models.QuerySet["Vorlage"]):
    def with_beratungen(self) -> Self:
        """Load what a list says of each: its light Fassungen, its Beratungen and the day of the `letzte`."""
        light = models.Prefetch("fassungen", queryset=Fassung.objects.without_snapshot().order_by("definition", "pk"))
        return self.prefetch_related("beratungen__gremium", light).annotate(letzte=models.Max("beratungen__datum"))


class Vorlage(Versioniert):
    class Art(models.TextChoices):
        INFORMATION = "information", "Informationsvorlage"
        BESCHLUSS = "beschluss", "Beschlussvorlage"
        ANTRAG = "antrag", "Antrag"

    nummer = models.CharField("Nummer", max_length=40, unique=True)
    art = models.CharField("Art", max_length=20, choices=Art)
    betreff = models.TextField("Betreff", max_length=1000)
    federfuehrung = models.CharField("Federführung", max_length=TITEL_LAENGE, blank=True)
    fassungen = models.ManyToManyField(Fassung, verbose_name="Fassungen", blank=True, related_name="vorlagen")
    """What is attached from the portal; the texts among them that need adoption are what is decided on."""
    anlagen = ArrayField(models.CharField(max_length=TITEL_LAENGE), verbose_name="Anlagen", default=list, blank=True)
    link = models.URLField("Link zum Ratsinformationssystem", max_length=500, blank=True)

    objects = VorlageQuerySet.as_manager()

    class Meta:
        verbose_name = "Vorlage"
        verbose_name_plural = "Vorlagen"
        ordering = ("nummer",)

    def __str__(self) -> str:
        return f"Vorlage {self.nummer}"


class BeratungQuerySet(models.QuerySet["Beratung"]):
    def newest(self) -> Self:
        return self.select_related("vorlage", "gremium").order_by("-datum", "-pk")

    def public(self) -> Self:
        """What everybody may read: not what was debated behind closed doors."""
        return self.filter(nichtoeffentlich=False)


class Beratung(Versioniert):
    class Rolle(models.TextChoices):
        INFORMATION = "information", "Informationspflicht"
        VORBERATUNG = "vorberatung", "Vorberatung"
        ENTSCHEIDUNG = "entscheidung", "Entscheidung"

    class Ergebnis(models.TextChoices):
        KENNTNIS = "kenntnis", "zur Kenntnis genommen"
        UNGEAENDERT = "ungeaendert", "ungeändert beschlossen"
        GEAENDERT = "geaendert", "geändert beschlossen"
        ZURUECK = "zurueck", "zurückverwiesen"
        VERTAGT = "vertagt", "vertagt"
        ABGELEHNT = "abgelehnt", "abgelehnt"

    vorlage = models.ForeignKey(Vorlage, verbose_name="Vorlage", on_delete=models.CASCADE, related_name="beratungen")
    gremium = models.ForeignKey(Gremium, verbose_name="Gremium", on_delete=models.PROTECT, related_name="beratungen")
    rolle = models.CharField("Rolle", max_length=20, choices=Rolle)
    datum = models.DateField("Datum")
    top = models.CharField("Tagesordnungspunkt", max_length=40, blank=True)
    ergebnis = models.CharField("Ergebnis", max_length=20, choices=Ergebnis, blank=True)
    ja = models.PositiveSmallIntegerField("Ja", null=True, blank=True)
    nein = models.PositiveSmallIntegerField("Nein", null=True, blank=True)
    enthaltung = models.PositiveSmallIntegerField("Enthaltung", null=True, blank=True)
    auflagen = models.TextField("Auflagen", blank=True, max_length=5000)
    link = models.URLField("Link zur Niederschrift", max_length=500, blank=True)
    nichtoeffentlich = models.BooleanField("nichtöffentlich beraten", default=False)
    beschlussfassungen = models.ManyToManyField(
        Fassung, verbose_name="Beschlussfassungen", blank=True, editable=False, related_name="beschlossen_in"
    )
    """The texts as this decision changed them."""

    objects = BeratungQuerySet.as_manager()

    class Meta:
        verbose_name = "Beratung"
        verbose_name_plural = "Beratungen"
        ordering = ("datum", "pk")
        constraints = (
            models.UniqueConstraint(
                name="beratung_einmal",
                fields=["vorlage", "gremium", "datum"],
                violation_error_message="Dieses Gremium hat die Vorlage an diesem Tag schon beraten.",
            ),
            models.CheckConstraint(
                name="beratung_beschluss_nur_bei_entscheidung",
                condition=~Q(rolle="information") | Q(ergebnis__in=["", "kenntnis", "vertagt", "zurueck"]),
                violation_error_message=(
                    "Bei einer Informationspflicht wird nichts beschlossen. Bitte wählen Sie „zur Kenntnis genommen“."
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.gremium}, {self.datum:%d.%m.%Y}"

    @property
    def stimmen(self) -> str:
        """The vote in words, empty when none was counted: "34 Ja, 3 Nein, 5 Enthaltungen"."""
        if self.ja is None:
            return ""
        enthaltung = self.enthaltung or 0
        wort = "Enthaltung" if enthaltung == 1 else "Enthaltungen"
        return f"{self.ja} Ja, {self.nein or 0} Nein, {enthaltung} {wort}"
