from celery import shared_task

from bildungskommune.post import versand


@shared_task(queue="post")
def senden(mail_pk: int) -> bool:
    return versand.send(mail_pk)


@shared_task(queue="post")
def sweep() -> int:
    return versand.sweep()
