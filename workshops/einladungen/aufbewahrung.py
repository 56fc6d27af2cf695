"""What is left of those who got a mail to many when its time is over."""

from django.db.models import QuerySet

from workshops.models import Sendungszeile


def forget_addressees(rows: QuerySet[Sendungszeile]) -> int:
    """Take name and address; what still waits is never sent. Returns how many."""
    return Sendungszeile.objects.filter(pk__in=rows.values("pk")).forget()
