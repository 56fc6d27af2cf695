from celery import shared_task

from bildungskommune.takt import every
from workshops.anmeldung import registration


@shared_task
@every(seconds=60)
def sweep() -> int:
    """Free seats nobody confirmed in time and let the waiting list move up."""
    return registration.expire_unconfirmed()
