from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from bildungskommune.auslage.models import Aenderung
from bildungskommune.takt import every

NOTED = timedelta(hours=24)
"""For so long a change is noted; pages are made anew after `bestand.HALTBAR`, half of it."""


@shared_task
@every(3600)
def aenderungen_vergessen() -> int:
    """Forget changes that every page has long been held against; returns how many."""
    return Aenderung.objects.filter(am__lt=timezone.now() - NOTED).delete()[0]
