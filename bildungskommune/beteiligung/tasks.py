from celery import shared_task

from bildungskommune.beteiligung.einladen import VERTEILER
from bildungskommune.takt import every


@shared_task
def briefe(pk: int) -> int:
    return VERTEILER.work(brief=pk)


@shared_task
@every(seconds=20)
def note_briefe() -> int:
    """Queue rows that stayed behind, and keep what became of the mails."""
    VERTEILER.work()
    return VERTEILER.note_outcomes()
