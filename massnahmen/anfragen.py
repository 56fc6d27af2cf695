"""What a Stelle was asked for and has not answered yet."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from bildungskommune.audit.models import Eintrag
from massnahmen.listen import newest_of
from massnahmen.models import Massnahme

ERINNERT = "massnahme.erinnert"


@dataclass(frozen=True)
class Anfrage:
    """Somebody asked for a Sachstand of this measure, the last time at `seit`."""

    massnahme: Massnahme
    seit: datetime


def unanswered(massnahmen: Iterable[Massnahme]) -> list[Anfrage]:
    """Return what was asked and not answered since, longest waiting first.

    The measures must be loaded `with_newest_report`; one statement, whatever their number.
    """
    by_pk = {str(massnahme.pk): massnahme for massnahme in massnahmen}
    asked = Eintrag.objects.filter(
        ereignis=ERINNERT, objekt_art=Massnahme._meta.label_lower, objekt_id__in=by_pk
    ).order_by()
    found = asked.values_list("objekt_id").annotate(seit=Max("created")).order_by("seit")
    return [Anfrage(by_pk[pk], seit) for pk, seit in found if not _answered(by_pk[pk], seit)]


def _answered(massnahme: Massnahme, seit: datetime) -> bool:
    newest = newest_of(massnahme)
    return newest is not None and newest.erfasst_am > seit
