from celery import shared_task

from workshops.anmeldung import aufbewahrung, registration


@shared_task
def sweep() -> int:
    """Free seats nobody confirmed in time and let the waiting list move up."""
    return registration.expire_unconfirmed()


@shared_task
def vergessen() -> int:
    """Delete what is kept for a limited time only."""
    return aufbewahrung.forget_support_needs()
