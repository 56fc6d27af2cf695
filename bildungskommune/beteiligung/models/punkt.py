"""One point of a comment, weighed: who looks at it, what was decided, and why."""

from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from bildungskommune.beteiligung.models.runde import Beteiligungsrunde
from bildungskommune.beteiligung.models.stellungnahme import TEXT_LAENGE, Anmerkung, Stellungnahme
from bildungskommune.versionen import Versioniert

SCHLAGWORT_LAENGE = 40


class PunktQuerySet(models.QuerySet["Punkt"]):
    def counting(self) -> Self:
        """Points of comments that were not taken back."""
        return self.filter(stellungnahme__status=Stellungnahme.Status.EINGEGANGEN)

    def undecided(self) -> Self:
        return self.filter(entscheidung="")

    def unconfirmed(self) -> Self:
        """What one person has decided and nobody else has looked at."""
        return self.exclude(entscheidung="").filter(bestaetigt_am=None)

    def in_order(self) -> Self:
        return self.order_by("stellungnahme__nummer", "position", "pk")


class Punkt(Versioniert):
    """Points stay without a person: what its author said stands in the Anmerkung."""

    class Entscheidung(models.TextChoices):
        UEBERNOMMEN = "uebernommen", "übernommen"
        TEILWEISE = "teilweise", "teilweise übernommen"
        NICHT = "nicht", "nicht übernommen"
        KENNTNIS = "kenntnis", "zur Kenntnis genommen"
        ENTHALTEN = "enthalten", "bereits enthalten"

    stellungnahme = models.ForeignKey(
        Stellungnahme, verbose_name="Stellungnahme", on_delete=models.CASCADE, related_name="punkte"
    )
    anmerkung = models.ForeignKey(Anmerkung, verbose_name="Anmerkung", on_delete=models.CASCADE, related_name="punkte")
    position = models.PositiveIntegerField("Position", default=0)
    text = models.TextField("Worum geht es?", blank=True, max_length=TEXT_LAENGE)
    """What this point is about when a remark holds several; empty means all of the remark."""
    teil = models.CharField("Teil", max_length=200, blank=True)
    absatz = models.CharField("Absatz", max_length=200, blank=True)
    schlagworte = ArrayField(
        models.CharField(max_length=SCHLAGWORT_LAENGE), verbose_name="Schlagworte", default=list, blank=True
    )
    zustaendig = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="zuständig",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="punkte_zu_pruefen",
    )
    frist = models.DateField("zu prüfen bis", null=True, blank=True)
    bewertung = models.TextField("Einschätzung (nur intern)", blank=True, max_length=TEXT_LAENGE)
    entscheidung = models.CharField("Entscheidung", max_length=20, choices=Entscheidung, blank=True)
    begruendung = models.TextField("Begründung", blank=True, max_length=TEXT_LAENGE)
    neuer_text = models.TextField("Wortlaut für den Entwurf", blank=True, max_length=TEXT_LAENGE, db_default="")
    """The wording that was agreed on; empty means that of the proposal."""
    entschieden_von = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="entschieden von",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    entschieden_am = models.DateTimeField("entschieden am", null=True, blank=True, editable=False)
    bestaetigt_von = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="bestätigt von",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    bestaetigt_am = models.DateTimeField("bestätigt am", null=True, blank=True, editable=False)
    eingearbeitet_von = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="in den Entwurf übernommen von",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    eingearbeitet_am = models.DateTimeField("in den Entwurf übernommen am", null=True, blank=True, editable=False)

    objects = PunktQuerySet.as_manager()

    faden_stufe: ClassVar[int] = 2
    faden_related: ClassVar[tuple[str, ...]] = ("stellungnahme__runde", "anmerkung")
    faden_art: ClassVar[str] = "Stellungnahme"
    faden_stand: ClassVar[tuple[str, str]] = ("", "")

    class Meta:
        verbose_name = "Punkt"
        verbose_name_plural = "Punkte"
        ordering = ("stellungnahme", "position", "pk")
        constraints = (
            models.CheckConstraint(
                name="punkt_begruendet",
                condition=Q(entscheidung="") | ~Q(begruendung=""),
                violation_error_message="Eine Entscheidung braucht eine Begründung. Sie steht in der Antwort.",
            ),
            models.CheckConstraint(
                name="punkt_vier_augen",
                condition=Q(bestaetigt_von__isnull=True)
                | Q(entschieden_von__isnull=True)
                | ~Q(bestaetigt_von=F("entschieden_von")),
                violation_error_message="Wer entschieden hat, kann nicht auch bestätigen.",
            ),
        )
        indexes = (models.Index(fields=["stellungnahme", "position"], name="punkt_reihe"),)

    def __str__(self) -> str:
        return f"Punkt {self.stellungnahme.nummer}.{self.position + 1}"

    def get_absolute_url(self) -> str:
        named = (self.stellungnahme.runde.kennung, self.stellungnahme.nummer, self.position + 1)
        return reverse("runde-punkt", args=named)

    @classmethod
    def faden_oeffentlich(cls) -> dict[str, Any]:
        """Points of an answered round for everybody, with words that everybody may read."""
        rounds = {"status": Beteiligungsrunde.Status.BEANTWORTET, "kreis": Beteiligungsrunde.Kreis.OFFEN}
        shown = [art for art in Beteiligungsrunde.Sichtbar if art != Beteiligungsrunde.Sichtbar.NIE]
        return {
            **{f"stellungnahme__runde__{name}": value for name, value in rounds.items()},
            "stellungnahme__runde__sichtbar__in": shown,
            "stellungnahme__status": Stellungnahme.Status.EINGEGANGEN,
            "stellungnahme__verborgen_weil": "",
        }

    @property
    def ist_oeffentlich(self) -> bool:
        return type(self).objects.filter(pk=self.pk, **self.faden_oeffentlich()).exists()

    @property
    def faden_kennung(self) -> str:
        return f"{self.stellungnahme.runde.kennung}/{self.stellungnahme.nummer}-{self.position + 1}"

    @property
    def faden_titel(self) -> str:
        """What was said, without a name: it goes into Fassungen."""
        return f"„{self.worte}“"

    @property
    def faden_datum(self) -> date:
        return timezone.localdate(self.stellungnahme.eingegangen_am)

    @property
    def ist_angenommen(self) -> bool:
        return self.entscheidung in {self.Entscheidung.UEBERNOMMEN, self.Entscheidung.TEILWEISE}

    @property
    def neuer_wortlaut(self) -> str:
        """The wording that goes into the draft, empty when the point is about none."""
        return self.neuer_text or ("" if self.text else self.anmerkung.vorschlag)

    @property
    def worte(self) -> str:
        """What it is about, in its author's words unless somebody has put it together."""
        return self.text or self.anmerkung.text or self.anmerkung.vorschlag
