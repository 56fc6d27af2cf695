from celery import shared_task
from django.utils import timezone

from bildungskommune import ablage, aufbewahrung
from bildungskommune.takt import nightly


@shared_task
@nightly(aufbewahrung.UHRZEIT)
def vergessen() -> int:
    """Delete or anonymise what is kept for a limited time only; returns how many rows."""
    return sum(one.anzahl for one in aufbewahrung.forget(timezone.now()))


@shared_task
@nightly("2:11")
def ablage_aufraeumen() -> int:
    """Delete the files that no row names; returns how many."""
    return ablage.clear()
