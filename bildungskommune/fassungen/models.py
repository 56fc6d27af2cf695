"""One frozen edition of any stage, and the order to print it."""

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone

from bildungskommune.lifecycle import MitStatus, Moves

TITEL_LAENGE = 300


class Zweck(models.TextChoices):
    ARBEITSSTAND = "arbeitsstand", "Arbeitsstand"
    BETEILIGUNG = "beteiligung", "Beteiligungsentwurf"
    VORLAGE = "vorlage", "Beschlussvorlage"
    BESCHLUSS = "beschluss", "Beschlussfassung"
    LESEFASSUNG = "lesefassung", "Lesefassung"
    LEICHTE_SPRACHE = "leichte_sprache", "Leichte Sprache"
    BERICHT = "bericht", "Bericht zum Stichtag"


class Status(models.TextChoices):
    ENTWURF = "entwurf", "Entwurf"
    BETEILIGUNG = "beteiligung", "in Beteiligung"
    UEBERARBEITUNG = "ueberarbeitung", "in Überarbeitung"
    BERATUNG = "beratung", "in Beratung"
    BESCHLOSSEN = "beschlossen", "beschlossen"
    GEAENDERT = "geaendert", "geändert beschlossen"
    ZURUECK = "zurueck", "zurückverwiesen"
    ABGELEHNT = "abgelehnt", "abgelehnt"
    VEROEFFENTLICHT = "veroeffentlicht", "veröffentlicht"
    ABGELOEST = "abgeloest", "abgelöst"


MOVES: Moves = {
    Status.ENTWURF: frozenset({Status.BETEILIGUNG, Status.BERATUNG, Status.VEROEFFENTLICHT}),
    Status.BETEILIGUNG: frozenset({Status.UEBERARBEITUNG, Status.BERATUNG}),
    Status.UEBERARBEITUNG: frozenset({Status.BERATUNG}),
    Status.BERATUNG: frozenset({Status.BESCHLOSSEN, Status.GEAENDERT, Status.ZURUECK, Status.ABGELEHNT}),
    Status.BESCHLOSSEN: frozenset({Status.VEROEFFENTLICHT}),
    Status.GEAENDERT: frozenset({Status.VEROEFFENTLICHT}),
    Status.VEROEFFENTLICHT: frozenset({Status.ABGELOEST}),
}
PUBLIC = (Status.VEROEFFENTLICHT, Status.ABGELOEST)


class FassungQuerySet(models.QuerySet["Fassung"]):
    def public(self) -> Self:
        return self.filter(status__in=PUBLIC)

    def of(self, definition: str, objekt_pk: int | None = None) -> Self:
        found = self.filter(definition=definition)
        return found if objekt_pk is None else found.filter(objekt_id=objekt_pk)

    def current(self) -> Self:
        """What is valid now, newest first."""
        return self.filter(status=Status.VEROEFFENTLICHT).order_by("-veroeffentlicht_am", "-pk")

    def without_snapshot(self) -> Self:
        return self.defer("snapshot")

    def printed(self) -> Self:
        return self.filter(auftrag__status=Druckauftrag.Status.FERTIG).select_related("auftrag").defer("snapshot")


class Fassung(MitStatus):
    """Immutable once frozen: a database trigger refuses to change or delete what was frozen."""

    STATUS = Status
    MOVES = MOVES

    definition = models.CharField("Stufe", max_length=40)
    objekt_id = models.BigIntegerField("Dokument")
    zaehlkreis = models.CharField("Zählkreis", max_length=80)
    nummer = models.PositiveIntegerField("Nummer")
    zweck = models.CharField("Zweck", max_length=20, choices=Zweck)
    titel = models.CharField("Titel", max_length=TITEL_LAENGE)
    stichtag = models.DateField("Stichtag")
    snapshot = models.JSONField("Inhalt", encoder=DjangoJSONEncoder)
    sha256 = models.CharField("Prüfsumme", max_length=64)
    status = models.CharField("Stand", max_length=20, choices=Status, default=Status.ENTWURF)
    eingefroren_am = models.DateTimeField("eingefroren am", default=timezone.now)
    eingefroren_von = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="eingefroren von", null=True, blank=True, on_delete=models.SET_NULL
    )
    veroeffentlicht_am = models.DateTimeField("veröffentlicht am", null=True, blank=True)
    abgeloest_durch = models.ForeignKey(
        "self", verbose_name="abgelöst durch", null=True, blank=True, on_delete=models.PROTECT, related_name="loest_ab"
    )

    objects = FassungQuerySet.as_manager()

    class Meta:
        verbose_name = "Fassung"
        verbose_name_plural = "Fassungen"
        ordering = ("-eingefroren_am", "-pk")
        constraints = (
            models.UniqueConstraint(
                name="fassung_nummer_einmal",
                fields=["definition", "zaehlkreis", "nummer"],
                violation_error_message="Diese Nummer ist schon vergeben.",
            ),
            models.CheckConstraint(
                name="fassung_veroeffentlicht_mit_datum",
                condition=~Q(status__in=PUBLIC) | Q(veroeffentlicht_am__isnull=False),
                violation_error_message="Eine veröffentlichte Fassung braucht das Datum der Veröffentlichung.",
            ),
        )
        indexes = (models.Index(fields=["definition", "objekt_id"], name="fassung_dokument"),)

    def __str__(self) -> str:
        return f"{self.titel}, Fassung {self.nummer}"

    @property
    def kurz(self) -> str:
        """The first 12 characters of the SHA-256, as printed on every page."""
        return self.sha256[:12]

    @property
    def ist_oeffentlich(self) -> bool:
        return self.status in PUBLIC

    @property
    def ist_entwurf(self) -> bool:
        """Whether print and page carry the mark "Entwurf": nobody has adopted or published it."""
        return self.status not in {Status.BESCHLOSSEN, Status.GEAENDERT, *PUBLIC}


class DruckauftragQuerySet(models.QuerySet["Druckauftrag"]):
    def open(self) -> Self:
        return self.filter(status__in=(Druckauftrag.Status.WARTET, Druckauftrag.Status.LAEUFT))

    def working_within(self, seconds: float, now: datetime | None = None) -> Self:
        """Orders in work whose worker gave a sign of life in the last seconds."""
        since = (now or timezone.now()) - timedelta(seconds=seconds)
        return self.filter(status=Druckauftrag.Status.LAEUFT, heartbeat__gte=since)


class Druckauftrag(models.Model):
    """The order to print a Fassung: the row is the job, Celery is only the bell."""

    class Status(models.TextChoices):
        WARTET = "wartet", "wartet"
        LAEUFT = "laeuft", "wird gesetzt"
        FERTIG = "fertig", "fertig"
        GESCHEITERT = "gescheitert", "gescheitert"
        ABGEBROCHEN = "abgebrochen", "abgebrochen"

    fassung = models.OneToOneField(Fassung, verbose_name="Fassung", on_delete=models.CASCADE, related_name="auftrag")
    status = models.CharField("Stand", max_length=20, choices=Status, default=Status.WARTET, db_index=True)
    attempts = models.PositiveSmallIntegerField("Versuche", default=0)
    heartbeat = models.DateTimeField("Lebenszeichen", default=timezone.now)
    seite = models.PositiveIntegerField("Seite in Arbeit", default=0)
    seiten = models.PositiveIntegerField("Seiten", default=0)
    fehler = models.TextField("Fehler", blank=True)
    schluessel = models.CharField("Schlüssel des Satzes", max_length=64, blank=True, db_index=True)
    pdf = models.FileField("PDF", upload_to="fassungen/", blank=True)
    groesse = models.PositiveIntegerField("Größe in Byte", default=0)
    created = models.DateTimeField("bestellt", default=timezone.now)
    finished = models.DateTimeField("beendet", null=True, blank=True)

    objects = DruckauftragQuerySet.as_manager()

    class Meta:
        verbose_name = "Druckauftrag"
        verbose_name_plural = "Druckaufträge"
        ordering = ("-created",)

    def __str__(self) -> str:
        return f"Druck: {self.fassung}"
