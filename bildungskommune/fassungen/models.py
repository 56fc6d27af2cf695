"""One frozen edition of any stage, and the order to print it."""

from datetime import date, datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from bildungskommune.fassungen.befunde import Lesefehler, Pruefung  # noqa: F401  # models of this app
from bildungskommune.fassungen.namensstelle import Namensstelle  # noqa: F401  # a model of this app
from bildungskommune.lifecycle import MitStatus, Moves

TITEL_LAENGE = 300
DOKUMENT_LAENGE = 120
GRUND_LAENGE = 2000


class Zweck(models.TextChoices):
    ARBEITSSTAND = "arbeitsstand", "Arbeitsstand"
    BETEILIGUNG = "beteiligung", "Beteiligungsentwurf"
    VORLAGE = "vorlage", "Beschlussvorlage"
    BESCHLUSS = "beschluss", "Beschlussfassung"
    LESEFASSUNG = "lesefassung", "Lesefassung"


class Art(models.TextChoices):
    """What kind of text: each has Fassungen, numbers and validity of its own."""

    STANDARD = "standard", "Text"
    LEICHTE_SPRACHE = "leichte_sprache", "Leichte Sprache"
    BERICHT = "bericht", "Bericht zum Stichtag"


class Sprache(models.TextChoices):
    """The language of a Fassung, with its tag as in BCP 47."""

    DEUTSCH = "de", "Deutsch"
    ENGLISCH = "en", "Englisch"
    POLNISCH = "pl", "Polnisch"
    UKRAINISCH = "uk", "Ukrainisch"
    ARABISCH = "ar", "Arabisch"


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
    ZURUECKGEZOGEN = "zurueckgezogen", "zurückgezogen"


IN_GREMIEN = frozenset({Status.BERATUNG, Status.BESCHLOSSEN, Status.GEAENDERT, Status.ZURUECK, Status.ABGELEHNT})
"""States that nobody sets: they follow from what the committees did."""
_GREMIEN = frozenset({Status.ENTWURF, *IN_GREMIEN})
MOVES: Moves = {
    Status.ENTWURF: frozenset({Status.BETEILIGUNG, Status.VEROEFFENTLICHT, *IN_GREMIEN}),
    Status.BETEILIGUNG: frozenset({Status.UEBERARBEITUNG, *IN_GREMIEN}),
    Status.UEBERARBEITUNG: IN_GREMIEN,
    Status.BERATUNG: _GREMIEN - {Status.BERATUNG},
    Status.BESCHLOSSEN: _GREMIEN - {Status.BESCHLOSSEN} | {Status.VEROEFFENTLICHT},
    Status.GEAENDERT: _GREMIEN - {Status.GEAENDERT},
    Status.ZURUECK: _GREMIEN - {Status.ZURUECK},
    Status.ABGELEHNT: _GREMIEN - {Status.ABGELEHNT},
    Status.VEROEFFENTLICHT: frozenset({Status.ABGELOEST, Status.ZURUECKGEZOGEN}),
    Status.ABGELOEST: frozenset({Status.ZURUECKGEZOGEN}),
    Status.ZURUECKGEZOGEN: frozenset({Status.VEROEFFENTLICHT, Status.ABGELOEST}),
}
PUBLIC = (Status.VEROEFFENTLICHT, Status.ABGELOEST)
ONCE_PUBLIC = (*PUBLIC, Status.ZURUECKGEZOGEN)
AUSGELEGT = Q(ausgelegt_am__isnull=False)


class FassungQuerySet(models.QuerySet["Fassung"]):
    def public(self) -> Self:
        return self.filter(status__in=PUBLIC)

    def readable(self) -> Self:
        """What everybody may read now."""
        return self.filter(Q(status__in=PUBLIC) | AUSGELEGT)

    def once_public(self) -> Self:
        """What is public or was, drafts laid out for comments among them: its address answers for ever."""
        return self.filter(Q(status__in=ONCE_PUBLIC) | AUSGELEGT)

    def standard(self) -> Self:
        """The text itself, in German: neither Leichte Sprache nor a report nor a translation."""
        return self.filter(art=Art.STANDARD, sprache=Sprache.DEUTSCH)

    def same_line(self, fassung: "Fassung") -> Self:
        """The Fassungen of the same document, kind and language."""
        return self.of(fassung.definition, fassung.objekt_id).filter(art=fassung.art, sprache=fassung.sprache)

    def of(self, definition: str, objekt_pk: int | None = None) -> Self:
        found = self.filter(definition=definition)
        return found if objekt_pk is None else found.filter(objekt_id=objekt_pk)

    def current(self) -> Self:
        """What is valid now, newest first."""
        return self.filter(status=Status.VEROEFFENTLICHT).order_by("-veroeffentlicht_am", "-pk")

    def held_on(self, day: date) -> Self:
        """What was published on this day and not yet replaced; what was withdrawn since held never."""
        replaced = Coalesce("abgeloest_durch__veroeffentlicht_am", "status_seit")
        begun = self.filter(veroeffentlicht_am__date__lte=day).alias(ersetzt=replaced)
        return begun.filter(Q(status=Status.VEROEFFENTLICHT) | Q(status=Status.ABGELOEST, ersetzt__date__gt=day))

    def without_snapshot(self) -> Self:
        return self.defer("snapshot")

    def printed(self) -> Self:
        return self.filter(auftrag__status=Druckauftrag.Status.FERTIG).select_related("auftrag").defer("snapshot")


class Fassung(MitStatus):
    """Immutable once frozen: a database trigger refuses to change or delete what was frozen.

    Document, kind and language make a line. Numbers count in the line, and one Fassung of it holds.
    """

    STATUS = Status
    MOVES = MOVES
    NUR_BEGRUENDET = frozenset({Status.ZURUECKGEZOGEN})

    definition = models.CharField("Stufe", max_length=40)
    objekt_id = models.BigIntegerField("Dokument")
    dokument = models.SlugField("Kennung des Dokuments", max_length=DOKUMENT_LAENGE)
    """As it was when this was frozen: it stands in the address, so it never changes."""
    art = models.CharField("Art", max_length=20, choices=Art, default=Art.STANDARD)
    sprache = models.CharField("Sprache", max_length=5, choices=Sprache, default=Sprache.DEUTSCH)
    nummer = models.PositiveIntegerField("Nummer")
    alte_nummer = models.PositiveIntegerField("Nummer in der früheren Adresse", null=True, blank=True)
    zweck = models.CharField("Zweck", max_length=20, choices=Zweck)
    titel = models.CharField("Titel", max_length=TITEL_LAENGE)
    stichtag = models.DateField("Stichtag")
    snapshot = models.JSONField("Inhalt", encoder=DjangoJSONEncoder)
    sha256 = models.CharField("Prüfsumme", max_length=64)
    kette = models.CharField("Prüfsumme der Kette", max_length=64, editable=False)
    """Over the one frozen before and this one (`kette.link`)."""
    status = models.CharField("Stand", max_length=20, choices=Status, default=Status.ENTWURF)
    eingefroren_am = models.DateTimeField("eingefroren am", default=timezone.now)
    eingefroren_von = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="eingefroren von", null=True, blank=True, on_delete=models.SET_NULL
    )
    beschluss_zu = models.ForeignKey(
        "self",
        verbose_name="Beschlussfassung zu",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="beschlussfassungen",
    )
    """The Fassung that was introduced and adopted with changes; this one holds the changes."""
    ohne_beschluss = models.TextField("veröffentlicht ohne Beschluss, weil", blank=True, max_length=GRUND_LAENGE)
    veroeffentlicht_am = models.DateTimeField("veröffentlicht am", null=True, blank=True)
    ausgelegt_am = models.DateTimeField("ausgelegt am", null=True, blank=True, editable=False)
    """Since then everybody may read this draft, because it was laid out for comments."""
    abgeloest_durch = models.ForeignKey(
        "self", verbose_name="abgelöst durch", null=True, blank=True, on_delete=models.PROTECT, related_name="loest_ab"
    )

    objects = FassungQuerySet.as_manager()
    gelesen: dict[str, Any] | None = None
    """The content in the newest form, once `lesen.inhalt` made it."""

    class Meta:
        verbose_name = "Fassung"
        verbose_name_plural = "Fassungen"
        ordering = ("-eingefroren_am", "-pk")
        constraints = (
            models.UniqueConstraint(
                name="fassung_nummer_einmal",
                fields=["definition", "objekt_id", "art", "sprache", "nummer"],
                violation_error_message="Diese Nummer ist schon vergeben.",
            ),
            models.UniqueConstraint(
                name="fassung_adresse_einmal",
                fields=["definition", "dokument", "art", "sprache", "nummer"],
                violation_error_message="Unter dieser Adresse steht schon eine andere Fassung.",
            ),
            models.UniqueConstraint(
                name="fassung_eine_gilt",
                fields=["definition", "objekt_id", "art", "sprache"],
                condition=Q(status=Status.VEROEFFENTLICHT),
                violation_error_message="Von diesem Dokument gilt schon eine andere Fassung.",
            ),
            models.UniqueConstraint(
                name="fassung_alte_nummer_einmal",
                fields=["definition", "alte_nummer"],
                condition=Q(alte_nummer__isnull=False),
            ),
            models.CheckConstraint(
                name="fassung_veroeffentlicht_mit_datum",
                condition=~Q(status__in=ONCE_PUBLIC) | Q(veroeffentlicht_am__isnull=False),
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
    def ist_lesbar(self) -> bool:
        """Whether everybody may read it: it was published, or laid out for comments."""
        return self.ist_oeffentlich or self.ausgelegt_am is not None

    @property
    def ist_zurueckgezogen(self) -> bool:
        return self.status == Status.ZURUECKGEZOGEN

    @property
    def ist_entwurf(self) -> bool:
        """Whether print and page carry the mark "Entwurf": nobody has adopted or published it."""
        return self.status not in {Status.BESCHLOSSEN, Status.GEAENDERT, *ONCE_PUBLIC}

    @property
    def linie(self) -> str:
        """The part of the address that names kind and language; empty for the German text itself."""
        return linie(self.art, self.sprache)

    @property
    def bezeichnung(self) -> str:
        """What it is, in words: the kind of another line, else the purpose; what was adopted says so."""
        if self.art != Art.STANDARD:
            return str(self.get_art_display())
        adopted = self.status in {Status.BESCHLOSSEN, *ONCE_PUBLIC} and not self.ohne_beschluss
        return str(Zweck.BESCHLUSS.label if adopted and self.zweck == Zweck.VORLAGE else self.get_zweck_display())


def linie(art: str, sprache: str) -> str:
    """Return the part of an address that names kind and language: "", "leichte-sprache", "en", "en-bericht"."""
    named = [sprache] if sprache != Sprache.DEUTSCH else []
    named += [art.replace("_", "-")] if art != Art.STANDARD else []
    return "-".join(named)


class Hauptdokument(models.Model):
    """Which document of a stage the portal shows first: a setting, never just what was published last."""

    definition = models.CharField("Stufe", max_length=40, unique=True)
    objekt_id = models.BigIntegerField("Dokument")

    class Meta:
        verbose_name = "Dokument des Portals"
        verbose_name_plural = "Dokumente des Portals"

    def __str__(self) -> str:
        return self.definition


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
    auflage = models.PositiveIntegerField("Auflage", default=1)
    """Grows with each new order, so that a worker at the old one cannot finish the new one."""
    heartbeat = models.DateTimeField("Lebenszeichen", default=timezone.now)
    seite = models.PositiveIntegerField("Seite in Arbeit", default=0)
    seiten = models.PositiveIntegerField("Seiten", default=0)
    fehler = models.TextField("Fehler", blank=True)
    schluessel = models.CharField("Schlüssel des Satzes", max_length=64, blank=True, db_index=True)
    pdf = models.FileField("PDF", upload_to="fassungen/", blank=True)
    groesse = models.PositiveIntegerField("Größe in Byte", default=0)
    gross = models.FileField("Großdruck", upload_to="fassungen/", blank=True)
    gross_groesse = models.PositiveIntegerField("Größe des Großdrucks in Byte", default=0)
    epub = models.FileField("EPUB", upload_to="fassungen/", blank=True)
    epub_groesse = models.PositiveIntegerField("Größe des EPUB in Byte", default=0)
    docx = models.FileField("DOCX", upload_to="fassungen/", blank=True)
    docx_groesse = models.PositiveIntegerField("Größe des DOCX in Byte", default=0)
    created = models.DateTimeField("bestellt", default=timezone.now)
    finished = models.DateTimeField("beendet", null=True, blank=True)

    objects = DruckauftragQuerySet.as_manager()

    class Meta:
        verbose_name = "Druckauftrag"
        verbose_name_plural = "Druckaufträge"
        ordering = ("-created",)

    def __str__(self) -> str:
        return f"Druck: {self.fassung}"


class Einfrierauftrag(models.Model):
    """The order to freeze a long document: the row is the job, Celery is only the bell.

    Retention: 90 days after it was done or failed.
    """

    class Status(models.TextChoices):
        WARTET = "wartet", "wartet auf den Dienst, der einfriert"
        LAEUFT = "laeuft", "wird eingefroren"
        FERTIG = "fertig", "eingefroren"
        GESCHEITERT = "gescheitert", "nicht eingefroren"

    definition = models.CharField("Stufe", max_length=40)
    objekt_id = models.BigIntegerField("Dokument")
    titel = models.CharField("Titel", max_length=TITEL_LAENGE)
    regel = models.CharField("Wie", max_length=20)
    """Which rule freezes: a name in the register of `einfrieren`."""
    angaben = models.JSONField("Angaben", default=dict)
    status = models.CharField("Stand", max_length=20, choices=Status, default=Status.WARTET, db_index=True)
    attempts = models.PositiveSmallIntegerField("Versuche", default=0)
    heartbeat = models.DateTimeField("Lebenszeichen", default=timezone.now)
    fehler = models.TextField("Fehler", blank=True)
    fassung = models.OneToOneField(
        Fassung, verbose_name="Fassung", null=True, blank=True, on_delete=models.CASCADE, related_name="einfrierauftrag"
    )
    konto = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="bestellt von", null=True, blank=True, on_delete=models.SET_NULL
    )
    created = models.DateTimeField("bestellt", default=timezone.now)
    finished = models.DateTimeField("beendet", null=True, blank=True)

    class Meta:
        verbose_name = "Auftrag zum Einfrieren"
        verbose_name_plural = "Aufträge zum Einfrieren"
        ordering = ("-created",)

    def __str__(self) -> str:
        return f"Einfrieren: {self.titel}"

    @property
    def ist_offen(self) -> bool:
        return self.status in {self.Status.WARTET, self.Status.LAEUFT}


class Ausdruck(models.Model):
    """One file that was made: its bytes are known by their SHA-256, so that a swapped file shows. Never changes."""

    class Form(models.TextChoices):
        PDF = "pdf", "PDF"
        GROSS = "gross", "Großdruck"
        EPUB = "epub", "EPUB"
        DOCX = "docx", "DOCX"

    form = models.CharField("Form", max_length=10, choices=Form, default=Form.PDF)
    fassung = models.ForeignKey(Fassung, verbose_name="Fassung", on_delete=models.PROTECT, related_name="ausdrucke")
    bezeichnung = models.CharField("gedruckt als", max_length=60)
    stand = models.CharField("Stand beim Druck", max_length=20, choices=Status)
    pdf = models.CharField("Datei", max_length=200)
    sha256 = models.CharField("Prüfsumme der Datei", max_length=64)
    seiten = models.PositiveIntegerField("Seiten")
    groesse = models.PositiveIntegerField("Größe in Byte")
    werkzeug = models.JSONField("gesetzt mit", default=dict)
    """Versions and checksums of what made the bytes (`setzen.werkzeug`); empty when nobody noted it."""
    created = models.DateTimeField("gedruckt am", default=timezone.now)

    class Meta:
        verbose_name = "Ausdruck"
        verbose_name_plural = "Ausdrucke"
        ordering = ("-created", "-pk")

    def __str__(self) -> str:
        return f"{self.bezeichnung}, {self.seiten} Seiten"

    @property
    def form_wort(self) -> str:
        """PDF-Datei, EPUB-Datei."""
        return f"{self.get_form_display()}-Datei"
