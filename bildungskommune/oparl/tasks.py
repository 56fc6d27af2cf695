from celery import shared_task
from django.conf import settings

from bildungskommune.oparl import auftraege
from bildungskommune.takt import every, nightly


@shared_task
def lesen(pk: int) -> bool:
    return auftraege.work(pk)


@shared_task
@every(seconds=settings.SWEEP_SECONDS)
def oparl_sweep() -> int:
    return auftraege.sweep()


@shared_task
@nightly("4:19")
def oparl_nachts() -> int:
    """Order every Paper that is followed; returns how many."""
    return auftraege.nightly()
