from celery import shared_task

from bildungskommune.takt import nightly
from bildungskommune.ui.models import Absendung


@shared_task
@nightly("3:17")
def sweep() -> int:
    """Forget forms sent long ago; safe to run at any time."""
    deleted, _ = Absendung.objects.expired().delete()
    return deleted
