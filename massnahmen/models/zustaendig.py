"""Who answers for a measure: sees it at the desk, reports on it and is asked. Nobody else decides this.

That is whoever belongs to the Stelle in the lead, to one that leads along or to one that reports, and whoever belongs
to what such a Stelle became, or stands in for one of them.
"""

from collections.abc import Collection
from typing import Any

from django.db import models
from django.db.models import Q, QuerySet

from bildungskommune.accounts.models import Konto
from bildungskommune.accounts.vertretung import who_works_for
from bildungskommune.akteure.nachfolge import with_predecessors, with_successors


class Aufgabe(models.TextChoices):
    """What somebody who takes part does for the measure as a whole."""

    WIRKT_MIT = "wirkt_mit", "wirkt mit"
    FUEHRT_MIT = "fuehrt_mit", "führt mit"
    BERICHTET = "berichtet", "berichtet"


ANTWORTET = (Aufgabe.FUEHRT_MIT, Aufgabe.BERICHTET)


def answered_by(massnahmen: QuerySet[Any], stellen: Collection[int]) -> Q:
    """Return which measures these Stellen answer for; `massnahmen` are those among which it is asked."""
    if not stellen:
        return Q(pk__in=[])
    known = with_predecessors(stellen)
    along = massnahmen.model._default_manager.filter(
        mitwirkungen__aufgabe__in=ANTWORTET, mitwirkungen__stelle_id__in=known
    )
    return Q(federfuehrung_id__in=known) | Q(pk__in=along.order_by().values("pk"))


def konten_of(stellen: Collection[int]) -> QuerySet[Konto]:
    """Return the accounts that answer for what these Stellen do: those for which `answered_by` finds it."""
    rows = Konto.objects.filter(rolle=Konto.Rolle.FACHAMT, is_active=True)
    return who_works_for(rows, with_successors(stellen))
