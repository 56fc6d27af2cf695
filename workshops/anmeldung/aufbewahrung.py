"""What is kept for a limited time only: support needs may be health data."""

from datetime import datetime, timedelta

from django.utils import timezone

from workshops.models import Unterstuetzung

UNTERSTUETZUNG_FRIST = timedelta(days=7)


def forget_support_needs(*, now: datetime | None = None) -> int:
    """Delete the support needs of workshops that ended a week ago, as the form promises; returns how many."""
    gone = Unterstuetzung.objects.filter(anmeldung__workshop__ende__lt=(now or timezone.now()) - UNTERSTUETZUNG_FRIST)
    deleted, _ = gone.delete()
    return deleted
