"""What a measure hangs on: the stages before it, those who take part, and other measures."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least

from bildungskommune.akteure.models import TITEL_LAENGE, Institution, Stelle
from bildungskommune.fassungen.models import Fassung
from bildungskommune.versionen import Versioniert
from konzept.models import Handlungsfeld, Strategie, Ziel
from leitbild.models import Abschnitt
from massnahmen.models.massnahme import Massnahme
from massnahmen.models.zustaendig import Aufgabe

ZIELE = ("strategie", "ziel", "handlungsfeld", "abschnitt")
GENAU_EINS = "Bitte wählen Sie genau eine Strategie, ein Ziel, ein Handlungsfeld oder einen Leitsatz."
MIT_NAMEN = "Bitte wählen Sie eine Institution oder eine Stelle, oder nennen Sie die Mitwirkenden im Wortlaut."
SCHON_VERBUNDEN = "Diese beiden Maßnahmen sind schon so verbunden. Die Verbindung wird von beiden Seiten gezeigt."
NUR_STELLE = "Nur eine Stelle der Verwaltung kann mit führen oder berichten. Bitte wählen Sie eine Stelle."
WORTLAUT_LAENGE = 2000


def _exactly_one(fields: tuple[str, ...]) -> Q:
    either = Q()
    for chosen in fields:
        either |= Q(**{f"{field}__isnull": field != chosen for field in fields})
    return either


class Massnahmenbezug(models.Model):
    """Why a measure exists: it carries out this Strategie, Ziel, Handlungsfeld or Leitsatz. n:m, so never a key."""

    massnahme = models.ForeignKey(Massnahme, verbose_name="Maßnahme", on_delete=models.CASCADE, related_name="bezuege")
    strategie = models.ForeignKey(
        Strategie, verbose_name="Strategie", null=True, blank=True, on_delete=models.PROTECT, related_name="bezuege"
    )
    ziel = models.ForeignKey(
        Ziel, verbose_name="Ziel", null=True, blank=True, on_delete=models.PROTECT, related_name="bezuege"
    )
    handlungsfeld = models.ForeignKey(
        Handlungsfeld,
        verbose_name="Handlungsfeld",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="bezuege",
    )
    abschnitt = models.ForeignKey(
        Abschnitt, verbose_name="Leitsatz", null=True, blank=True, on_delete=models.PROTECT, related_name="bezuege"
    )
    begruendung = models.TextField("Begründung", blank=True, max_length=2000)
    beschlossen_in = models.ForeignKey(
        Fassung, verbose_name="beschlossen in", null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    """The first published Fassung of a plan in which the measure stood with this reason."""

    class Meta:
        verbose_name = "Bezug"
        verbose_name_plural = "Bezüge"
        ordering = ("massnahme", "pk")
        constraints = (
            models.CheckConstraint(
                name="bezug_genau_ein_ziel",
                condition=_exactly_one(ZIELE),
                violation_error_message=GENAU_EINS,
            ),
            *(
                models.UniqueConstraint(
                    name=f"bezug_{field}_einmal",
                    fields=["massnahme", field],
                    violation_error_message="Dieser Bezug ist schon eingetragen.",
                )
                for field in ZIELE
            ),
        )

    def __str__(self) -> str:
        return f"Bezug von Maßnahme {self.massnahme_id}"


class Mitwirkung(Versioniert):
    """A body that takes part besides the one in the lead; as prose when it is in no directory.

    A Stelle may lead along or report: then it answers for the measure (`zustaendig`).
    """

    massnahme = models.ForeignKey(
        Massnahme, verbose_name="Maßnahme", on_delete=models.CASCADE, related_name="mitwirkungen"
    )
    position = models.PositiveIntegerField("Position", default=0)
    institution = models.ForeignKey(
        Institution,
        verbose_name="Institution",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="mitwirkungen",
    )
    stelle = models.ForeignKey(
        Stelle, verbose_name="Stelle", null=True, blank=True, on_delete=models.PROTECT, related_name="mitwirkungen"
    )
    wortlaut = models.CharField("im Wortlaut", max_length=WORTLAUT_LAENGE, blank=True)
    rolle = models.CharField("Rolle", max_length=TITEL_LAENGE, blank=True)
    aufgabe = models.CharField(
        "Aufgabe", max_length=20, choices=Aufgabe, default=Aufgabe.WIRKT_MIT, db_default=Aufgabe.WIRKT_MIT
    )

    class Meta:
        verbose_name = "Mitwirkung"
        verbose_name_plural = "Mitwirkungen"
        ordering = ("massnahme", "position", "pk")
        constraints = (
            models.CheckConstraint(
                name="mitwirkung_hat_namen",
                condition=Q(institution__isnull=False, stelle__isnull=True)
                | Q(institution__isnull=True, stelle__isnull=False)
                | (Q(institution__isnull=True, stelle__isnull=True) & ~Q(wortlaut="")),
                violation_error_message=MIT_NAMEN,
            ),
            models.CheckConstraint(
                name="mitwirkung_aufgabe_hat_stelle",
                condition=Q(aufgabe=Aufgabe.WIRKT_MIT) | Q(stelle__isnull=False),
                violation_error_message=NUR_STELLE,
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return str(self.institution or self.stelle or self.wortlaut)

    @property
    def was(self) -> str:
        """What it does, in words: its task, where it has one, and its role."""
        task = "" if self.aufgabe == Aufgabe.WIRKT_MIT else str(self.get_aufgabe_display())
        return ", ".join(filter(None, (task, self.rolle)))


class Verbindung(models.Model):
    """A link between two measures, stored once and shown from both sides."""

    class Art(models.TextChoices):
        ERGAENZT = "ergaenzt", "ergänzt"
        VORAUSSETZUNG = "voraussetzung", "ist Voraussetzung für"
        BAUT_AUF = "baut_auf", "baut auf"
        ERSETZT = "ersetzt", "ersetzt"
        VERWANDT = "verwandt", "verwandt mit"

    GEGENSEITE: ClassVar[dict[str, str]] = {
        Art.ERGAENZT: "wird ergänzt durch",
        Art.VORAUSSETZUNG: "setzt diese voraus",
        Art.BAUT_AUF: "ist Grundlage für",
        Art.ERSETZT: "wird ersetzt durch",
        Art.VERWANDT: "verwandt mit",
    }

    von = models.ForeignKey(
        Massnahme, verbose_name="Maßnahme", on_delete=models.CASCADE, related_name="verbindungen_von"
    )
    nach = models.ForeignKey(
        Massnahme, verbose_name="verbunden mit", on_delete=models.CASCADE, related_name="verbindungen_nach"
    )
    art = models.CharField("Art", max_length=20, choices=Art)
    notiz = models.CharField("Notiz", max_length=TITEL_LAENGE, blank=True)

    class Meta:
        verbose_name = "Verbindung"
        verbose_name_plural = "Verbindungen"
        ordering = ("von", "pk")
        constraints = (
            models.CheckConstraint(
                name="verbindung_nicht_mit_sich",
                condition=~Q(von=F("nach")),
                violation_error_message="Eine Maßnahme kann nicht mit sich selbst verbunden sein.",
            ),
            models.UniqueConstraint(
                Least("von", "nach"),
                Greatest("von", "nach"),
                "art",
                name="verbindung_einmal",
                violation_error_message=SCHON_VERBUNDEN,
            ),
        )

    def __str__(self) -> str:
        return f"{self.von_id} {self.get_art_display()} {self.nach_id}"
