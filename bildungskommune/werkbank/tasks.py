from celery import shared_task

from bildungskommune.takt import nightly
from bildungskommune.werkbank import papierkorb


@shared_task
@nightly("3:47")
def papierkorb_leeren() -> int:
    """Delete for good what was deleted more than 30 days ago."""
    return papierkorb.empty()
