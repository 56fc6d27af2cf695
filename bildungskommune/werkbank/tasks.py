from celery import shared_task

from bildungskommune.werkbank import papierkorb


@shared_task(name="werkbank.papierkorb_leeren")
def papierkorb_leeren() -> int:
    """Delete for good what was deleted more than 30 days ago."""
    return papierkorb.empty()
