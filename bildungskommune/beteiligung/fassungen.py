"""Committees tell the publication engine how they decided."""

from django.db.models import Q

from bildungskommune.beteiligung.models import Beratung
from bildungskommune.fassungen.models import Fassung
from bildungskommune.fassungen.registry import register_decision
from bildungskommune.ui.zeiten import datum


def about(fassung: Fassung) -> Q:
    """Return the condition of a Beratung that was about this Fassung, or about the one it is the adopted text of."""
    return Q(vorlage__fassungen__in=[pk for pk in (fassung.pk, fassung.beschluss_zu_id) if pk])


def decision_on(fassung: Fassung) -> str:
    """Return the newest decision on this Fassung in words: committee, day, result, Vorlage."""
    decided = (
        Beratung.objects.newest()
        .public()
        .filter(about(fassung), rolle=Beratung.Rolle.ENTSCHEIDUNG)
        .exclude(ergebnis="")
        .first()
    )
    if decided is None:
        return ""
    return f"{decided.gremium}, {datum(decided.datum)}, {decided.get_ergebnis_display()}, {decided.vorlage}"


register_decision(decision_on)
