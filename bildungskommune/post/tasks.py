from celery import shared_task

from bildungskommune.post import versand


@shared_task
def senden(mail_pk: int) -> bool:
    return versand.send(mail_pk)


@shared_task
def sweep() -> int:
    return versand.sweep()


@shared_task
def vergessen() -> int:
    """Delete the mails whose time is over."""
    return versand.forget()
