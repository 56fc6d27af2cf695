from celery import shared_task

from bildungskommune.fassungen import auftraege, aufwaermen, druck
from bildungskommune.takt import every


@shared_task
def drucken(auftrag_pk: int) -> bool:
    return druck.print_order(auftrag_pk)


@shared_task
@every(seconds=60)
def sweep() -> int:
    return auftraege.sweep()


__all__ = ["aufwaermen", "drucken", "sweep"]
