"""Accounts of those who work in the portal. The public never needs one."""

from datetime import date, timedelta
from typing import Any, ClassVar, Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.contrib.sessions.models import Session
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac

from bildungskommune.akteure.models import Stelle
from bildungskommune.versionen import Versioniert

FRIST = timedelta(days=90)
"""So long is it known who came in."""


class KontoManager(BaseUserManager["Konto"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Konto":
        konto = self.model(email=self.normalize_email(email).lower(), **fields)
        konto.set_password(password)
        konto.save()
        return konto

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "Konto":
        fields.setdefault("rolle", Konto.Rolle.STABSSTELLE)
        return self.create_user(email, password, is_superuser=True, **fields)


class Konto(Versioniert, AbstractBaseUser, PermissionsMixin):
    """Who works here. The address is the only way in: the table of allauth follows it by triggers of the database.

    Personal data. Retention: 90 days after the account was switched off, then only its number stays."""

    class Rolle(models.TextChoices):
        STABSSTELLE = "stabsstelle", "Stabsstelle"
        MODERATION = "moderation", "Moderation"
        FACHAMT = "fachamt", "Fachamt"
        LEITUNG = "leitung", "Leitung"

    email = models.EmailField("E-Mail-Adresse", unique=True)
    name = models.CharField("Vor- und Nachname", max_length=200)
    rolle = models.CharField("Rolle", max_length=20, choices=Rolle)
    stelle = models.ForeignKey(
        Stelle, verbose_name="Stelle", null=True, blank=True, on_delete=models.PROTECT, related_name="konten"
    )
    is_active = models.BooleanField("aktiv", default=True)
    date_joined = models.DateTimeField("angelegt", default=timezone.now)

    objects = KontoManager()
    verlauf_ohne_namen = True

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = "Konto"
        verbose_name_plural = "Konten"
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(
                Lower("email"),
                name="konto_email_einmal",
                violation_error_message="Diese E-Mail-Adresse hat schon ein Konto.",
            ),
        )

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return self.name

    def _get_session_auth_hash(self, secret: str | bytes | None = None) -> str:
        """Let every session end with the password, as Django does, and with the address."""
        salt = "bildungskommune.accounts.Konto"
        return salted_hmac(salt, f"{self.password} {self.email}", secret=secret, algorithm="sha256").hexdigest()

    @property
    def is_staff(self) -> bool:
        return self.is_superuser


class VertretungQuerySet(models.QuerySet["Vertretung"]):
    def in_force(self, today: date) -> Self:
        return self.filter(von__lte=today, bis__gte=today)


class Vertretung(models.Model):
    """Somebody stands in for another Stelle: from the first day to the last the account counts as one of it, too.

    Personal data. Retention: 90 days after its last day.
    """

    konto = models.ForeignKey(
        Konto,
        verbose_name="Wer vertritt",
        on_delete=models.CASCADE,
        related_name="vertretungen",
        limit_choices_to={"rolle": Konto.Rolle.FACHAMT, "is_active": True},
    )
    stelle = models.ForeignKey(
        Stelle, verbose_name="Für welche Stelle", on_delete=models.PROTECT, related_name="vertretungen"
    )
    von = models.DateField("von")
    bis = models.DateField("bis")

    objects = VertretungQuerySet.as_manager()
    endgueltig_loeschen = True
    verlauf_ohne_namen = True

    class Meta:
        verbose_name = "Vertretung"
        verbose_name_plural = "Vertretungen"
        ordering = ("-bis", "-pk")
        constraints = (
            models.CheckConstraint(
                name="vertretung_von_vor_bis",
                condition=Q(bis__gte=F("von")),
                violation_error_message="Das Ende liegt vor dem Beginn. Bitte prüfen Sie beide Daten.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.konto} für {self.stelle}"


class Zutritt(models.Model):
    """Somebody came in, or tried to. Of the network address only the part that many share.

    Personal data. Retention: 90 days.
    """

    class Art(models.TextChoices):
        CODE = "code", "Code per E-Mail"
        PASSWORT = "passwort", "Passwort"
        PASSKEY = "passkey", "Passkey"
        KREIS = "kreis", "Kreisverwaltung"
        FAKTOR = "faktor", "zweiter Faktor"

    class Grund(models.TextChoices):
        FALSCH = "falsch", "falsche Angabe"
        UNBEKANNT = "unbekannt", "kein Konto"
        ABGESCHALTET = "abgeschaltet", "Konto abgeschaltet"
        ZU_OFT = "zu_oft", "zu viele Versuche"
        ABGEBROCHEN = "abgebrochen", "abgebrochen"

    konto = models.ForeignKey(
        Konto, verbose_name="Konto", null=True, blank=True, on_delete=models.CASCADE, related_name="zutritte"
    )
    wann = models.DateTimeField("Wann", default=timezone.now, db_index=True)
    art = models.CharField("Wie", max_length=20, choices=Art)
    zweiter_faktor = models.BooleanField("mit zweitem Faktor", default=False)
    grund = models.CharField("Warum nicht", max_length=20, choices=Grund, blank=True)
    netz = models.CharField("Netz", max_length=50, blank=True)

    class Meta:
        verbose_name = "Zutritt"
        verbose_name_plural = "Zutritte"
        ordering = ("-wann", "-pk")

    def __str__(self) -> str:
        return f"{self.get_art_display()}, {self.get_grund_display() or 'gelungen'}"

    @property
    def ist_gelungen(self) -> bool:
        return not self.grund


class Sitzung(models.Model):
    """A browser in which somebody is logged in. Ends with Django's session, and that one with it.

    Personal data. Retention: that of the session.
    """

    session = models.OneToOneField(Session, on_delete=models.CASCADE, related_name="sitzung")
    konto = models.ForeignKey(Konto, verbose_name="Konto", on_delete=models.CASCADE, related_name="sitzungen")
    seit = models.DateTimeField("angemeldet seit")
    gesehen = models.DateTimeField("zuletzt benutzt")
    geraet = models.CharField("Gerät", max_length=60)

    class Meta:
        verbose_name = "Sitzung"
        verbose_name_plural = "Sitzungen"
        ordering = ("-gesehen", "-pk")

    def __str__(self) -> str:
        return self.geraet
