from datetime import datetime, timedelta

from django.db import connection, models
from django.utils import timezone

HALTBAR = timedelta(days=2)


# One statement where get_or_create takes four; like it, it waits while another transaction holds the token.
CLAIM = (
    "INSERT INTO ui_absendung (token, ziel, created) VALUES (%s, %s, %s) ON CONFLICT (token) DO NOTHING RETURNING id"
)


class AbsendungQuerySet(models.QuerySet["Absendung"]):
    def claim(self, token: str, ziel: str = "") -> tuple["Absendung", bool]:
        """Return the row of this token, and whether this is the first to send it; `ziel` is where it leads if known."""
        now = timezone.now()
        with connection.cursor() as cursor:
            cursor.execute(CLAIM, [token, ziel, now])
            row = cursor.fetchone()
        return (
            (Absendung(pk=row[0], token=token, ziel=ziel, created=now), True) if row else (self.get(token=token), False)
        )

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
