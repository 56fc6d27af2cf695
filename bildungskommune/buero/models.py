"""Orders to erase what is kept of an address: one asks, another one releases."""

from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.crypto import salted_hmac

from bildungskommune.lifecycle import MitStatus, Moves

EIN_MONAT = timedelta(days=30)
"""So soon a person must be told what was done (Art. 12 Abs. 3 DSGVO)."""


def kennzeichen(email: str) -> str:
    """Return what an address is recognised by; nobody without the key of the portal can turn it back."""
    return salted_hmac("bildungskommune.buero.Loeschauftrag", email.lower(), algorithm="sha256").hexdigest()


class LoeschauftragQuerySet(models.QuerySet["Loeschauftrag"]):
    def open(self) -> Self:
        return self.filter(status=Loeschauftrag.Status.BEANTRAGT)

    def about(self, email: str) -> Self:
        return self.filter(kennzeichen=kennzeichen(email))


class AuftragStatus(models.TextChoices):
    BEANTRAGT = "beantragt", "beantragt"
    FREIGEGEBEN = "freigegeben", "freigegeben"
    AUSGEFUEHRT = "ausgefuehrt", "ausgeführt"
    ABGELEHNT = "abgelehnt", "abgelehnt"


S = AuftragStatus
ART = {S.BEANTRAGT: "warten", S.FREIGEGEBEN: "laeuft", S.AUSGEFUEHRT: "gut", S.ABGELEHNT: "neutral"}
OFFEN = (S.BEANTRAGT, S.FREIGEGEBEN)


class Loeschauftrag(MitStatus):
    """Knows the address until it is carried out or refused; after that a keyed hash and numbers.

    Personal data. Retention: the address until the order is over, the rest three years after it.
    """

    class Grund(models.TextChoices):
        """Art. 17 Abs. 1 DSGVO."""

        EINWILLIGUNG = "einwilligung", "Die Person hat ihre Einwilligung widerrufen (Buchstabe b)"
        ERLEDIGT = "erledigt", "Die Daten werden nicht mehr gebraucht (Buchstabe a)"
        WIDERSPRUCH = "widerspruch", "Die Person widerspricht der Verarbeitung (Buchstabe c)"
        UNRECHT = "unrecht", "Die Daten hätten nicht verarbeitet werden dürfen (Buchstabe d)"
        PFLICHT = "pflicht", "Ein Gesetz verlangt die Löschung (Buchstabe e)"

    Status = AuftragStatus
    STATUS = AuftragStatus
    NUR_BEGRUENDET = frozenset({S.ABGELEHNT})
    MOVES: ClassVar[Moves] = {
        S.BEANTRAGT: frozenset({S.FREIGEGEBEN, S.ABGELEHNT}),
        S.FREIGEGEBEN: frozenset({S.AUSGEFUEHRT}),
    }

    kennzeichen = models.CharField("Kennzeichen", max_length=64, editable=False)
    email = models.EmailField("E-Mail-Adresse der Person", blank=True)
    grund = models.CharField("Grund", max_length=20, choices=Grund)
    beantragt_am = models.DateTimeField("beantragt am", default=timezone.now, db_index=True)
    beantragt_von = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="beantragt von",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    entschieden_von = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="entschieden von",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    auch = models.JSONField("auch von dieser Person", default=list, db_default=[], blank=True)
    """Rows without an address that bear her name, as `loeschung.Gleich` calls them."""
    mit_befehl = models.BooleanField("mit dem Befehl des Betriebs", default=False)
    zahlen = models.JSONField("Gelöscht oder anonymisiert", default=dict, blank=True)
    """How many rows of each kind."""
    status = models.CharField("Stand", max_length=20, choices=AuftragStatus, default=S.BEANTRAGT)

    objects = LoeschauftragQuerySet.as_manager()

    class Meta:
        verbose_name = "Löschauftrag"
        verbose_name_plural = "Löschaufträge"
        ordering = ("-beantragt_am", "-pk")
        constraints = (
            models.UniqueConstraint(
                name="loeschauftrag_einmal_offen",
                fields=["kennzeichen"],
                condition=Q(status__in=OFFEN),
                violation_error_message="Zu dieser Adresse ist schon eine Löschung beantragt.",
            ),
            models.CheckConstraint(
                name="loeschauftrag_vier_augen",
                condition=Q(status__in=(S.BEANTRAGT, S.ABGELEHNT))
                | Q(mit_befehl=True)
                | Q(beantragt_von=None)
                | Q(entschieden_von=None)
                | ~Q(beantragt_von=F("entschieden_von")),
                violation_error_message="Eine Löschung gibt eine zweite Person frei.",
            ),
            models.CheckConstraint(
                name="loeschauftrag_vergisst_die_adresse",
                condition=Q(status__in=OFFEN) | Q(email=""),
                violation_error_message="Ein erledigter Löschauftrag kennt keine Adresse mehr.",
            ),
        )

    def __str__(self) -> str:
        return f"Löschauftrag {self.pk}"

    @property
    def ist_offen(self) -> bool:
        return self.status in OFFEN

    @property
    def art(self) -> str:
        """How its state looks."""
        return ART[AuftragStatus(self.status)]

    @property
    def bis(self) -> datetime:
        """The moment until which the person must be told what was done."""
        return self.beantragt_am + EIN_MONAT
