from celery import shared_task

from bildungskommune.post import versand
from bildungskommune.takt import every


# Shorter than versand.STALE: whoever is late is stopped before another worker takes the mail.
@shared_task(soft_time_limit=4 * 60, time_limit=5 * 60)
def senden(mail_pk: int) -> bool:
    return versand.send(mail_pk)


@shared_task
@every(seconds=30)
def sweep() -> int:
    return versand.sweep()
