"""One mail to many: what the office wrote, and what became of it at each address."""

from typing import Any, Self

from django.db import models
from django.db.models import Case, CharField, Count, F, Q, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from bildungskommune.post.models import BETREFF_LAENGE, Mail
from workshops.models.anmeldung import Anmeldung, Einladung
from workshops.models.enums import SendungArt, Zustellung
from workshops.models.verteiler import Verteilereintrag
from workshops.models.workshop import Workshop

TEXT_LAENGE = 5000
"""Longest text of a mail to many, in characters."""


class SendungQuerySet(models.QuerySet["Sendung"]):
    def with_numbers(self) -> Self:
        """Annotate `alle`, `gesendet` and `gescheitert`: how many rows, as far as it is written down."""
        each = {
            str(stand.value): Count("zeilen", filter=Q(zeilen__status=stand))
            for stand in (Zustellung.GESENDET, Zustellung.GESCHEITERT)
        }
        return self.annotate(alle=Count("zeilen"), **each).order_by("-created", "-pk")


class Sendung(models.Model):
    """What was sent to many in one go."""

    Art = SendungArt

    workshop = models.ForeignKey(Workshop, verbose_name="Workshop", on_delete=models.CASCADE, related_name="sendungen")
    art = models.CharField("Art", max_length=20, choices=SendungArt)
    betreff = models.CharField("Betreff", max_length=BETREFF_LAENGE)
    text = models.TextField("Text", max_length=TEXT_LAENGE)
    created = models.DateTimeField("angelegt", default=timezone.now)

    objects = SendungQuerySet.as_manager()

    class Meta:
        verbose_name = "Sendung"
        verbose_name_plural = "Sendungen"
        ordering = ("-created", "-pk")

    def __str__(self) -> str:
        return self.betreff


class ZeilenQuerySet(models.QuerySet["Sendungszeile"]):
    def with_stand(self) -> Self:
        """Annotate `stand` and `grund`: what became of each, as its mail knows it while there is one."""
        known = {
            Mail.Status.WARTET: Zustellung.WARTET,
            Mail.Status.LAEUFT: Zustellung.WARTET,
            Mail.Status.GESENDET: Zustellung.GESENDET,
            Mail.Status.GESCHEITERT: Zustellung.GESCHEITERT,
        }
        cases = [When(mail__status=status, then=Value(stand.value)) for status, stand in known.items()]
        why = Coalesce(F("mail__fehler"), F("fehler"), output_field=models.TextField())
        return self.annotate(stand=Case(*cases, default=F("status"), output_field=CharField()), grund=why)

    def forget(self) -> int:
        """Take address and name; what has not been queued yet is never sent. Returns how many."""
        keys = list(self.values_list("pk", flat=True))
        rows = self.model._default_manager.filter(pk__in=keys)
        rows.filter(status=Zustellung.WARTET, mail=None).update(status=Zustellung.GESCHEITERT)
        return rows.update(an="", name="", fehler="")

    def numbers(self) -> dict[str, int]:
        """Return how many wait, were sent and failed, and all of them."""
        each: dict[str, Any] = {stand.value: Count("pk", filter=Q(stand=stand)) for stand in Zustellung}
        return self.with_stand().aggregate(alle=Count("pk"), **each)


class Sendungszeile(models.Model):
    """One address of a mail to many, and what became of it.

    Personal data. Retention: address and name 12 months after the mail was ordered, then only whether it arrived.
    """

    Status = Zustellung

    sendung = models.ForeignKey(Sendung, verbose_name="Sendung", on_delete=models.CASCADE, related_name="zeilen")
    einladung = models.ForeignKey(
        Einladung, verbose_name="Einladung", null=True, blank=True, on_delete=models.CASCADE, related_name="zeilen"
    )
    anmeldung = models.ForeignKey(
        Anmeldung, verbose_name="Anmeldung", null=True, blank=True, on_delete=models.CASCADE, related_name="zeilen"
    )
    eintrag = models.ForeignKey(
        Verteilereintrag,
        verbose_name="Eintrag im Verteiler",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="zeilen",
    )
    an = models.EmailField("An", blank=True)
    name = models.CharField("Name", max_length=300, blank=True)
    mail = models.OneToOneField(
        Mail, verbose_name="E-Mail", null=True, blank=True, on_delete=models.SET_NULL, related_name="sendungszeile"
    )
    status = models.CharField("Stand", max_length=20, choices=Zustellung, default=Zustellung.WARTET)
    fehler = models.TextField("Grund", blank=True)
    gesendet_am = models.DateTimeField("gesendet am", null=True, blank=True)

    objects = ZeilenQuerySet.as_manager()
    verlauf_ohne_namen = True

    stand: str
    grund: str

    class Meta:
        verbose_name = "Empfänger einer Sendung"
        verbose_name_plural = "Empfänger einer Sendung"
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint(
                name="sendung_je_einladung_einmal", fields=["sendung", "einladung"], condition=~Q(einladung=None)
            ),
            models.UniqueConstraint(
                name="sendung_je_anmeldung_einmal", fields=["sendung", "anmeldung"], condition=~Q(anmeldung=None)
            ),
        )
        indexes = (models.Index(fields=["status"], name="sendung_wartet", condition=Q(status="wartet")),)

    def __str__(self) -> str:
        return f"Empfänger {self.pk}"
