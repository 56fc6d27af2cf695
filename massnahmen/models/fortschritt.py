"""How a measure goes: steps, milestones, figures, and reports with a date."""

from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from bildungskommune.akteure.models import TITEL_LAENGE
from bildungskommune.kennzahlen.models import Zahlenreihe
from bildungskommune.versionen import Versioniert
from massnahmen.models.jahresziele import Jahreszielfeld
from massnahmen.models.massnahme import STATUS_ART, Massnahme, MassnahmeStatus


class Handlungsschritt(Versioniert):
    massnahme = models.ForeignKey(Massnahme, verbose_name="Maßnahme", on_delete=models.CASCADE, related_name="schritte")
    position = models.PositiveIntegerField("Position", default=0)
    titel = models.CharField("Schritt", max_length=TITEL_LAENGE)
    zustaendig = models.CharField("Zuständig", max_length=TITEL_LAENGE, blank=True)
    termin = models.DateField("Termin", null=True, blank=True)
    termin_original = models.CharField("Termin im Wortlaut", max_length=TITEL_LAENGE, blank=True)
    erledigt_am = models.DateField("erledigt am", null=True, blank=True)

    class Meta:
        verbose_name = "Handlungsschritt"
        verbose_name_plural = "Handlungsschritte"
        ordering = ("massnahme", "position", "pk")

    def __str__(self) -> str:
        return self.titel


class Meilenstein(Versioniert):
    massnahme = models.ForeignKey(
        Massnahme, verbose_name="Maßnahme", on_delete=models.CASCADE, related_name="meilensteine"
    )
    datum = models.DateField("Datum")
    titel = models.CharField("Meilenstein", max_length=TITEL_LAENGE)
    geplant_war = models.DateField("geplant war", null=True, blank=True)
    erreicht_am = models.DateField("erreicht am", null=True, blank=True)

    class Meta:
        verbose_name = "Meilenstein"
        verbose_name_plural = "Meilensteine"
        ordering = ("massnahme", "datum", "pk")

    def __str__(self) -> str:
        return self.titel

    @property
    def stand(self) -> tuple[str, str]:
        """State in words and how it is shown."""
        if self.erreicht_am is None:
            return ("vorgesehen", "offen")
        late = self.geplant_war is not None and self.erreicht_am > self.geplant_war
        return ("erreicht, später", "gut") if late else ("erreicht", "gut")


ZIELE_JE_JAHR = models.Func(
    models.F("jahresziele"),
    template="""NOT coalesce(jsonb_path_exists(%(expressions)s,
        'strict $.keyvalue() ? (!(@.key like_regex "^(199|2[01][0-9])[0-9]$") || @.value.type() != "string"
        || !(@.value like_regex "^-?[0-9]{1,12}[.][0-9]{2}$"))', '{}', true), true)""",
    output_field=models.BooleanField(),
)
"""Whether a column holds years of four digits, each with a number of two places, and nothing else."""


class Indikator(Versioniert):
    massnahme = models.ForeignKey(
        Massnahme, verbose_name="Maßnahme", on_delete=models.CASCADE, related_name="indikatoren"
    )
    position = models.PositiveIntegerField("Position", default=0)
    titel = models.CharField("Woran wir Erfolg messen", max_length=TITEL_LAENGE)
    einheit = models.CharField("Einheit", max_length=80, blank=True)
    basis = models.DecimalField("Ausgangswert", max_digits=14, decimal_places=2, null=True, blank=True)
    basis_datum = models.DateField("Ausgangswert vom", null=True, blank=True)
    ziel = models.DecimalField("Zielwert", max_digits=14, decimal_places=2, null=True, blank=True)
    ziel_datum = models.DateField("Zielwert bis", null=True, blank=True)
    jahresziele = Jahreszielfeld("Zielwerte je Jahr", default=dict, db_default={}, blank=True)
    """What is to be reached by the end of each year on the way (`jahresziele`)."""
    zahlenreihe = models.ForeignKey(
        Zahlenreihe,
        verbose_name="Werte aus einer Zahlenreihe",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="indikatoren",
    )
    """Where its values come from; then none is typed (`messreihen`)."""

    class Meta:
        verbose_name = "Indikator"
        verbose_name_plural = "Indikatoren"
        ordering = ("massnahme", "position", "pk")
        constraints = (
            models.CheckConstraint(
                name="indikator_jahresziele_je_jahr",
                condition=ZIELE_JE_JAHR,
                violation_error_message="Bitte nennen Sie zu jedem Jahr einen Zielwert, zum Beispiel 2027: 40.",
            ),
        )

    def __str__(self) -> str:
        return self.titel


class Indikatorwert(Versioniert):
    indikator = models.ForeignKey(Indikator, verbose_name="Indikator", on_delete=models.CASCADE, related_name="werte")
    datum = models.DateField("Datum")
    wert = models.DecimalField("Wert", max_digits=14, decimal_places=2)
    quelle = models.CharField("Quelle", max_length=TITEL_LAENGE, blank=True)

    class Meta:
        verbose_name = "Wert"
        verbose_name_plural = "Werte"
        ordering = ("indikator", "datum")
        constraints = (
            models.UniqueConstraint(
                name="indikatorwert_einmal_am_tag",
                fields=["indikator", "datum"],
                violation_error_message="Für diesen Tag ist schon ein Wert eingetragen.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.wert} am {self.datum:%d.%m.%Y}"


FREIGEGEBEN = Q(braucht_freigabe=False) | Q(freigabe__ergebnis="freigegeben")
"""Reports of the Stabsstelle, and those of others that it let pass."""


class SachstandQuerySet(models.QuerySet["Sachstand"]):
    def approved(self) -> Self:
        """What everybody may read, newest first; also what was corrected since."""
        return self.filter(FREIGEGEBEN).order_by("-stichtag", "-pk")

    def counting(self) -> Self:
        """What says how the measure goes: approved, and not replaced by a correction."""
        corrections = Sachstand.objects.filter(FREIGEGEBEN, berichtigt=OuterRef("pk")).order_by()
        return self.filter(FREIGEGEBEN).exclude(Exists(corrections))

    def waiting(self) -> Self:
        """What the Stabsstelle has not decided on, longest waiting first."""
        return self.filter(braucht_freigabe=True, freigabe__isnull=True).order_by("erfasst_am", "pk")

    def given_back(self) -> Self:
        """What came back and was not written anew since."""
        anew = Sachstand.objects.filter(massnahme=OuterRef("massnahme"), pk__gt=OuterRef("pk")).order_by()
        return self.filter(freigabe__ergebnis="zurueckgegeben").exclude(Exists(anew))

    def heard(self) -> Self:
        """What was reported, whether it counts yet or not: all but what was given back."""
        return self.exclude(freigabe__ergebnis="zurueckgegeben")

    def newest(self) -> Self:
        """What counts, newest first."""
        return self.counting().order_by("-stichtag", "-pk")

    def newest_each(self) -> Self:
        """Only the newest one of each measure that counts."""
        return self.counting().order_by("massnahme_id", "-stichtag", "-pk").distinct("massnahme_id")


class Sachstand(models.Model):
    """A report on a day. Append-only: a database trigger refuses to change or delete one.

    What a Fachamt reports is a proposal and counts with its Freigabe (`Sachstandsfreigabe`). What corrects an earlier
    report (`berichtigt`) is of the same measure and the same day, which the trigger asks for; the earlier one stays.
    """

    massnahme = models.ForeignKey(
        Massnahme, verbose_name="Maßnahme", on_delete=models.PROTECT, related_name="sachstaende"
    )
    stichtag = models.DateField("Stichtag")
    stand_laut_dokument = models.BooleanField("Stand laut Dokument", default=False)
    status = models.CharField("Stand", max_length=20, choices=MassnahmeStatus, blank=True)
    """Empty: the report tells what happened and does not say where the measure stands."""
    text = models.TextField("Was ist geschehen?", max_length=5000)
    hindernisse = models.TextField("Warum?", blank=True, max_length=5000)
    abweichung = models.TextField("Abweichung vom Beschluss", blank=True, max_length=5000)
    naechste_schritte = models.TextField("Als Nächstes", blank=True, max_length=5000)
    braucht_freigabe = models.BooleanField("braucht eine Freigabe", default=False, db_default=False)
    berichtigt = models.ForeignKey(
        "self",
        verbose_name="berichtigt den Sachstand",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="berichtigungen",
    )
    erfasst_am = models.DateTimeField("erfasst am", default=timezone.now)
    erfasst_von = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="erfasst von", null=True, blank=True, on_delete=models.SET_NULL
    )

    objects = SachstandQuerySet.as_manager()
    frueher: "list[Sachstand]"
    """What this report put right, as the page of the measure gathers it."""

    faden_stufe: ClassVar[int] = 5
    faden_related: ClassVar[tuple[str, ...]] = ("massnahme",)
    faden_art: ClassVar[str] = "Sachstand"

    class Meta:
        verbose_name = "Sachstand"
        verbose_name_plural = "Sachstände"
        ordering = ("massnahme", "-stichtag", "-pk")
        constraints = (
            models.CheckConstraint(
                name="sachstand_verzoegert_mit_grund",
                condition=~Q(status__in=["verzoegert", "zurueckgestellt", "verworfen"])
                | ~Q(hindernisse="")
                | Q(stand_laut_dokument=True),
                violation_error_message="Bitte nennen Sie den Grund. Er steht öffentlich bei der Maßnahme.",
            ),
        )

    def __str__(self) -> str:
        return f"Sachstand vom {self.stichtag:%d.%m.%Y}"

    def get_absolute_url(self) -> str:
        return f"{self.massnahme.get_absolute_url()}#stand"

    @property
    def stand(self) -> MassnahmeStatus:
        """Where the measure stands by the newest report: as it says, else as the measure itself."""
        return MassnahmeStatus(self.status or self.massnahme.status)

    @property
    def stand_art(self) -> str:
        """How that state is shown."""
        return STATUS_ART[self.stand]

    @property
    def berichtigt_am(self) -> date | None:
        """The day on which this correction was written, None for a report of its own."""
        return timezone.localdate(self.erfasst_am) if self.berichtigt_id else None

    @property
    def faden_kennung(self) -> str:
        return self.massnahme.kennung

    @property
    def wortlaut(self) -> str:
        """What happened and, where something stands in the way, why."""
        return "\n\n".join(filter(None, (self.text, self.hindernisse)))

    @property
    def faden_titel(self) -> str:
        return str(self.get_status_display() or "Bericht ohne Angabe zum Stand")

    @property
    def faden_datum(self) -> date | None:
        return self.stichtag

    @property
    def faden_stand(self) -> tuple[str, str]:
        return (str(self.stand.label), self.stand_art)

    @classmethod
    def faden_oeffentlich(cls) -> dict[str, Any]:
        return {"massnahme__oeffentlich": True}

    @property
    def ist_oeffentlich(self) -> bool:
        return self.massnahme.oeffentlich
