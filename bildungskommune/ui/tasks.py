from celery import shared_task

from bildungskommune.ui.models import Absendung


@shared_task(name="bildungskommune.ui.tasks.sweep")
def sweep() -> int:
    """Forget forms sent long ago; safe to run at any time."""
    deleted, _ = Absendung.objects.expired().delete()
    return deleted
