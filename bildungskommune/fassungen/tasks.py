from celery import shared_task

from bildungskommune.fassungen import druck


@shared_task(queue="pdf")
def drucken(auftrag_pk: int) -> bool:
    return druck.print_order(auftrag_pk)


@shared_task(queue="post")
def sweep() -> int:
    return druck.sweep()
