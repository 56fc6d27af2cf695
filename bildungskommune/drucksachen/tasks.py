from celery import shared_task
from django.conf import settings

from bildungskommune.drucksachen import auftraege
from bildungskommune.drucksachen import setzen as satz
from bildungskommune.takt import every


@shared_task
def setzen(pk: int) -> bool:
    return satz.work(pk)


@shared_task
@every(seconds=settings.SWEEP_SECONDS)
def sweep() -> int:
    return auftraege.sweep()
