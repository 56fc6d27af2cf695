from celery import shared_task

from bildungskommune.takt import every
from workshops.anmeldung import registration
from workshops.einladungen import rundschreiben, sendungen
from workshops.nachricht import neues
from workshops.saal import sitzung
from workshops.wand import faellig, vorschlaege


@shared_task
@every(seconds=60)
def sweep() -> int:
    """Free seats nobody confirmed in time and let the waiting list move up."""
    return registration.expire_unconfirmed()


@shared_task
@every(seconds=600)
def close_halls() -> int:
    """Close the doors for phones that nobody closed in the evening."""
    return sitzung.close_those_over()


@shared_task
def vorschlagen(pk: int) -> int:
    """Compute the suggestions of a wall, once for all changes since it was last done."""
    return vorschlaege.compute(pk) if pk in faellig.waiting() else 0


@shared_task
@every(seconds=60)
def vorschlaege_sweep() -> int:
    """Compute the suggestions of every wall that nobody rang for."""
    return sum(vorschlaege.compute(pk) for pk in faellig.waiting())


@shared_task
def versenden(sendung_pk: int) -> int:
    return sendungen.work(sendung_pk)


@shared_task
@every(seconds=20)
def note_sendungen() -> int:
    """Queue rows that stayed behind, and keep what became of the mails."""
    return sendungen.sweep()


@shared_task
@every(seconds=300)
def remind_before_the_day() -> int:
    return rundschreiben.remind_all()


@shared_task
@every(seconds=600)
def tell_what_is_new() -> int:
    """Write to those who asked for it, once a day after seven."""
    return neues.tell()
