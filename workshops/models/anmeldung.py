"""Who comes: invitations, registrations, attendance."""

from datetime import date, datetime, timedelta
from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from bildungskommune.akteure.models import Institution, Person
from bildungskommune.lifecycle import MitStatus, Moves
from bildungskommune.versionen import Versioniert
from workshops.models.enums import (
    HOLDS_SEAT,
    AnmeldungQuelle,
    AnmeldungStatus,
    EinladungAntwort,
    GruppenGrund,
    Verpflegung,
)
from workshops.models.workshop import Arbeitsgruppe, Workshop


class Einladung(Versioniert):
    """Seats for an institution; they are kept until `plaetze_bis` unless it says that nobody comes."""

    Antwort = EinladungAntwort

    workshop = models.ForeignKey(
        Workshop, verbose_name="Workshop", on_delete=models.CASCADE, related_name="einladungen"
    )
    institution = models.ForeignKey(
        Institution, verbose_name="Institution", on_delete=models.PROTECT, related_name="einladungen"
    )
    kontingent = models.PositiveIntegerField("Plätze", default=1)
    code = models.CharField("Code", max_length=20, unique=True)
    gesendet_am = models.DateTimeField("gesendet am", null=True, blank=True)
    plaetze_bis = models.DateTimeField("Plätze gehalten bis", null=True, blank=True)
    antwort = models.CharField(
        "Antwort",
        max_length=20,
        choices=EinladungAntwort,
        default=EinladungAntwort.OFFEN,
        db_default=EinladungAntwort.OFFEN.value,
    )
    antwort_am = models.DateTimeField("Antwort am", null=True, blank=True)

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

    @property
    def letzter_tag(self) -> date | None:
        """The last day on whose evening the seats are still kept."""
        return timezone.localdate(self.plaetze_bis - timedelta(seconds=1)) if self.plaetze_bis else None


S = AnmeldungStatus


class AnmeldungQuerySet(models.QuerySet["Anmeldung"]):
    def holding_seat(self) -> Self:
        return self.filter(status__in=HOLDS_SEAT)

    def waiting(self) -> Self:
        """The waiting list in its order: order of receipt. Who has still to confirm does not move up."""
        return self.filter(status=S.WARTELISTE, bestaetigen_bis=None).order_by("eingegangen_am", "pk")

    def confirmed(self) -> Self:
        """Those of whom we know that the address is theirs, or that the office has taken down."""
        return self.filter(bestaetigen_bis=None).exclude(status=S.EINGEGANGEN)

    def overdue(self, now: datetime) -> Self:
        """Those whose time to confirm has run out."""
        return self.filter(status__in=(S.EINGEGANGEN, S.WARTELISTE), bestaetigen_bis__lt=now)

    def not_accepted(self, now: datetime) -> Self:
        """Those who moved up and did not accept the seat in time."""
        return self.filter(status=S.NACHGERUECKT, annehmen_bis__lt=now)


class Anmeldung(Versioniert, MitStatus):
    """Who comes; the links in their mails hold secrets of their own, see Zugang.

    Personal data. Retention: names and contacts 12 months after the workshop, then only the counts stay.
    """

    Quelle = AnmeldungQuelle
    Verpflegung = Verpflegung
    Status = AnmeldungStatus
    STATUS = AnmeldungStatus
    MOVES: ClassVar[Moves] = {
        S.EINGEGANGEN: frozenset({S.BESTAETIGT, S.WARTELISTE, S.STORNIERT}),
        # Who waited to confirm, not for a seat, gets one with the confirmation.
        S.WARTELISTE: frozenset({S.BESTAETIGT, S.NACHGERUECKT, S.STORNIERT}),
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
    token = models.CharField(
        "Schlüssel alter Links",
        max_length=43,
        unique=True,
        null=True,
        blank=True,
        help_text="Nur bei Anmeldungen aus der Zeit, als ein Link alles durfte.",
    )
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
    gruppe = models.ForeignKey(
        Arbeitsgruppe,
        verbose_name="Zugeteilte Gruppe",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="zugeteilte",
    )
    gruppe_grund = models.CharField(
        "Warum diese Gruppe", max_length=20, choices=GruppenGrund, blank=True, default="", db_default=""
    )
    verpflegung = models.CharField("Verpflegung", max_length=20, choices=Verpflegung, default=Verpflegung.OHNE)
    kinderbetreuung = models.BooleanField("Ich bringe ein Kind zur Betreuung mit", default=False)
    kinder = ArrayField(
        models.PositiveSmallIntegerField(), verbose_name="Alter der Kinder", default=list, db_default=[], blank=True
    )
    """One age for each child. Registrations from before have none, and only say whether a child comes."""
    foto_einwilligung = models.BooleanField(
        "Ich bin mit Fotos von mir in der Dokumentation einverstanden", default=False
    )
    foto_einwilligung_am = models.DateTimeField("Einwilligung am", null=True, blank=True)
    foto_einwilligung_text = models.CharField("Fassung des Einwilligungstexts", max_length=40, blank=True)
    vertretung = models.CharField("Vertretung", max_length=200, blank=True)
    zusammen = models.UUIDField("zusammen angemeldet", null=True, blank=True, editable=False)
    """The same for those whom one form named with one address: they are confirmed together."""
    ohne_rundschreiben = models.BooleanField("möchte keine Rundschreiben", default=False, db_default=False)
    quelle = models.CharField("Quelle", max_length=20, choices=Quelle, default=Quelle.ONLINE)
    status = models.CharField("Stand", max_length=20, choices=AnmeldungStatus, default=S.EINGEGANGEN)
    eingegangen_am = models.DateTimeField("eingegangen am", default=timezone.now)
    bestaetigen_bis = models.DateTimeField("zu bestätigen bis", null=True, blank=True)
    annehmen_bis = models.DateTimeField("Platz anzunehmen bis", null=True, blank=True)
    """Stands while somebody who moved up has still to accept the seat."""

    objects = AnmeldungQuerySet.as_manager()
    verlauf_ohne_namen = True

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

    @property
    def tisch(self) -> Arbeitsgruppe | None:
        """The group of the day: the one assigned, before that the first wish."""
        return self.gruppe or self.ag_wunsch_1

    @property
    def kinderzahl(self) -> int:
        return len(self.kinder) or int(self.kinderbetreuung)

    @property
    def kinder_worte(self) -> str:
        """How many children come, with their ages, or nothing."""
        if not self.kinderzahl:
            return ""
        zahl = "1 Kind" if self.kinderzahl == 1 else f"{self.kinderzahl} Kinder"
        alter = ", ".join(str(age) for age in sorted(self.kinder))
        return f"{zahl} (Alter: {alter})" if alter else f"{zahl} (Alter nicht genannt)"

    @property
    def holds_seat(self) -> bool:
        return self.status in HOLDS_SEAT

    @property
    def is_confirmed(self) -> bool:
        """Whether we know that the address is the person's, or the office has taken the registration down."""
        return self.bestaetigen_bis is None and self.status != S.EINGEGANGEN


class Zugang(models.Model):
    """What the secret in one link of a mail opens; the secret itself is stored nowhere.

    Personal data: the address it was sent to. Retention: as long as the names of the registration it belongs to.
    """

    class Zweck(models.TextChoices):
        BESTAETIGEN = "bestaetigen", "bestätigen"
        AENDERN = "aendern", "ansehen und ändern"
        ABSAGEN = "absagen", "absagen"
        VERTRETUNG = "vertretung", "in Vertretung kommen"

    anmeldung = models.ForeignKey(
        Anmeldung, verbose_name="Anmeldung", on_delete=models.CASCADE, related_name="zugaenge"
    )
    zweck = models.CharField("Zweck", max_length=20, choices=Zweck)
    hash = models.CharField("SHA-256", max_length=64, unique=True)
    email = models.EmailField("verschickt an", blank=True)
    angelegt_am = models.DateTimeField("angelegt am", default=timezone.now)

    class Meta:
        verbose_name = "Zugang"
        verbose_name_plural = "Zugänge"
        ordering = ("angelegt_am", "pk")

    def __str__(self) -> str:
        return f"Zugang {self.pk}, {self.get_zweck_display()}"


class Unterstuetzung(models.Model):
    """May be health data. Retention: one week after the workshop; never in an export by default."""

    anmeldung = models.OneToOneField(
        Anmeldung, verbose_name="Anmeldung", on_delete=models.CASCADE, related_name="unterstuetzung"
    )
    bedarf = models.TextField("Was brauchen Sie, um gut teilnehmen zu können?", max_length=1000)
    einwilligung_am = models.DateTimeField("Einwilligung am", null=True, blank=True)
    einwilligung_text = models.CharField(
        "Fassung des Einwilligungstexts", max_length=40, blank=True, default="", db_default=""
    )

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

    verlauf_ohne_namen = True

    class Meta:
        verbose_name = "Teilnahme"
        verbose_name_plural = "Teilnahmen"

    def __str__(self) -> str:
        return f"Teilnahme {self.anmeldung}"
