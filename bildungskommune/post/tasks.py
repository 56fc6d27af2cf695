from celery import shared_task

from bildungskommune.post import versand
from bildungskommune.takt import every


@shared_task
def senden(mail_pk: int) -> bool:
    return versand.send(mail_pk)


@shared_task
@every(seconds=30)
def sweep() -> int:
    return versand.sweep()
