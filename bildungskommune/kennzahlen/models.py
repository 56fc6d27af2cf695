"""Figures of the official statistics: a series for one region, and its values with all that they were before."""

from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from bildungskommune.akteure.models import TITEL_LAENGE
from bildungskommune.ui.zeiten import zahl
from bildungskommune.versionen import Versioniert

STELLEN = 6
"""So many decimal places of a value are kept; the databases give at most five."""
ZEIT_LAENGE = 30


class Zeichen(models.TextChoices):
    """What stands in a cell of a GENESIS database instead of a number ("Zeichenerklärung")."""

    NULL = "-", "nichts vorhanden (genau null)"
    GEHEIM = ".", "unbekannt oder geheim zu halten"
    SPAETER = "...", "die Angabe fällt später an"
    UNSICHER = "/", "nicht veröffentlicht, weil nicht sicher genug"
    GESPERRT = "x", "gesperrt, weil die Aussage nicht sinnvoll ist"


class Guete(models.TextChoices):
    """What a GENESIS database says of a number beside it."""

    ENDGUELTIG = "e", "endgültig"
    VORLAEUFIG = "p", "vorläufig"
    BERICHTIGT = "r", "berichtigt"
    GESCHAETZT = "s", "geschätzt"
    UNSICHER = "()", "eingeschränkt aussagekräftig"


class Lizenz(models.TextChoices):
    """Under which licence the figures may be passed on."""

    DL_BY = "dl-de/by-2-0", "Datenlizenz Deutschland – Namensnennung – Version 2.0"
    DL_ZERO = "dl-de/zero-2-0", "Datenlizenz Deutschland – Zero – Version 2.0"
    BEISPIEL = "beispiel", "Beispielzahlen, für das Musterverfahren erfunden"


LIZENZTEXT = {
    Lizenz.DL_BY: "https://www.govdata.de/dl-de/by-2-0",
    Lizenz.DL_ZERO: "https://www.govdata.de/dl-de/zero-2-0",
}
"""Where the words of a licence stand; the first one asks for this address (no. 2 of its terms)."""


class ZahlenreiheQuerySet(models.QuerySet["Zahlenreihe"]):
    def published(self) -> Self:
        return self.filter(oeffentlich=True)

    def with_values(self) -> Self:
        """With the values that hold, in the order of time, as `geltende`."""
        rows = Zahlenwert.objects.current().order_by("tag", "pk")
        return self.prefetch_related(models.Prefetch("werte", rows, to_attr="geltende"))


class Zahlenreihe(Versioniert):
    """One figure of one region over time. What `schluessel` says is the same figure in every file."""

    kennung = models.SlugField("Kennung", max_length=80, unique=True)
    titel = models.CharField("Name", max_length=TITEL_LAENGE)
    erlaeuterung = models.TextField("Was die Zahl sagt", max_length=2000, blank=True)
    einheit = models.CharField("Einheit", max_length=80, blank=True)
    tabelle = models.CharField("Tabelle", max_length=40, blank=True)
    statistik = models.CharField("Nummer der Statistik", max_length=20)
    statistik_name = models.CharField("Statistik", max_length=TITEL_LAENGE, blank=True)
    groesse = models.CharField("Kürzel der Größe", max_length=40)
    groesse_name = models.CharField("Größe", max_length=TITEL_LAENGE)
    region = models.CharField("Regionalschlüssel", max_length=20)
    region_name = models.CharField("Region", max_length=TITEL_LAENGE)
    merkmale = models.JSONField("Merkmale", default=list, blank=True)
    """For each characteristic but the region its name and the value that was chosen: "Geschlecht: weiblich"."""
    schluessel = models.CharField("Schlüssel", max_length=1000, unique=True)
    """Statistics, figure, unit, region and characteristics, by their codes."""
    quelle = models.CharField("Quelle", max_length=TITEL_LAENGE)
    lizenz = models.CharField("Lizenz", max_length=20, choices=Lizenz, default=Lizenz.DL_BY)
    abgerufen_am = models.DateField("Abgerufen am")
    oeffentlich = models.BooleanField("Öffentlich zeigen", default=False)

    objects = ZahlenreiheQuerySet.as_manager()
    geltende: "list[Zahlenwert]"
    """The values that hold, as `with_values` gathers them."""

    class Meta:
        verbose_name = "Zahlenreihe"
        verbose_name_plural = "Zahlenreihen"
        ordering = ("titel", "pk")

    def __str__(self) -> str:
        return self.titel

    def get_absolute_url(self) -> str:
        return reverse("zahlenreihe", args=(self.kennung,))

    @property
    def ist_gespeichert(self) -> bool:
        return self.pk is not None

    @property
    def angaben(self) -> list[tuple[str, str]]:
        """What the series counts, by the names of the characteristics."""
        chosen: list[str] = self.merkmale
        pairs = (one.partition(": ") for one in chosen)
        return [("Region", f"{self.region_name} ({self.region})"), *((name, wert) for name, _, wert in pairs)]

    @property
    def lizenztext(self) -> str:
        """Address of the words of the licence."""
        return LIZENZTEXT.get(Lizenz(self.lizenz), "")

    @property
    def quellenangabe(self) -> str:
        """Name the source as the licence asks for: who provides, which data, on which day."""
        what = ", ".join(filter(None, (self.tabelle and f"Tabelle {self.tabelle}", self.statistik_name)))
        return f"{'; '.join(filter(None, (self.quelle, what)))}; abgerufen am {self.abgerufen_am:%d.%m.%Y}"

    @property
    def neuester(self) -> "Zahlenwert | None":
        """The newest value that is a number."""
        return next((one for one in reversed(self.geltende) if one.zahl is not None), None)


class ZahlenwertQuerySet(models.QuerySet["Zahlenwert"]):
    def current(self) -> Self:
        return self.filter(ersetzt_am=None)

    def numbers(self) -> Self:
        """Those that are a number, or nothing at all, which is exactly zero."""
        return self.filter(Q(wert__isnull=False) | Q(zeichen=Zeichen.NULL))

    def offered(self) -> Self:
        """Numbers of public series that hold, those of one series together, the newest first."""
        rows = self.current().numbers().filter(reihe__oeffentlich=True).select_related("reihe")
        return rows.order_by("reihe__titel", "reihe", "-tag", "-pk")


class Zahlenwert(models.Model):
    """A value of a year or a Stichtag; what a newer file replaced stays, with the day on which it was replaced."""

    reihe = models.ForeignKey(Zahlenreihe, models.CASCADE, related_name="werte", verbose_name="Zahlenreihe")
    zeit = models.CharField("Zeit", max_length=ZEIT_LAENGE)
    """As people say it: "2021", "31.12.2021", "2019/20"."""
    tag = models.DateField("Stichtag")
    """By which it is ordered: the day itself, else the last day of the period, or of the year in which it begins."""
    nr = models.PositiveSmallIntegerField("Stand", default=1)
    """1 for the first value of that time, 2 for the one that replaced it."""
    wert = models.DecimalField("Wert", max_digits=20, decimal_places=STELLEN, null=True, blank=True)
    zeichen = models.CharField("Zeichen", max_length=3, choices=Zeichen, blank=True)
    guete = models.CharField("Güte", max_length=2, choices=Guete, blank=True)
    abgerufen_am = models.DateField("Abgerufen am")
    ersetzt_am = models.DateTimeField("Ersetzt am", null=True, blank=True)

    objects = ZahlenwertQuerySet.as_manager()

    faden_stufe: ClassVar[int] = 1
    faden_related: ClassVar[tuple[str, ...]] = ("reihe",)
    faden_art: ClassVar[str] = "Kennzahl"
    faden_stand: ClassVar[tuple[str, str]] = ("", "")

    class Meta:
        verbose_name = "Wert"
        verbose_name_plural = "Werte"
        ordering = ("reihe", "tag", "nr")
        constraints = (
            models.CheckConstraint(
                name="zahlenwert_zahl_oder_zeichen",
                condition=Q(wert__isnull=False, zeichen="") | Q(wert__isnull=True) & ~Q(zeichen=""),
                violation_error_message="Ein Wert ist entweder eine Zahl oder ein Zeichen.",
            ),
            models.UniqueConstraint(
                name="zahlenwert_stand_einmal",
                fields=["reihe", "zeit", "nr"],
                violation_error_message="Diesen Stand des Werts gibt es schon.",
            ),
            models.UniqueConstraint(
                name="zahlenwert_einer_gilt",
                fields=["reihe", "zeit"],
                condition=Q(ersetzt_am=None),
                violation_error_message="Für diese Zeit gilt schon ein anderer Wert.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.wortlaut} ({self.zeit})"

    def get_absolute_url(self) -> str:
        return self.reihe.get_absolute_url()

    @property
    def ist_oeffentlich(self) -> bool:
        return self.reihe.oeffentlich

    @classmethod
    def faden_oeffentlich(cls) -> dict[str, Any]:
        return {"reihe__oeffentlich": True}

    @property
    def faden_kennung(self) -> str:
        return f"{self.reihe.kennung}/{self.pk}"

    @property
    def faden_titel(self) -> str:
        """Say the number with what it counts, where and when: "Schulabgänge ohne Abschluss: 9,8 % (2023)"."""
        return f"{self.reihe.titel}: {' '.join(filter(None, (self.wortlaut, self.reihe.einheit)))} ({self.zeit})"

    @property
    def faden_datum(self) -> date:
        return self.tag

    @property
    def zahl(self) -> Decimal | None:
        """The number to calculate and draw with: nothing where the statistics give none. "-" is exactly zero."""
        return Decimal(0) if self.zeichen == Zeichen.NULL else self.wert

    @property
    def wortlaut(self) -> str:
        """The number as people write it, or the sign."""
        return self.zeichen if self.wert is None else in_worten(self.wert)

    @property
    def bedeutung(self) -> str:
        """What the sign means, or what the statistics say of the number; nothing of one that is simply final."""
        if self.zeichen:
            return str(Zeichen(self.zeichen).label)
        return "" if self.guete in {"", Guete.ENDGUELTIG} else str(Guete(self.guete).label)

    @property
    def ersetzt_tag(self) -> date | None:
        return timezone.localdate(self.ersetzt_am) if self.ersetzt_am else None


def in_worten(wert: Decimal) -> str:
    """Write a number with all the decimal places that it has: 1.234 or 3,725."""
    places = -int(wert.normalize().as_tuple().exponent)
    return zahl(wert, max(places, 0))
