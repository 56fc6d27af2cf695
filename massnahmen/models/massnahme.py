"""What the county does: measures and the plans that gather them."""

from datetime import date
from typing import Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Func, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from bildungskommune.accounts.rollen import Nutzer, is_stabsstelle, may_read_all
from bildungskommune.accounts.vertretung import stellen_of
from bildungskommune.akteure.models import TITEL_LAENGE, Bildungsbereich, Gemeinde, Stelle, Zielgruppe
from bildungskommune.beteiligung.models import Beratung, Punkt
from bildungskommune.foerderung.models import Schwerpunkt
from bildungskommune.lifecycle import MitStatus, Moves
from bildungskommune.tracing.knoten import Fortschreibbar
from bildungskommune.versionen import Versioniert
from konzept.bezeichnungen import PLAN, Bezeichnungen, bezeichnungsfeld, check_plan, read
from konzept.models import Konzept
from konzept.skala import WORT_LAENGE, has_scale, skalenfeld, standard
from massnahmen.models import zustaendig
from workshops.models import Projektskizze

TEXT_LAENGE = 20_000
ZUSTAENDIG_LAENGE = 400
"""The longest wording of a responsibility seen in an adopted plan has 355 characters."""
NUMMER_LAENGE = 20


class MassnahmeStatus(models.TextChoices):
    VORSCHLAG = "vorschlag", "Vorschlag"
    VORGESEHEN = "vorgesehen", "vorgesehen"
    IN_UMSETZUNG = "in_umsetzung", "in Umsetzung"
    VERZOEGERT = "verzoegert", "verzögert"
    ZURUECKGESTELLT = "zurueckgestellt", "zurückgestellt"
    UMGESETZT = "umgesetzt", "umgesetzt"
    VERSTETIGT = "verstetigt", "verstetigt"
    VERWORFEN = "verworfen", "verworfen"


S = MassnahmeStatus
STATUS_ART = {
    S.VORSCHLAG: "offen",
    S.VORGESEHEN: "offen",
    S.IN_UMSETZUNG: "laeuft",
    S.VERZOEGERT: "warten",
    S.ZURUECKGESTELLT: "warten",
    S.UMGESETZT: "gut",
    S.VERSTETIGT: "gut",
    S.VERWORFEN: "neutral",
}


FERTIG = (S.UMGESETZT, S.VERSTETIGT)
"""The states in which nothing is left to do."""


class Angabe(models.TextChoices):
    """What a measure says of money and people, which everybody may see or the office alone."""

    KOSTEN = "kosten", "Kosten"
    FINANZIERUNG = "finanzierung", "Finanzierung"
    PERSONAL = "personal", "Personalbedarf"


class Massnahmenplan(Versioniert, Fortschreibbar):
    kennung = models.SlugField("Kennung", max_length=80, unique=True)
    titel = models.CharField("Titel", max_length=TITEL_LAENGE)
    untertitel = models.CharField("Untertitel", max_length=TITEL_LAENGE, blank=True)
    einleitung = models.TextField("Einleitung", blank=True, max_length=TEXT_LAENGE)
    konzept = models.ForeignKey(
        Konzept, verbose_name="Konzept", null=True, blank=True, on_delete=models.PROTECT, related_name="plaene"
    )
    massnahmen: "models.ManyToManyField[Massnahme, models.Model]" = models.ManyToManyField(
        "Massnahme", through="Planplatz", verbose_name="Maßnahmen", blank=True, related_name="plaene"
    )
    prioritaeten = skalenfeld()
    """The words for the priority of its measures, the most important first."""
    bericht_alle_monate = models.PositiveSmallIntegerField(
        "Umsetzungsbericht alle … Monate",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
    )
    evaluation_bis = models.DateField("Evaluation oder Fortschreibung bis", null=True, blank=True)
    bezeichnungen = bezeichnungsfeld(check_plan)
    """What differs from the words of the portal for its measures, and how they are counted; read as `worte`."""
    created = models.DateTimeField("angelegt", auto_now_add=True)

    class Meta:
        verbose_name = "Maßnahmenplan"
        verbose_name_plural = "Maßnahmenpläne"
        ordering = ("-created", "-pk")
        constraints = (has_scale("massnahmenplan_skala_zwei_bis_sieben"),)

    def __str__(self) -> str:
        return self.titel

    @property
    def worte(self) -> Bezeichnungen:
        """What its measures are called, and how they are counted."""
        return read(self.bezeichnungen, PLAN)


_SKALA = ArrayField(models.CharField(max_length=WORT_LAENGE))


def _newest_plan(column: str) -> Subquery:
    """Return this column of the newest plan that a measure stands in."""
    plans = Massnahmenplan.objects.filter(plaetze__massnahme=OuterRef("pk")).order_by("-created", "-pk")
    return Subquery(plans.values(column)[:1])


class MassnahmeQuerySet(models.QuerySet["Massnahme"]):
    def public(self) -> Self:
        return self.filter(oeffentlich=True)

    def of_plan(self, plan: Massnahmenplan) -> Self:
        """The measures of a plan in its order; each knows its number there (`nummer`) and its place (`platz_id`)."""
        rows = self.filter(plaetze__plan=plan).annotate(im_plan=F("plaetze__nr"), platz_id=F("plaetze__pk"))
        return rows.order_by("plaetze__position", "plaetze__pk")

    def scaled_by(self, plan: Massnahmenplan) -> Self:
        """The measures whose priority goes by the scale of this plan: it is the newest that they stand in."""
        return self.annotate(neuester_plan=_newest_plan("pk")).filter(neuester_plan=plan.pk)

    def with_rank(self, skala: list[str] | None = None) -> Self:
        """Say in `rang` at which place of its scale, or of `skala`, the priority of each stands, None where at none."""
        usual: Any = Value(standard() if skala is None else skala, output_field=_SKALA)
        scale = Coalesce(_newest_plan("prioritaeten"), usual) if skala is None else usual
        place = Func(scale, F("prioritaet"), function="array_position", output_field=models.IntegerField())
        return self.annotate(rang=place)

    def visible_to(self, user: Nutzer) -> Self:
        """The public sees public measures, a Fachamt also its own, the office all."""
        if may_read_all(user):
            return self
        return self.filter(Q(oeffentlich=True) | zustaendig.answered_by(self, stellen_of(user)))

    def owned_by(self, user: Nutzer) -> Self:
        """The measures whose progress this person may report."""
        return self if is_stabsstelle(user) else self.filter(zustaendig.answered_by(self, stellen_of(user)))


class Massnahme(Versioniert, MitStatus):
    worte: Bezeichnungen = read({}, PLAN)
    """What it is called: with the words of the portal, unless who shows it alone knows those of its plan."""

    class Horizont(models.TextChoices):
        KURZ = "kurzfristig", "kurzfristig"
        MITTEL = "mittelfristig", "mittelfristig"
        LANG = "langfristig", "langfristig"
        DAUER = "daueraufgabe", "Daueraufgabe"

    Status = MassnahmeStatus
    STATUS = MassnahmeStatus
    NUR_BEGRUENDET = frozenset({S.ZURUECKGESTELLT, S.VERZOEGERT, S.VERWORFEN})
    MOVES: ClassVar[Moves] = {
        S.VORSCHLAG: frozenset({S.VORGESEHEN, S.ZURUECKGESTELLT, S.VERWORFEN}),
        S.VORGESEHEN: frozenset({S.IN_UMSETZUNG, S.VERZOEGERT, S.ZURUECKGESTELLT, S.VERWORFEN}),
        S.IN_UMSETZUNG: frozenset({S.UMGESETZT, S.VERSTETIGT, S.VERZOEGERT, S.ZURUECKGESTELLT, S.VERWORFEN}),
        S.VERZOEGERT: frozenset({S.IN_UMSETZUNG, S.UMGESETZT, S.ZURUECKGESTELLT, S.VERWORFEN}),
        S.ZURUECKGESTELLT: frozenset({S.VORGESEHEN, S.IN_UMSETZUNG, S.VERWORFEN}),
        S.UMGESETZT: frozenset({S.VERSTETIGT, S.IN_UMSETZUNG}),
        S.VERSTETIGT: frozenset({S.IN_UMSETZUNG}),
        S.VERWORFEN: frozenset({S.VORSCHLAG}),
    }

    kennung = models.SlugField("Kennung", max_length=80, unique=True)
    nr = models.CharField("Nummer", max_length=NUMMER_LAENGE, blank=True)
    """Its own number, outside of plans; a plan may give another (`Planplatz`)."""
    position = models.PositiveIntegerField("Position", default=0)
    titel = models.CharField("Titel", max_length=TITEL_LAENGE)
    kurzbeschreibung = models.TextField("Kurzbeschreibung", blank=True, max_length=TEXT_LAENGE)
    ziel = models.TextField("Ziel", blank=True, max_length=TEXT_LAENGE)
    anlass = models.TextField("Anlass", blank=True, max_length=TEXT_LAENGE)
    zielgruppen = ArrayField(
        models.CharField(max_length=20, choices=Zielgruppe), verbose_name="Zielgruppen", default=list, blank=True
    )
    bildungsbereiche = ArrayField(
        models.CharField(max_length=20, choices=Bildungsbereich),
        verbose_name="Bildungsbereiche",
        default=list,
        blank=True,
    )
    gemeinden = models.ManyToManyField(Gemeinde, verbose_name="Gemeinden", blank=True, related_name="massnahmen")
    schwerpunkte = models.ManyToManyField(
        Schwerpunkt, verbose_name="Programmschwerpunkte", blank=True, related_name="massnahmen"
    )
    horizont = models.CharField("Horizont", max_length=20, choices=Horizont, blank=True)
    beginn = models.DateField("Beginn", null=True, blank=True)
    ende = models.DateField("Ende", null=True, blank=True)
    zeitraum_original = models.CharField("Zeitraum im Wortlaut", max_length=TITEL_LAENGE, blank=True)
    prioritaet = models.CharField("Priorität", max_length=WORT_LAENGE, blank=True)
    """The word that holds: that of the newest Massnahmenpriorisierung. Only `prioritaeten.prioritise` writes it."""
    federfuehrung = models.ForeignKey(
        Stelle, verbose_name="Federführung", null=True, blank=True, on_delete=models.PROTECT, related_name="massnahmen"
    )
    kosten_gesamt = models.DecimalField("Gesamtkosten in Euro", max_digits=12, decimal_places=2, null=True, blank=True)
    kosten_gesichert = models.DecimalField(
        "davon gesichert in Euro", max_digits=12, decimal_places=2, null=True, blank=True
    )
    zustaendigkeit_original = models.CharField("Zuständigkeit im Wortlaut", max_length=ZUSTAENDIG_LAENGE, blank=True)
    kosten_original = models.TextField("Kosten im Wortlaut", blank=True, max_length=2000)
    finanzierung = models.TextField("Finanzierung", blank=True, max_length=2000)
    personalbedarf = models.TextField("Personalbedarf", blank=True, max_length=2000)
    oeffentliche_angaben = ArrayField(
        models.CharField(max_length=20, choices=Angabe),
        verbose_name="Davon öffentlich",
        default=list,
        db_default=[],
        blank=True,
    )
    """What of cost, funding and staff everybody may see; the rest is seen at the desk alone."""
    startbeschluss = models.ForeignKey(
        Beratung,
        verbose_name="Startbeschluss",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="massnahmen",
    )
    skizze = models.OneToOneField(
        Projektskizze,
        verbose_name="aus der Projektskizze",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="massnahme",
    )
    aus_beteiligung = models.ManyToManyField(
        Punkt, verbose_name="aus der Beteiligung", blank=True, editable=False, related_name="massnahmen"
    )
    """The points of comments that gave rise to it, or whose wording went into it."""
    oeffentlich = models.BooleanField("öffentlich", default=False)
    beispieltext = models.BooleanField("Beispieltext", default=False)
    status = models.CharField("Stand", max_length=20, choices=MassnahmeStatus, default=S.VORSCHLAG)

    objects = MassnahmeQuerySet.as_manager()
    im_plan: str = ""
    """The number that the plan of `of_plan` gives, empty where it gives none."""
    takt: int | None = None
    """In which turn something should be heard of it, in months, as a query asked (`takt.turn`)."""

    faden_stufe: ClassVar[int] = 4
    faden_related: ClassVar[tuple[str, ...]] = ()

    class Meta:
        verbose_name = "Maßnahme"
        verbose_name_plural = "Maßnahmen"
        ordering = ("position", "pk")
        constraints = (
            models.CheckConstraint(
                name="massnahme_beginn_vor_ende",
                condition=Q(beginn__isnull=True) | Q(ende__isnull=True) | Q(ende__gte=F("beginn")),
                violation_error_message="Das Ende liegt vor dem Beginn. Bitte prüfen Sie beide Daten.",
            ),
            models.CheckConstraint(
                name="massnahme_gesichert_hoechstens_gesamt",
                condition=Q(kosten_gesichert__isnull=True)
                | Q(kosten_gesamt__isnull=True)
                | Q(kosten_gesichert__lte=F("kosten_gesamt")),
                violation_error_message="Es kann nicht mehr gesichert sein, als die Maßnahme kostet.",
            ),
            models.CheckConstraint(
                name="massnahme_kosten_nicht_negativ",
                condition=(Q(kosten_gesamt__isnull=True) | Q(kosten_gesamt__gte=0))
                & (Q(kosten_gesichert__isnull=True) | Q(kosten_gesichert__gte=0)),
                violation_error_message="Kosten können nicht negativ sein.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.bezeichnung}: {self.titel}"

    def get_absolute_url(self) -> str:
        return reverse("massnahme", args=(self.kennung,))

    @property
    def faden_kennung(self) -> str:
        return self.kennung

    @property
    def bezeichnung(self) -> str:
        return self.worte["massnahme"].name(self.nr)

    @property
    def nummer(self) -> str:
        """The number in the plan that `of_plan` asked for; outside of any plan the own one."""
        return self.im_plan or self.nr

    @property
    def status_art(self) -> str:
        """How the state is shown: gut, laeuft, warten, offen or neutral."""
        return STATUS_ART[MassnahmeStatus(self.status)]

    @property
    def faden_art(self) -> str:
        return self.bezeichnung

    @property
    def faden_titel(self) -> str:
        return self.titel

    @property
    def faden_datum(self) -> date | None:
        return timezone.localdate(self.status_seit)

    @property
    def faden_stand(self) -> tuple[str, str]:
        return (self.get_status_display(), self.status_art)

    @classmethod
    def faden_oeffentlich(cls) -> dict[str, Any]:
        return {"oeffentlich": True}

    @property
    def ist_oeffentlich(self) -> bool:
        return self.oeffentlich

    def stellen(self) -> list[int]:
        """Return the Stellen that lead, lead along or report, as they are entered, the one in the lead first."""
        along = self.mitwirkungen.filter(aufgabe__in=zustaendig.ANTWORTET, stelle__isnull=False)
        lead = [self.federfuehrung_id] if self.federfuehrung_id else []
        return [*lead, *along.values_list("stelle_id", flat=True)]

    def faden_ausblick(self) -> tuple[date, str] | None:
        """Return the next milestone with its day."""
        following = self.meilensteine.filter(erreicht_am__isnull=True).order_by("datum", "pk").first()
        return (following.datum, following.titel) if following else None
