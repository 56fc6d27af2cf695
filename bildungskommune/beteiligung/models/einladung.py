"""Who is invited to comment: institutions of the directory, each by a link of its own."""

from typing import Any, Self

from django.db import models
from django.db.models import Case, CharField, Count, Exists, OuterRef, Q, Value, When
from django.urls import reverse
from django.utils import timezone

from bildungskommune.akteure.models import Institution
from bildungskommune.beteiligung.models.runde import Beteiligungsrunde
from bildungskommune.beteiligung.models.stellungnahme import Stellungnahme
from bildungskommune.post.models import BETREFF_LAENGE
from bildungskommune.post.zeilen import Zeile, ZeilenQuerySet, Zustellung

BRIEF_LAENGE = 5000
"""Longest text of a letter, in characters."""


class Rundenbrief(models.Model):
    """What the office wrote to the invited in one go."""

    class Art(models.TextChoices):
        EINLADUNG = "einladung", "Einladung"
        ERINNERUNG = "erinnerung", "Erinnerung"

    runde = models.ForeignKey(
        Beteiligungsrunde, verbose_name="Beteiligungsrunde", on_delete=models.CASCADE, related_name="briefe"
    )
    art = models.CharField("Art", max_length=20, choices=Art)
    betreff = models.CharField("Betreff", max_length=BETREFF_LAENGE)
    text = models.TextField("Text", max_length=BRIEF_LAENGE)
    created = models.DateTimeField("angelegt", default=timezone.now)

    class Meta:
        verbose_name = "Brief zu einer Beteiligung"
        verbose_name_plural = "Briefe zu Beteiligungen"
        ordering = ("-created", "-pk")

    def __str__(self) -> str:
        return self.betreff


class Antwortstand(models.TextChoices):
    """How an invitation stands, in one word."""

    DA = "da", "hat Stellung genommen"
    STUMM = "stumm", "keine Antwort"
    UNTERWEGS = "unterwegs", "wird gesendet"
    GESCHEITERT = "gescheitert", "nicht zugestellt"
    OHNE = "ohne", "ohne E-Mail-Adresse"


class RundeneinladungQuerySet(ZeilenQuerySet):
    def with_antwort(self) -> Self:
        """Annotate `antwort`, an Antwortstand: whatever became of the mail, who has commented has answered."""
        said = Stellungnahme.objects.received().filter(runde=OuterRef("runde"), institution=OuterRef("institution"))
        known = (
            (Exists(said), Antwortstand.DA),
            (Q(stand=Zustellung.GESENDET), Antwortstand.STUMM),
            (Q(stand=Zustellung.GESCHEITERT), Antwortstand.GESCHEITERT),
            (Q(an=""), Antwortstand.OHNE),
        )
        cases = [When(condition, then=Value(stand.value)) for condition, stand in known]
        default = Value(Antwortstand.UNTERWEGS.value)
        return self.with_stand().annotate(antwort=Case(*cases, default=default, output_field=CharField()))

    def answers(self) -> dict[str, int]:
        """Return how many stand how, and `alle` of them."""
        each: dict[str, Any] = {f"n_{stand.value}": Count("pk", filter=Q(antwort=stand)) for stand in Antwortstand}
        counted = self.with_antwort().order_by().aggregate(alle=Count("pk"), **each)
        return {name.removeprefix("n_"): value for name, value in counted.items()}


class Rundeneinladung(Zeile):
    """One invited institution, and the newest mail to it.

    Personal data. Retention: the address one year after the round was closed.
    """

    runde = models.ForeignKey(
        Beteiligungsrunde, verbose_name="Beteiligungsrunde", on_delete=models.CASCADE, related_name="einladungen"
    )
    institution = models.ForeignKey(
        Institution, verbose_name="Institution", on_delete=models.PROTECT, related_name="rundeneinladungen"
    )
    brief = models.ForeignKey(Rundenbrief, verbose_name="Brief", on_delete=models.CASCADE, related_name="zeilen")
    code = models.CharField("Code", max_length=20, unique=True, editable=False)
    eingeladen_am = models.DateTimeField("eingeladen am", default=timezone.now)
    erinnert_am = models.DateTimeField("erinnert am", null=True, blank=True)
    keine_mails = models.BooleanField("möchte keine E-Mails dazu", default=False)

    objects = RundeneinladungQuerySet.as_manager()

    class Meta:
        verbose_name = "Einladung zu einer Beteiligung"
        verbose_name_plural = "Einladungen zu Beteiligungen"
        ordering = ("runde", "institution", "pk")
        constraints = (
            models.UniqueConstraint(
                name="runde_laedt_einmal_ein",
                fields=["runde", "institution"],
                violation_error_message="Diese Institution ist schon eingeladen.",
            ),
        )

    def __str__(self) -> str:
        return f"Einladung {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("runde-einladung", args=(self.code,))
