"""A Fassung is laid out for a time, so that others can say what they think of it."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from bildungskommune.fassungen.models import TITEL_LAENGE, Fassung
from bildungskommune.lifecycle import MitStatus
from bildungskommune.versionen import Versioniert

TEXT_LAENGE = 5000


class _Status(models.TextChoices):
    ENTWURF = "entwurf", "in Vorbereitung"
    EROEFFNET = "eroeffnet", "eröffnet"
    ABGESCHLOSSEN = "abgeschlossen", "abgeschlossen"
    BEANTWORTET = "beantwortet", "beantwortet"
    ABGEBROCHEN = "abgebrochen", "abgebrochen"


ENDE = frozenset({_Status.ABGESCHLOSSEN, _Status.BEANTWORTET, _Status.ABGEBROCHEN})
"""States in which nothing is taken any more, whatever the calendar says."""


class BeteiligungsrundeQuerySet(models.QuerySet["Beteiligungsrunde"]):
    def begun(self) -> Self:
        """What was opened: its address answers for ever."""
        return self.exclude(status=_Status.ENTWURF)

    def public(self) -> Self:
        """What everybody may know of."""
        return self.begun().filter(kreis=Beteiligungsrunde.Kreis.OFFEN)

    def running(self, today: date) -> Self:
        """What takes comments today."""
        return self.filter(status=_Status.EROEFFNET, von__lte=today, bis__gte=today)

    def without_open_points(self) -> Self:
        """Rounds in which every point is decided and confirmed."""
        waiting = Q(stellungnahmen__status="eingegangen", stellungnahmen__punkte__bestaetigt_am=None)
        return self.exclude(pk__in=self.filter(waiting).order_by().values("pk"))

    def with_fassung(self) -> Self:
        return self.select_related("fassung__auftrag").defer("fassung__snapshot")


class Beteiligungsrunde(MitStatus, Versioniert):
    Status = _Status
    STATUS = _Status
    MOVES = {
        _Status.ENTWURF: frozenset({_Status.EROEFFNET}),
        _Status.EROEFFNET: frozenset({_Status.ABGESCHLOSSEN, _Status.ABGEBROCHEN}),
        _Status.ABGESCHLOSSEN: frozenset({_Status.EROEFFNET, _Status.BEANTWORTET}),
    }
    NUR_BEGRUENDET = frozenset({_Status.ABGEBROCHEN})

    class Kreis(models.TextChoices):
        OFFEN = "offen", "offen für alle"
        EINGELADEN = "eingeladen", "nur mit Link"

    class Sichtbar(models.TextChoices):
        SOFORT = "sofort", "sofort"
        GEPRUEFT = "geprueft", "sobald die Stabsstelle sie freigegeben hat"
        DANACH = "danach", "nach dem Ende der Frist"
        NIE = "nie", "nicht"

    fassung = models.ForeignKey(Fassung, verbose_name="Fassung", on_delete=models.PROTECT, related_name="runden")
    kennung = models.SlugField("Kennung", max_length=80, unique=True)
    """Stands in the address. That of a round for the invited cannot be guessed: the link is what lets in."""
    titel = models.CharField("Titel", max_length=TITEL_LAENGE)
    text = models.TextField("Worum geht es?", blank=True, max_length=TEXT_LAENGE)
    kreis = models.CharField("Wer kann Stellung nehmen?", max_length=20, choices=Kreis, default=Kreis.OFFEN)
    von = models.DateField("Beginn")
    bis = models.DateField("letzter Tag")
    sichtbar = models.CharField(
        "Wann stehen Stellungnahmen öffentlich?", max_length=20, choices=Sichtbar, default=Sichtbar.GEPRUEFT
    )
    antwort_bis = models.DateField("Antworten bis", null=True, blank=True)
    mit_leitung = models.BooleanField(
        "Die Leitung bestätigt die Abwägung, bevor geantwortet wird", default=False, db_default=False
    )
    leitung_bestaetigt_von = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="Abwägung bestätigt von",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    leitung_bestaetigt_am = models.DateTimeField("Abwägung bestätigt am", null=True, blank=True, editable=False)
    status = models.CharField("Stand", max_length=20, choices=_Status, default=_Status.ENTWURF)

    objects = BeteiligungsrundeQuerySet.as_manager()

    class Meta:
        verbose_name = "Beteiligungsrunde"
        verbose_name_plural = "Beteiligungsrunden"
        ordering = ("-von", "-pk")
        constraints = (
            models.CheckConstraint(
                name="runde_ende_nach_beginn",
                condition=Q(bis__gte=F("von")),
                violation_error_message="Der letzte Tag liegt vor dem Beginn. Bitte ändern Sie eines der beiden.",
            ),
            models.CheckConstraint(
                name="runde_antwort_nach_ende",
                condition=Q(antwort_bis__isnull=True) | Q(antwort_bis__gte=F("bis")),
                violation_error_message="Antworten können erst nach dem letzten Tag zugesagt werden.",
            ),
        )

    def __str__(self) -> str:
        return self.titel

    def get_absolute_url(self) -> str:
        return reverse("runde", args=(self.kennung,))

    @property
    def ist_offen(self) -> bool:
        return self.kreis == self.Kreis.OFFEN

    @property
    def ist_beantwortet(self) -> bool:
        return self.status == _Status.BEANTWORTET

    def takes_comments(self, today: date | None = None) -> bool:
        """Whether comments are taken today."""
        return self.status == _Status.EROEFFNET and self.von <= (today or timezone.localdate()) <= self.bis

    def is_over(self, today: date | None = None) -> bool:
        """Whether the time for comments is over, by the calendar or because somebody ended it."""
        return (today or timezone.localdate()) > self.bis or self.status in ENDE
