"""Who comes: invitations, registrations, attendance."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone

from bildungskommune.akteure.models import Institution, Person
from bildungskommune.lifecycle import MitStatus, Moves
from bildungskommune.versionen import Versioniert
from workshops.models.enums import HOLDS_SEAT, AnmeldungQuelle, AnmeldungStatus, Verpflegung
from workshops.models.workshop import Arbeitsgruppe, Workshop


class Einladung(Versioniert):
    workshop = models.ForeignKey(
        Workshop, verbose_name="Workshop", on_delete=models.CASCADE, related_name="einladungen"
    )
    institution = models.ForeignKey(
        Institution, verbose_name="Institution", on_delete=models.PROTECT, related_name="einladungen"
    )
    kontingent = models.PositiveIntegerField("Plätze", default=1)
    code = models.CharField("Code", max_length=20, unique=True)
    gesendet_am = models.DateTimeField("gesendet am", null=True, blank=True)

    class Meta:
        verbose_name = "Einladung"
        verbose_name_plural = "Einladungen"
        ordering = ("institution__name",)
        constraints = (
            models.UniqueConstraint(
                name="einladung_einmal",
                fields=["workshop", "institution"],
                violation_error_message="Diese Institution ist schon eingeladen.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.institution}, {self.kontingent} Plätze"


S = AnmeldungStatus


class AnmeldungQuerySet(models.QuerySet["Anmeldung"]):
    def holding_seat(self) -> Self:
        return self.filter(status__in=HOLDS_SEAT)

    def waiting(self) -> Self:
        """The waiting list in its order: order of receipt."""
        return self.filter(status=S.WARTELISTE).order_by("eingegangen_am", "pk")


class Anmeldung(MitStatus):
    """Personal data. Retention: names and contacts 12 months after the workshop, then only the counts stay."""

    Quelle = AnmeldungQuelle
    Verpflegung = Verpflegung
    Status = AnmeldungStatus
    STATUS = AnmeldungStatus
    MOVES: ClassVar[Moves] = {
        S.EINGEGANGEN: frozenset({S.BESTAETIGT, S.WARTELISTE, S.STORNIERT}),
        S.WARTELISTE: frozenset({S.NACHGERUECKT, S.STORNIERT}),
        S.BESTAETIGT: frozenset({S.TEILGENOMMEN, S.NICHT_ERSCHIENEN, S.STORNIERT}),
        S.NACHGERUECKT: frozenset({S.TEILGENOMMEN, S.NICHT_ERSCHIENEN, S.STORNIERT}),
        S.TEILGENOMMEN: frozenset({S.NICHT_ERSCHIENEN}),
        S.NICHT_ERSCHIENEN: frozenset({S.TEILGENOMMEN}),
        # Who confirms too late still gets a seat while there is one.
        S.STORNIERT: frozenset({S.BESTAETIGT, S.WARTELISTE}),
    }

    workshop = models.ForeignKey(
        Workshop, verbose_name="Workshop", on_delete=models.PROTECT, related_name="anmeldungen"
    )
    token = models.CharField("Schlüssel", max_length=43, unique=True)
    name = models.CharField("Vor- und Nachname", max_length=200)
    email = models.EmailField("E-Mail-Adresse", blank=True)
    telefon = models.CharField("Telefon", max_length=40, blank=True)
    einrichtung = models.CharField("Einrichtung", max_length=300)
    funktion = models.CharField("Funktion", max_length=200, blank=True)
    institution = models.ForeignKey(
        Institution,
        verbose_name="Institution",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="anmeldungen",
    )
    person = models.ForeignKey(
        Person, verbose_name="Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="anmeldungen"
    )
    einladung = models.ForeignKey(
        Einladung,
        verbose_name="Einladung",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="anmeldungen",
    )
    ag_wunsch_1 = models.ForeignKey(
        Arbeitsgruppe,
        verbose_name="Arbeitsgruppe",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="erste_wuensche",
    )
    ag_wunsch_2 = models.ForeignKey(
        Arbeitsgruppe,
        verbose_name="Zweiter Wunsch",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="zweite_wuensche",
    )
    verpflegung = models.CharField("Verpflegung", max_length=20, choices=Verpflegung, default=Verpflegung.OHNE)
    kinderbetreuung = models.BooleanField("Ich bringe ein Kind zur Betreuung mit", default=False)
    foto_einwilligung = models.BooleanField(
        "Ich bin mit Fotos von mir in der Dokumentation einverstanden", default=False
    )
    foto_einwilligung_am = models.DateTimeField("Einwilligung am", null=True, blank=True)
    foto_einwilligung_text = models.CharField("Fassung des Einwilligungstexts", max_length=40, blank=True)
    vertretung = models.CharField("Vertretung", max_length=200, blank=True)
    quelle = models.CharField("Quelle", max_length=20, choices=Quelle, default=Quelle.ONLINE)
    status = models.CharField("Stand", max_length=20, choices=AnmeldungStatus, default=S.EINGEGANGEN)
    eingegangen_am = models.DateTimeField("eingegangen am", default=timezone.now)
    bestaetigen_bis = models.DateTimeField("zu bestätigen bis", null=True, blank=True)

    objects = AnmeldungQuerySet.as_manager()

    class Meta:
        verbose_name = "Anmeldung"
        verbose_name_plural = "Anmeldungen"
        ordering = ("eingegangen_am", "pk")
        constraints = (
            models.UniqueConstraint(
                "workshop",
                Lower("email"),
                Lower("name"),
                name="anmeldung_einmal",
                condition=~Q(status=S.STORNIERT) & ~Q(email=""),
                violation_error_message="Diese Person ist mit dieser E-Mail-Adresse schon angemeldet.",
            ),
            models.CheckConstraint(
                name="anmeldung_online_mit_email",
                condition=~Q(quelle=AnmeldungQuelle.ONLINE) | ~Q(email="") | Q(name="gelöscht"),
                violation_error_message="Für die Anmeldung brauchen wir eine E-Mail-Adresse.",
            ),
        )
        indexes = (models.Index(fields=["workshop", "status"], name="anmeldung_plaetze"),)

    def __str__(self) -> str:
        return f"{self.name}, {self.einrichtung}"

    def get_absolute_url(self) -> str:
        return reverse("anmeldung", args=(self.token,))

    @property
    def holds_seat(self) -> bool:
        return self.status in HOLDS_SEAT


class Unterstuetzung(models.Model):
    """May be health data. Retention: one week after the workshop; never in an export by default."""

    anmeldung = models.OneToOneField(
        Anmeldung, verbose_name="Anmeldung", on_delete=models.CASCADE, related_name="unterstuetzung"
    )
    bedarf = models.TextField("Was brauchen Sie, um gut teilnehmen zu können?", max_length=1000)

    class Meta:
        verbose_name = "Unterstützungsbedarf"
        verbose_name_plural = "Unterstützungsbedarfe"

    def __str__(self) -> str:
        return f"Unterstützungsbedarf {self.pk}"


class Teilnahme(models.Model):
    anmeldung = models.OneToOneField(
        Anmeldung, verbose_name="Anmeldung", on_delete=models.CASCADE, related_name="teilnahme"
    )
    arbeitsgruppe = models.ForeignKey(
        Arbeitsgruppe,
        verbose_name="Arbeitsgruppe",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="teilnahmen",
    )
    eingetragen_am = models.DateTimeField("eingetragen am", default=timezone.now)

    class Meta:
        verbose_name = "Teilnahme"
        verbose_name_plural = "Teilnahmen"

    def __str__(self) -> str:
        return f"Teilnahme {self.anmeldung}"
