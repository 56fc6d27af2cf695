from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone

HALTBAR = timedelta(days=2)


class AbsendungQuerySet(models.QuerySet["Absendung"]):
    def expired(self, now: datetime | None = None) -> "AbsendungQuerySet":
        return self.filter(created__lt=(now or timezone.now()) - HALTBAR)


class Absendung(models.Model):
    """One form that was sent and accepted, and where its sender was led."""

    token = models.CharField(max_length=64, unique=True)
    ziel = models.CharField(max_length=2000, blank=True)
    created = models.DateTimeField(default=timezone.now, db_index=True)

    objects = AbsendungQuerySet.as_manager()

    class Meta:
        verbose_name = "Absendung"
        verbose_name_plural = "Absendungen"

    def __str__(self) -> str:
        return self.token[:12]
