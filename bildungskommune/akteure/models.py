"""Who takes part: places, institutions, people, units of the administration, committees."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from bildungskommune.versionen import Versioniert

TITEL_LAENGE = 300


class Bildungsform(models.TextChoices):
    FORMAL = "formal", "formal"
    NON_FORMAL = "non_formal", "non-formal"
    INFORMELL = "informell", "informell"


class Bildungsbereich(models.TextChoices):
    FRUEHKINDLICH = "fruehkindlich", "Frühkindliche Bildung"
    SCHULE = "schule", "Schule und Ganztag"
    BERUF = "beruf", "Übergang und berufliche Bildung"
    ERWACHSENE = "erwachsene", "Erwachsenenbildung"
    KULTUR = "kultur", "Kulturelle Bildung"
    DEMOKRATIE = "demokratie", "Demokratie und Ehrenamt"
    FAMILIE = "familie", "Familienbildung"
    DIGITAL = "digital", "Digitale Bildung"
    GESUNDHEIT = "gesundheit", "Gesundheit und Bewegung"
    UMWELT = "umwelt", "Umwelt und Nachhaltigkeit"


class Zielgruppe(models.TextChoices):
    KINDER = "kinder", "Kinder bis 6 Jahre"
    SCHUELER = "schueler", "Schülerinnen und Schüler"
    JUGENDLICHE = "jugendliche", "Jugendliche und Auszubildende"
    ELTERN = "eltern", "Eltern und Familien"
    ERWACHSENE = "erwachsene", "Erwachsene"
    AELTERE = "aeltere", "Ältere Menschen"
    FACHKRAEFTE = "fachkraefte", "Pädagogische Fachkräfte"
    EHRENAMT = "ehrenamt", "Ehrenamtliche"
    ALLE = "alle", "Alle"


class Gemeinde(Versioniert):
    class Art(models.TextChoices):
        STADT = "stadt", "Stadt"
        EINHEITSGEMEINDE = "einheitsgemeinde", "Einheitsgemeinde"
        VERBANDSGEMEINDE = "verbandsgemeinde", "Verbandsgemeinde"
        MITGLIEDSGEMEINDE = "mitgliedsgemeinde", "Mitgliedsgemeinde"

    kennung = models.SlugField("Kennung", max_length=80, unique=True)
    name = models.CharField("Name", max_length=120)
    art = models.CharField("Art", max_length=20, choices=Art)
    uebergeordnet = models.ForeignKey(
        "self",
        verbose_name="Verbandsgemeinde",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="mitglieder",
    )
    sitz = models.CharField("Sitz", max_length=120, blank=True)

    class Meta:
        verbose_name = "Gemeinde"
        verbose_name_plural = "Gemeinden"
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(
                name="gemeinde_mitglied_hat_verband",
                condition=Q(art="mitgliedsgemeinde", uebergeordnet__isnull=False)
                | (~Q(art="mitgliedsgemeinde") & Q(uebergeordnet__isnull=True)),
                violation_error_message=(
                    "Nur eine Mitgliedsgemeinde gehört zu einer Verbandsgemeinde, und sie braucht eine."
                ),
            ),
        )

    def __str__(self) -> str:
        return self.name


class InstitutionQuerySet(models.QuerySet["Institution"]):
    def public(self) -> Self:
        return self.filter(oeffentlich=True)


class Institution(Versioniert):
    class Typ(models.TextChoices):
        KITA = "kita", "Kindertageseinrichtung"
        GRUNDSCHULE = "grundschule", "Grundschule"
        SCHULE = "schule", "Weiterführende Schule"
        FOERDERSCHULE = "foerderschule", "Förderschule"
        BERUFSSCHULE = "berufsschule", "Berufsbildende Schule"
        HORT = "hort", "Hort"
        VHS = "vhs", "Volkshochschule"
        MUSIKSCHULE = "musikschule", "Musikschule"
        BIBLIOTHEK = "bibliothek", "Bibliothek"
        MUSEUM = "museum", "Museum"
        JUGEND = "jugend", "Jugendeinrichtung"
        VEREIN = "verein", "Verein"
        KAMMER = "kammer", "Kammer oder Verband"
        BETRIEB = "betrieb", "Betrieb"
        AMT = "amt", "Amt oder Behörde"
        KIRCHE = "kirche", "Kirche oder Religionsgemeinschaft"
        SONSTIGE = "sonstige", "Sonstige Einrichtung"

    kennung = models.SlugField("Kennung", max_length=80, unique=True)
    name = models.CharField("Name", max_length=TITEL_LAENGE)
    kurzname = models.CharField("Kurzname", max_length=80, blank=True)
    typ = models.CharField("Art der Einrichtung", max_length=20, choices=Typ)
    bildungsformen = ArrayField(
        models.CharField(max_length=20, choices=Bildungsform), verbose_name="Bildungsformen", default=list, blank=True
    )
    bildungsbereiche = ArrayField(
        models.CharField(max_length=20, choices=Bildungsbereich),
        verbose_name="Bildungsbereiche",
        default=list,
        blank=True,
    )
    traeger = models.CharField("Träger", max_length=TITEL_LAENGE, blank=True)
    gemeinde = models.ForeignKey(
        Gemeinde,
        verbose_name="Gemeinde",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="institutionen",
    )
    strasse = models.CharField("Straße und Hausnummer", max_length=200, blank=True)
    plz = models.CharField("Postleitzahl", max_length=5, blank=True)
    ort = models.CharField("Ort", max_length=120, blank=True)
    website = models.URLField("Website", max_length=300, blank=True)
    email = models.EmailField(
        "E-Mail-Adresse der Einrichtung",
        blank=True,
        db_default="",
        help_text="Das Postfach der Einrichtung, etwa sekretariat@… Die Adresse einer Person gehört nur mit deren "
        "Einwilligung hierher. An diese Adresse gehen Einladungen.",
    )
    oeffentlich = models.BooleanField("öffentlich nennen", default=True)

    objects = InstitutionQuerySet.as_manager()

    class Meta:
        verbose_name = "Institution"
        verbose_name_plural = "Institutionen"
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Person(Versioniert):
    """Personal data. Retention: until two years after the last Zugehörigkeit or Anmeldung ended."""

    kennung = models.SlugField("Kennung", max_length=80, unique=True)
    name = models.CharField("Vor- und Nachname", max_length=200)
    email = models.EmailField("E-Mail-Adresse", blank=True)
    telefon = models.CharField("Telefon", max_length=40, blank=True)
    institutionen = models.ManyToManyField(Institution, through="Zugehoerigkeit", related_name="personen")

    endgueltig_loeschen = True
    verlauf_ohne_namen = True

    class Meta:
        verbose_name = "Person"
        verbose_name_plural = "Personen"
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Zugehoerigkeit(Versioniert):
    """One hat of one person. Two hats are two rows."""

    person = models.ForeignKey(Person, verbose_name="Person", on_delete=models.CASCADE, related_name="zugehoerigkeiten")
    institution = models.ForeignKey(
        Institution, verbose_name="Institution", on_delete=models.PROTECT, related_name="zugehoerigkeiten"
    )
    funktion = models.CharField("Funktion", max_length=200, blank=True)
    von = models.DateField("von", null=True, blank=True)
    bis = models.DateField("bis", null=True, blank=True)

    endgueltig_loeschen = True
    verlauf_ohne_namen = True

    class Meta:
        verbose_name = "Zugehörigkeit"
        verbose_name_plural = "Zugehörigkeiten"
        ordering = ("person", "institution")
        constraints = (
            models.UniqueConstraint(
                name="zugehoerigkeit_einmal",
                fields=["person", "institution", "funktion"],
                violation_error_message="Diese Person ist dort schon mit dieser Funktion eingetragen.",
            ),
            models.CheckConstraint(
                name="zugehoerigkeit_von_vor_bis",
                condition=Q(von__isnull=True) | Q(bis__isnull=True) | Q(bis__gte=F("von")),
                violation_error_message="Das Ende liegt vor dem Beginn. Bitte prüfen Sie beide Daten.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person}, {self.institution}"


class Stelle(Versioniert):
    """A unit of the administration. Renamed units are new rows that name their predecessor."""

    kennung = models.SlugField("Kennung", max_length=80, unique=True)
    name = models.CharField("Name", max_length=TITEL_LAENGE)
    kurzname = models.CharField("Kurzname", max_length=80, blank=True)
    uebergeordnet = models.ForeignKey(
        "self",
        verbose_name="gehört zu",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="untergeordnete",
    )
    vorgaengerin = models.ForeignKey(
        "self",
        verbose_name="hieß früher",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="nachfolgerinnen",
    )
    gueltig_ab = models.DateField("gültig ab", null=True, blank=True)
    gueltig_bis = models.DateField("gültig bis", null=True, blank=True)

    class Meta:
        verbose_name = "Stelle"
        verbose_name_plural = "Stellen"
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Gremium(Versioniert):
    kennung = models.SlugField("Kennung", max_length=80, unique=True)
    name = models.CharField("Name", max_length=TITEL_LAENGE)
    kurzname = models.CharField("Kurzname", max_length=80, blank=True)

    class Meta:
        verbose_name = "Gremium"
        verbose_name_plural = "Gremien"
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name
