from celery import shared_task
from django.conf import settings

from bildungskommune.fassungen import auftraege, aufwaermen, druck, namen, pruefung
from bildungskommune.fassungen import einfrieren as frieren
from bildungskommune.takt import every, nightly


@shared_task
def drucken(auftrag_pk: int) -> bool:
    return druck.print_order(auftrag_pk)


@shared_task
def einfrieren(auftrag_pk: int) -> bool:
    return frieren.work(auftrag_pk)


@shared_task
@every(seconds=settings.SWEEP_SECONDS)
def sweep() -> int:
    return auftraege.sweep() + frieren.sweep()


@shared_task(soft_time_limit=50 * 60, time_limit=55 * 60)
@nightly("2:41")
def pruefen() -> int:
    """Compare all Fassungen and PDFs with their checksums; returns how much does not agree."""
    namen.aufraeumen()
    return pruefung.check_all().abweichungen


__all__ = ["aufwaermen", "drucken", "einfrieren", "pruefen", "sweep"]
