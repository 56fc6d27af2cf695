from celery import shared_task

from workshops import registration


@shared_task
def sweep() -> int:
    """Free seats nobody confirmed in time and let the waiting list move up."""
    return registration.expire_unconfirmed()
