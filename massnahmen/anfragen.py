"""What a Stelle was asked for and has not answered yet."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from bildungskommune.audit.models import Eintrag
from massnahmen.models import Massnahme, Sachstand

ERINNERT = "massnahme.erinnert"


@dataclass(frozen=True)
class Anfrage:
    """Somebody asked for a Sachstand of this measure, the last time at `seit`."""

    massnahme: Massnahme
    seit: datetime


def unanswered(massnahmen: Iterable[Massnahme]) -> list[Anfrage]:
    """Return what was asked and not answered since, longest waiting first.

    A report that waits for its Freigabe is an answer, one that was given back is none. Two statements, whatever the
    number of measures.
    """
    by_pk = {str(massnahme.pk): massnahme for massnahme in massnahmen}
    asked = Eintrag.objects.filter(
        ereignis=ERINNERT, objekt_art=Massnahme._meta.label_lower, objekt_id__in=by_pk
    ).order_by()
    found = asked.values_list("objekt_id").annotate(seit=Max("created")).order_by("seit")
    heard = Sachstand.objects.heard().filter(massnahme__in=by_pk.values()).order_by()
    answers = {str(pk): last for pk, last in heard.values_list("massnahme_id").annotate(last=Max("erfasst_am"))}
    return [Anfrage(by_pk[pk], seit) for pk, seit in found if pk not in answers or answers[pk] <= seit]
