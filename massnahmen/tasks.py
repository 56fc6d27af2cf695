from celery import shared_task

from bildungskommune.takt import nightly
from massnahmen import erinnern


@shared_task
@nightly("5:03")
def massnahmen_erinnern() -> int:
    """Write to those who answer for measures what is due; returns how many mails."""
    return erinnern.remind_all()
