"""Mail as rows: written with the event that wants them, sent by the worker, never twice."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Value
from django.utils import timezone

BETREFF_LAENGE = 300
"""Longest subject, in characters; a longer one is cut when the mail is queued."""


KONTO = "konto"
"""The `anlass` of mails with codes and links that open an account: only their recipient reads them."""
LOESCHUNG = "loeschung"
"""The `anlass` of a mail that tells somebody what was forgotten: it is forgotten, too, once it is sent or given up."""


class MailQuerySet(models.QuerySet["Mail"]):
    def due(self, now: datetime | None = None) -> Self:
        return self.filter(status=Mail.Status.WARTET, next_attempt__lte=now or timezone.now())

    def failed(self) -> Self:
        """Those that were given up, and those that rest after an attempt that failed."""
        return self.filter(
            models.Q(status=Mail.Status.GESCHEITERT) | models.Q(status=Mail.Status.WARTET, attempts__gt=0)
        )


class Mail(models.Model):
    """Personal data. Retention: 90 days after it was sent or given up."""

    class Status(models.TextChoices):
        WARTET = "wartet", "wartet"
        LAEUFT = "laeuft", "wird gesendet"
        GESENDET = "gesendet", "gesendet"
        GESCHEITERT = "gescheitert", "gescheitert"

    an = models.EmailField("An")
    betreff = models.CharField("Betreff", max_length=BETREFF_LAENGE)
    text = models.TextField("Text")
    html = models.TextField("HTML", blank=True)
    anlass = models.CharField("Anlass", max_length=60)
    empfaenger = models.CharField(
        "zählt für",
        max_length=254,
        blank=True,
        default="",
        db_default="",
        help_text="Nur bei E-Mails, die jemand über ein öffentliches Formular ausgelöst hat.",
    )
    schluessel = models.CharField(
        "Schlüssel",
        max_length=120,
        null=True,
        blank=True,
        unique=True,
        help_text="Gleicher Schlüssel, keine zweite Mail.",
    )
    anhang_name = models.CharField("Name des Anhangs", max_length=120, blank=True)
    anhang_art = models.CharField("Art des Anhangs", max_length=80, blank=True)
    anhang = models.BinaryField("Anhang", null=True, blank=True)
    kopfzeilen = models.JSONField(
        "Kopfzeilen",
        default=dict,
        db_default=Value({}, models.JSONField()),
        blank=True,
        help_text="Was außer Empfänger und Betreff im Kopf steht, etwa zum Abbestellen.",
    )
    status = models.CharField("Stand", max_length=20, choices=Status, default=Status.WARTET, db_index=True)
    attempts = models.PositiveSmallIntegerField("Versuche", default=0)
    next_attempt = models.DateTimeField("nächster Versuch", default=timezone.now)
    fehler = models.TextField("Fehler", blank=True)
    created = models.DateTimeField("angelegt", default=timezone.now)
    sent = models.DateTimeField("gesendet", null=True, blank=True)

    objects = MailQuerySet.as_manager()
    verlauf_ohne_namen = True

    class Meta:
        verbose_name = "E-Mail"
        verbose_name_plural = "Post"
        ordering = ("-created", "-pk")
        indexes = (
            models.Index(fields=["empfaenger", "created"], name="mail_empfaenger", condition=~models.Q(empfaenger="")),
        )

    def __str__(self) -> str:
        return self.betreff

    @property
    def is_private(self) -> bool:
        """Whether its text is for the recipient alone; it is not kept once the mail was sent."""
        return self.anlass == KONTO

    @property
    def is_last(self) -> bool:
        """Whether nothing is kept of it, not even whom it went to."""
        return self.anlass == LOESCHUNG

    @property
    def has_failed(self) -> bool:
        """Whether it was given up, or rests after an attempt that failed."""
        return self.status == self.Status.GESCHEITERT or (self.status == self.Status.WARTET and self.attempts > 0)
