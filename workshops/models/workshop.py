"""The series and its events."""

import secrets
from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce, Greatest, Now
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from bildungskommune.accounts.models import Konto
from bildungskommune.accounts.rollen import Nutzer, is_moderation, may_read_all
from bildungskommune.akteure.models import TITEL_LAENGE, Institution, Zielgruppe
from bildungskommune.foerderung.models import Schwerpunkt
from bildungskommune.lifecycle import MitStatus, Moves
from bildungskommune.versionen import Versioniert
from workshops.models.counting import count_of
from workshops.models.enums import (
    HOLDS_SEAT,
    TAKES_NO_CONTRIBUTIONS,
    AnmeldungStatus,
    BeitragStatus,
    EinladungAntwort,
    ReihenStatus,
    Sichtbarkeit,
    WorkshopArt,
    WorkshopStatus,
)


class ReiheQuerySet(models.QuerySet["Reihe"]):
    def visible_to(self, user: Nutzer) -> Self:
        return self if user.is_authenticated else self.filter(oeffentlich=True)


class Reihe(Versioniert, MitStatus):
    Status = ReihenStatus
    STATUS = ReihenStatus
    MOVES: ClassVar[Moves] = {
        ReihenStatus.GEPLANT: frozenset({ReihenStatus.LAEUFT}),
        ReihenStatus.LAEUFT: frozenset({ReihenStatus.ABGESCHLOSSEN}),
        ReihenStatus.ABGESCHLOSSEN: frozenset({ReihenStatus.LAEUFT}),
    }

    kennung = models.SlugField("Kennung", max_length=80, unique=True)
    titel = models.CharField("Titel", max_length=TITEL_LAENGE)
    untertitel = models.CharField("Untertitel", max_length=TITEL_LAENGE, blank=True)
    beschreibung = models.TextField("Beschreibung", blank=True, max_length=20_000)
    oeffentlich = models.BooleanField("öffentlich", default=True)
    status = models.CharField("Stand", max_length=20, choices=ReihenStatus, default=ReihenStatus.GEPLANT)

    objects = ReiheQuerySet.as_manager()

    class Meta:
        verbose_name = "Reihe"
        verbose_name_plural = "Reihen"
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.titel

    def get_absolute_url(self) -> str:
        return reverse("reihe", args=(self.kennung,))


class Ort(Versioniert):
    kennung = models.SlugField("Kennung", max_length=80, unique=True)
    name = models.CharField("Name", max_length=200)
    raum = models.CharField("Raum", max_length=200, blank=True)
    strasse = models.CharField("Straße und Hausnummer", max_length=200, blank=True)
    plz = models.CharField("Postleitzahl", max_length=5, blank=True)
    ort = models.CharField("Ort", max_length=120, blank=True)
    anfahrt = models.TextField("Anfahrt", blank=True, max_length=2000)
    stufenlos = models.BooleanField("stufenlos erreichbar", default=False)
    wc_barrierefrei = models.BooleanField("barrierefreie Toilette", default=False)
    induktionsschleife = models.BooleanField("Induktionsschleife", default=False)
    parkplatz_barrierefrei = models.BooleanField("Parkplatz für Menschen mit Behinderung", default=False)
    barrierefreiheit = models.TextField("Weitere Hinweise zur Barrierefreiheit", blank=True, max_length=2000)

    class Meta:
        verbose_name = "Ort"
        verbose_name_plural = "Orte"
        ordering = ("name", "raum")

    def __str__(self) -> str:
        return f"{self.name}, {self.raum}" if self.raum else self.name

    @property
    def anschrift(self) -> str:
        return ", ".join(part for part in (self.strasse, f"{self.plz} {self.ort}".strip()) if part)

    @property
    def ausstattung(self) -> list[str]:
        """The accessibility facts that hold, in words."""
        facts = ("stufenlos", "wc_barrierefrei", "induktionsschleife", "parkplatz_barrierefrei")
        return [
            str(field.verbose_name) for field in self._meta.fields if field.name in facts and getattr(self, field.name)
        ]


def _count_of(relation: str, **conditions: object) -> Coalesce:
    """Count what stands behind a relation whose model is defined above this module."""
    related = Workshop._meta.get_field(relation).related_model
    assert isinstance(related, type), f"Workshop.{relation} is no relation"
    return count_of(related._default_manager.filter(**conditions), "workshop")


def _kept() -> Coalesce:
    """Add up the seats that invitations of a workshop still keep."""
    einladung = Workshop._meta.get_field("einladungen").related_model
    anmeldung = Workshop._meta.get_field("anmeldungen").related_model
    assert isinstance(einladung, type), "Workshop.einladungen is a relation"
    assert isinstance(anmeldung, type), "Workshop.anmeldungen is a relation"
    came = count_of(anmeldung._default_manager.filter(status__in=HOLDS_SEAT), "einladung")
    keeping = einladung._default_manager.filter(workshop=OuterRef("pk"), plaetze_bis__gt=Now())
    mine = keeping.exclude(antwort=EinladungAntwort.ABGESAGT).order_by().values("workshop")
    offen = Greatest(F("kontingent") - came, 0)
    return Coalesce(Subquery(mine.annotate(summe=Sum(offen)).values("summe")), 0)


def draw() -> int:
    """Return a number from which the order of the draw for the working groups follows."""
    return secrets.randbelow(1_000_000_000)


class WorkshopQuerySet(models.QuerySet["Workshop"]):
    def public(self) -> Self:
        return self.filter(sichtbarkeit=Sichtbarkeit.OEFFENTLICH, reihe__oeffentlich=True)

    def visible_to(self, user: Nutzer) -> Self:
        """The public sees public workshops, the Moderation also its own, the office all."""
        if may_read_all(user):
            return self
        seen = Q(sichtbarkeit=Sichtbarkeit.OEFFENTLICH, reihe__oeffentlich=True)
        if is_moderation(user) and user.pk is not None:
            seen |= Q(pk__in=Workshop.moderation.through.objects.filter(konto_id=user.pk).values("workshop_id"))
        return self.filter(seen)

    def moderated_by(self, user: Nutzer) -> Self:
        """The workshops whose cards this person may work on."""
        if isinstance(user, AnonymousUser):
            return self.none()
        return self if user.rolle == Konto.Rolle.STABSSTELLE else self.filter(moderation=user)

    def ahead(self, now: datetime | None = None) -> Self:
        """What is still to begin, cancelled or not, next first."""
        return self.filter(beginn__gte=now or timezone.now()).order_by("beginn", "pk")

    def upcoming(self, now: datetime | None = None) -> Self:
        return self.ahead(now).exclude(status=WorkshopStatus.ABGESAGT)

    def not_over(self, now: datetime | None = None) -> Self:
        """What is going on or still to begin and not cancelled, next first."""
        return (
            self.filter(ende__gte=now or timezone.now())
            .exclude(status=WorkshopStatus.ABGESAGT)
            .order_by("beginn", "pk")
        )

    def past(self, now: datetime | None = None) -> Self:
        """What has begun, newest first."""
        return self.filter(beginn__lt=now or timezone.now()).order_by("-beginn", "-pk")

    def with_seats(self) -> Self:
        """Annotate `belegt`, seats taken by confirmed and not yet confirmed registrations, and `gehalten`, seats that
        are kept for the invited.
        """
        return self.annotate(belegt=_count_of("anmeldungen", status__in=HOLDS_SEAT), gehalten=_kept())

    def with_choice_of_groups(self) -> Self:
        """Annotate `hat_gruppen`, which a workshop else asks for when it needs it."""
        return self.annotate(hat_gruppen=Exists(Arbeitsgruppe.objects.filter(workshop=OuterRef("pk"))))

    def with_waiting(self) -> Self:
        """Annotate `wartend`: how many stand on the waiting list."""
        return self.annotate(wartend=_count_of("anmeldungen", status=AnmeldungStatus.WARTELISTE))

    def with_cards(self) -> Self:
        """Annotate `karten`: all contributions, in whatever state."""
        return self.annotate(karten=_count_of("beitraege"))

    def with_numbers(self) -> Self:
        """Annotate `anzahl_beitraege` (public ones) and `anzahl_themen`."""
        return self.annotate(
            anzahl_beitraege=_count_of("beitraege", status=BeitragStatus.VEROEFFENTLICHT, stammt_aus__isnull=True),
            anzahl_themen=_count_of("themen"),
        )

    def locked(self, pk: int) -> "Workshop":
        """Return the workshop with its row locked: whoever decides about seats holds this lock."""
        return self.select_for_update(of=("self",)).select_related("ort").get(pk=pk)


class Workshop(Versioniert, MitStatus):
    Art = WorkshopArt
    Sichtbarkeit = Sichtbarkeit
    Status = WorkshopStatus
    STATUS = WorkshopStatus
    MOVES: ClassVar[Moves] = {
        WorkshopStatus.GEPLANT: frozenset({WorkshopStatus.OFFEN, WorkshopStatus.VERSCHOBEN, WorkshopStatus.ABGESAGT}),
        WorkshopStatus.OFFEN: frozenset(
            {WorkshopStatus.GESCHLOSSEN, WorkshopStatus.VERSCHOBEN, WorkshopStatus.ABGESAGT}
        ),
        WorkshopStatus.GESCHLOSSEN: frozenset(
            {WorkshopStatus.OFFEN, WorkshopStatus.DURCHGEFUEHRT, WorkshopStatus.VERSCHOBEN, WorkshopStatus.ABGESAGT}
        ),
        WorkshopStatus.DURCHGEFUEHRT: frozenset({WorkshopStatus.DOKUMENTIERT}),
        WorkshopStatus.VERSCHOBEN: frozenset({WorkshopStatus.OFFEN, WorkshopStatus.ABGESAGT}),
    }

    reihe = models.ForeignKey(Reihe, verbose_name="Reihe", on_delete=models.PROTECT, related_name="workshops")
    slug = models.SlugField("Kennung", max_length=80, unique=True)
    titel = models.CharField("Titel", max_length=TITEL_LAENGE)
    fruehere_titel = ArrayField(
        models.CharField(max_length=TITEL_LAENGE), verbose_name="Frühere Titel", default=list, blank=True
    )
    art = models.CharField("Art", max_length=20, choices=Art, default=Art.WORKSHOP)
    thema = models.CharField("Thema", max_length=TITEL_LAENGE, blank=True)
    beschreibung = models.TextField("Beschreibung", blank=True, max_length=20_000)
    ergebnis = models.TextField("Was herauskam", blank=True, max_length=20_000)
    beginn = models.DateTimeField("Beginn")
    ende = models.DateTimeField("Ende")
    ort = models.ForeignKey(
        Ort, verbose_name="Ort", null=True, blank=True, on_delete=models.PROTECT, related_name="workshops"
    )
    kapazitaet = models.PositiveIntegerField("Plätze")
    anmeldeschluss = models.DateTimeField("Anmeldeschluss")
    schwerpunkte = models.ManyToManyField(
        Schwerpunkt, verbose_name="Programmschwerpunkte", blank=True, related_name="workshops"
    )
    kooperationspartner = models.ManyToManyField(
        Institution, verbose_name="Kooperationspartner", blank=True, related_name="kooperationen"
    )
    moderation = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name="Moderation", blank=True, related_name="moderierte_workshops"
    )
    zielgruppen = ArrayField(
        models.CharField(max_length=20, choices=Zielgruppe), verbose_name="Zielgruppen", default=list, blank=True
    )
    sichtbarkeit = models.CharField(
        "Sichtbarkeit", max_length=20, choices=Sichtbarkeit, default=Sichtbarkeit.OEFFENTLICH
    )
    beitraege_online = models.BooleanField("Beiträge online annehmen", default=True)
    kinderbetreuung = models.BooleanField(
        "Kinderbetreuung anbieten",
        default=True,
        db_default=True,
        help_text="Dann fragt das Formular der Anmeldung nach dem Alter der Kinder.",
    )
    nachruecken_stunden = models.PositiveSmallIntegerField(
        "Stunden zum Annehmen nach dem Nachrücken",
        default=0,
        db_default=0,
        blank=True,
        help_text="So lange hat Zeit, wer von der Warteliste nachrückt; dann bekommt den Platz die nächste Person. "
        "Mit 0 ist der Platz gleich sicher.",
    )
    erinnern_tage = models.PositiveSmallIntegerField(
        "Tage vorher erinnern",
        default=2,
        db_default=2,
        blank=True,
        help_text="So viele Tage vorher bekommen alle mit Platz eine E-Mail. Mit 0 bekommt niemand eine.",
    )
    gruppen_los = models.PositiveIntegerField("Los der Arbeitsgruppen", default=draw, db_default=0, editable=False)
    """Drawn with the workshop, before anybody registers: nobody can draw again until it suits."""
    status = models.CharField("Stand", max_length=20, choices=WorkshopStatus, default=WorkshopStatus.GEPLANT)

    objects = WorkshopQuerySet.as_manager()

    belegt: int
    gehalten: int
    wartend: int
    karten: int
    anzahl_beitraege: int
    anzahl_themen: int

    class Meta:
        verbose_name = "Workshop"
        verbose_name_plural = "Workshops"
        ordering = ("-beginn", "-pk")
        constraints = (
            models.CheckConstraint(
                name="workshop_beginn_vor_ende",
                condition=Q(ende__gt=F("beginn")),
                violation_error_message="Das Ende liegt nicht nach dem Beginn. Bitte prüfen Sie beide Zeiten.",
            ),
            models.CheckConstraint(
                name="workshop_anmeldeschluss_vor_beginn",
                condition=Q(anmeldeschluss__lte=F("beginn")),
                violation_error_message=(
                    "Der Anmeldeschluss liegt nach dem Beginn. Bitte wählen Sie einen früheren Zeitpunkt."
                ),
            ),
            models.CheckConstraint(
                name="workshop_kapazitaet_positiv",
                condition=Q(kapazitaet__gte=1, kapazitaet__lte=5000),
                violation_error_message="Bitte geben Sie zwischen 1 und 5.000 Plätze an.",
            ),
        )

    def __str__(self) -> str:
        return self.titel

    def get_absolute_url(self) -> str:
        return reverse("workshop", args=(self.slug,))

    def is_open(self, now: datetime | None = None) -> bool:
        """Whether anybody can register at `now`."""
        return self.status == WorkshopStatus.OFFEN and (now or timezone.now()) <= self.anmeldeschluss

    @cached_property
    def hat_gruppen(self) -> bool:
        """Whether people choose a group when they register."""
        return self.gruppen.exists()

    def takes_contributions(self) -> bool:
        return self.beitraege_online and self.status not in TAKES_NO_CONTRIBUTIONS

    @property
    def frei(self) -> int:
        """Seats left that are kept for nobody; needs `with_seats()`."""
        return max(self.kapazitaet - self.belegt - self.gehalten, 0)


class Programmpunkt(Versioniert):
    workshop = models.ForeignKey(Workshop, verbose_name="Workshop", on_delete=models.CASCADE, related_name="programm")
    position = models.PositiveIntegerField("Position", default=0)
    von = models.TimeField("von", null=True, blank=True)
    bis = models.TimeField("bis", null=True, blank=True)
    zeit_text = models.CharField("Zeit in Worten", max_length=80, blank=True, help_text="Zum Beispiel „ab 13:30“.")
    titel = models.CharField("Titel", max_length=TITEL_LAENGE)
    phase = models.CharField("Phase", max_length=20, blank=True)

    class Meta:
        verbose_name = "Programmpunkt"
        verbose_name_plural = "Programm"
        ordering = ("workshop", "position", "pk")
        constraints = (
            models.CheckConstraint(
                name="programmpunkt_von_vor_bis",
                condition=Q(von__isnull=True) | Q(bis__isnull=True) | Q(bis__gte=F("von")),
                violation_error_message="Das Ende des Programmpunkts liegt vor seinem Beginn.",
            ),
        )

    def __str__(self) -> str:
        return self.titel

    @property
    def zeit(self) -> str:
        """The time in words: "16:00 bis 16:30", "ab 13:30", or nothing."""
        if self.zeit_text or self.von is None:
            return self.zeit_text
        return f"{self.von:%H:%M} bis {self.bis:%H:%M}" if self.bis else f"{self.von:%H:%M}"


class ArbeitsgruppeQuerySet(models.QuerySet["Arbeitsgruppe"]):
    def with_wishes(self) -> Self:
        """Annotate `wuensche`: how many with a seat named the group as their first wish."""
        return self.annotate(wuensche=Count("erste_wuensche", filter=Q(erste_wuensche__status__in=HOLDS_SEAT)))


class Arbeitsgruppe(Versioniert):
    workshop = models.ForeignKey(Workshop, verbose_name="Workshop", on_delete=models.CASCADE, related_name="gruppen")
    kennung = models.SlugField("Kennung", max_length=80)
    position = models.PositiveIntegerField("Position", default=0)
    titel = models.CharField("Thema der Gruppe", max_length=TITEL_LAENGE)
    raum = models.CharField("Raum", max_length=200, blank=True)
    kapazitaet = models.PositiveIntegerField("Plätze", null=True, blank=True)
    ergebnis = models.TextField("Ergebnis der Gruppe", blank=True, max_length=5000, default="", db_default="")

    objects = ArbeitsgruppeQuerySet.as_manager()

    class Meta:
        verbose_name = "Arbeitsgruppe"
        verbose_name_plural = "Arbeitsgruppen"
        ordering = ("workshop", "position", "pk")
        constraints = (
            models.UniqueConstraint(
                name="arbeitsgruppe_kennung",
                fields=["workshop", "kennung"],
                violation_error_message="Diese Kennung hat in diesem Workshop schon eine Gruppe.",
            ),
        )

    def __str__(self) -> str:
        return self.titel
