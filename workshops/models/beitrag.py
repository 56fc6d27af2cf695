"""Cards from the wall and texts handed in online, and the Themen that gather them."""

import secrets
from datetime import date
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from bildungskommune.accounts.rollen import Nutzer, is_moderation, may_read_all
from bildungskommune.akteure.models import TITEL_LAENGE, Institution
from bildungskommune.lifecycle import MitStatus, Moves
from bildungskommune.versionen import Versioniert
from workshops.models.enums import BeitragQuelle, BeitragStatus, Phase, Verbleib, Vorzeichen
from workshops.models.workshop import Arbeitsgruppe, Reihe, Workshop

BEITRAG_LAENGE = 3500
FOTO_LAENGE = 300


def foto_name(beitrag: "Beitrag", filename: str) -> str:
    """Return where a photo is kept: a name that says nothing and that nobody can guess."""
    return f"beitraege/{secrets.token_urlsafe(16)}.jpg"


S = BeitragStatus


class BeitragQuerySet(models.QuerySet["Beitrag"]):
    def public(self) -> Self:
        return self.filter(status=S.VEROEFFENTLICHT)

    def visible_to(self, user: Nutzer) -> Self:
        if may_read_all(user):
            return self
        seen = Q(status=S.VEROEFFENTLICHT)
        if is_moderation(user):
            seen |= Q(workshop__moderation=user)
        return self.filter(seen).distinct()

    def without_verbleib(self) -> Self:
        """What still needs an answer; rejected contributions have theirs, and what went into another card gets its."""
        return self.standing().filter(verbleib="").exclude(status=S.ZURUECKGEWIESEN)

    def standing(self) -> Self:
        """Leave out what went into another card."""
        return self.filter(wurde_zu__isnull=True)

    def contributed(self) -> Self:
        """Leave out what was made of other cards: nobody handed it in."""
        return self.filter(stammt_aus__isnull=True)


class Beitrag(Versioniert, MitStatus):
    """The text stands: a database trigger refuses to change it, but for slips while a card is being copied from the
    wall (`cardwall.correct`).

    Personal data: name and e-mail address of the author. Retention: 12 months after the Reihe was closed,
    then the contribution stays without them.
    """

    Vorzeichen = Vorzeichen
    Quelle = BeitragQuelle
    Verbleib = Verbleib
    Status = BeitragStatus
    STATUS = BeitragStatus
    NUR_BEGRUENDET = frozenset({S.ZURUECKGEWIESEN})
    MOVES: ClassVar[Moves] = {
        S.EINGEREICHT: frozenset({S.GEPRUEFT, S.VEROEFFENTLICHT, S.NICHT_OEFFENTLICH, S.ZURUECKGEWIESEN}),
        S.GEPRUEFT: frozenset({S.VEROEFFENTLICHT, S.NICHT_OEFFENTLICH, S.ZURUECKGEWIESEN}),
        S.VEROEFFENTLICHT: frozenset({S.NICHT_OEFFENTLICH}),
        S.NICHT_OEFFENTLICH: frozenset({S.VEROEFFENTLICHT}),
        S.ZURUECKGEWIESEN: frozenset({S.GEPRUEFT}),
    }

    code = models.CharField("Code", max_length=7, unique=True)
    reihe = models.ForeignKey(Reihe, verbose_name="Reihe", on_delete=models.PROTECT, related_name="beitraege")
    workshop = models.ForeignKey(
        Workshop, verbose_name="Workshop", null=True, blank=True, on_delete=models.PROTECT, related_name="beitraege"
    )
    gruppe = models.ForeignKey(
        Arbeitsgruppe,
        verbose_name="Arbeitsgruppe",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="beitraege",
    )
    text = models.TextField("Ihr Beitrag", max_length=BEITRAG_LAENGE)
    phase = models.CharField("Phase", max_length=20, choices=Phase, default=Phase.OHNE)
    vorzeichen = models.CharField("Art", max_length=1, choices=Vorzeichen, blank=True)
    quelle = models.CharField("Quelle", max_length=20, choices=Quelle, default=Quelle.KARTE)
    autor_name = models.CharField("Ihr Name", max_length=200, blank=True)
    autor_email = models.EmailField("Ihre E-Mail-Adresse", blank=True)
    institution = models.ForeignKey(
        Institution,
        verbose_name="Institution",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="beitraege",
    )
    namentlich = models.BooleanField("Mein Name darf beim Beitrag stehen", default=False)
    eingereicht_am = models.DateTimeField("eingereicht am", default=timezone.now)
    foto = models.ImageField("Foto der Karte", upload_to=foto_name, blank=True, default="", db_default="")
    foto_beschreibung = models.CharField(
        "Was ist auf dem Foto zu sehen?", max_length=FOTO_LAENGE, blank=True, default="", db_default=""
    )
    position = models.PositiveIntegerField("Position", default=0)
    status = models.CharField("Stand", max_length=20, choices=BeitragStatus, default=S.EINGEREICHT)
    verbleib = models.CharField("Verbleib", max_length=20, choices=Verbleib, blank=True)
    verbleib_begruendung = models.TextField("Begründung", blank=True, max_length=3500)
    verbleib_am = models.DateField("Verbleib vom", null=True, blank=True)
    weitergeleitet_an = models.CharField("weitergeleitet an", max_length=TITEL_LAENGE, blank=True)
    ziel_art = models.CharField("Wo es steht, Art", max_length=40, blank=True, default="", db_default="")
    ziel_kennung = models.CharField("Wo es steht", max_length=200, blank=True, default="", db_default="")
    """What it became a part of, by kind and Kennung as `tracing/ziele.py` knows them."""

    objects = BeitragQuerySet.as_manager()

    faden_stufe: ClassVar[int] = 1
    faden_related: ClassVar[tuple[str, ...]] = ("workshop", "reihe")

    class Meta:
        verbose_name = "Beitrag"
        verbose_name_plural = "Beiträge"
        ordering = ("-eingereicht_am", "-pk")
        constraints = (
            models.CheckConstraint(
                name="beitrag_verbleib_begruendet",
                condition=Q(verbleib="") | (~Q(verbleib_begruendung="") & Q(verbleib_am__isnull=False)),
                violation_error_message=(
                    "Ein Verbleib braucht immer eine Begründung. Sie steht öffentlich beim Beitrag."
                ),
            ),
            models.CheckConstraint(
                name="beitrag_text_nicht_leer",
                condition=~Q(text=""),
                violation_error_message="Bitte schreiben Sie Ihren Beitrag.",
            ),
        )
        indexes = (models.Index(fields=["reihe", "status"], name="beitrag_liste"),)

    def __str__(self) -> str:
        return f"Beitrag {self.code}"

    def get_absolute_url(self) -> str:
        return reverse("beitrag", args=(self.code,))

    @property
    def faden_kennung(self) -> str:
        return self.code

    @property
    def faden_art(self) -> str:
        return "Karte" if self.quelle == self.Quelle.KARTE else "Beitrag"

    @property
    def faden_titel(self) -> str:
        return f"„{self.text}“"

    @property
    def faden_datum(self) -> date | None:
        return timezone.localdate(self.eingereicht_am)

    @property
    def faden_stand(self) -> tuple[str, str]:
        return (self.get_verbleib_display(), "neutral") if self.verbleib else ("", "")

    @property
    def ist_lob(self) -> bool:
        return self.vorzeichen == self.Vorzeichen.PLUS

    @property
    def foto_text(self) -> str:
        """What stands in for the photo where it cannot be seen."""
        return self.foto_beschreibung or "Foto der Karte"

    @classmethod
    def faden_oeffentlich(cls) -> dict[str, Any]:
        return {"status": S.VEROEFFENTLICHT, "reihe__oeffentlich": True}

    @property
    def ist_oeffentlich(self) -> bool:
        """Whether strangers may read it without its code: it was published, and so is its Reihe."""
        return self.status == S.VEROEFFENTLICHT and self.reihe.oeffentlich


class Thema(Versioniert):
    """A cluster of cards; may stand inside another one."""

    reihe = models.ForeignKey(Reihe, verbose_name="Reihe", on_delete=models.PROTECT, related_name="themen")
    workshop = models.ForeignKey(
        Workshop, verbose_name="Workshop", null=True, blank=True, on_delete=models.PROTECT, related_name="themen"
    )
    uebergeordnet = models.ForeignKey(
        "self", verbose_name="gehört zu", null=True, blank=True, on_delete=models.PROTECT, related_name="unterthemen"
    )
    kennung = models.SlugField("Kennung", max_length=80)
    titel = models.CharField("Titel", max_length=TITEL_LAENGE)
    fruehere_titel = models.JSONField("Frühere Titel", default=list, blank=True)
    beschreibung = models.TextField("Beschreibung", blank=True, max_length=5000)
    position = models.PositiveIntegerField("Position", default=0)
    zusammengefuehrt = models.BooleanField("Im übergeordneten Thema aufgegangen", default=False, db_default=False)
    beitraege = models.ManyToManyField(Beitrag, through="Zuordnung", related_name="themen")

    faden_stufe: ClassVar[int] = 1
    faden_related: ClassVar[tuple[str, ...]] = ("reihe",)
    faden_art: ClassVar[str] = "Thema"
    faden_datum: ClassVar[date | None] = None
    faden_stand: ClassVar[tuple[str, str]] = ("", "")

    class Meta:
        verbose_name = "Thema"
        verbose_name_plural = "Themen"
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(
                name="thema_kennung",
                fields=["reihe", "kennung"],
                violation_error_message="Diese Kennung hat in dieser Reihe schon ein Thema.",
            ),
            models.CheckConstraint(
                name="thema_nicht_in_sich",
                condition=Q(uebergeordnet__isnull=True) | ~Q(uebergeordnet=models.F("pk")),
                violation_error_message="Ein Thema kann nicht zu sich selbst gehören.",
            ),
        )

    def __str__(self) -> str:
        return self.titel

    def get_absolute_url(self) -> str:
        return reverse("thema", args=(self.reihe.kennung, self.kennung))

    @property
    def faden_kennung(self) -> str:
        return f"{self.reihe.kennung}/{self.kennung}"

    @property
    def faden_titel(self) -> str:
        return self.titel

    @classmethod
    def faden_oeffentlich(cls) -> dict[str, Any]:
        return {"reihe__oeffentlich": True}

    @property
    def ist_oeffentlich(self) -> bool:
        return self.reihe.oeffentlich


class Zuordnung(models.Model):
    """This Beitrag belongs to this Thema; a Beitrag may belong to several."""

    thema = models.ForeignKey(Thema, verbose_name="Thema", on_delete=models.CASCADE, related_name="zuordnungen")
    beitrag = models.ForeignKey(Beitrag, verbose_name="Beitrag", on_delete=models.CASCADE, related_name="zuordnungen")
    position = models.PositiveIntegerField("Position", default=0)

    class Meta:
        verbose_name = "Zuordnung"
        verbose_name_plural = "Zuordnungen"
        ordering = ("thema", "position", "pk")
        constraints = (
            models.UniqueConstraint(
                name="zuordnung_einmal",
                fields=["thema", "beitrag"],
                violation_error_message="Die Karte liegt schon bei diesem Thema.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.beitrag_id} in {self.thema_id}"
