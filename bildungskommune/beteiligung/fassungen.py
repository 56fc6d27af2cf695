"""Committees tell the publication engine how they decided."""

from bildungskommune.beteiligung.models import Beratung
from bildungskommune.fassungen.models import Fassung
from bildungskommune.fassungen.registry import register_decision
from bildungskommune.ui.zeiten import datum


def decision_on(fassung: Fassung) -> str:
    """Return the newest decision on this Fassung in words: committee, day, result, Vorlage."""
    decided = (
        Beratung.objects.newest()
        .filter(vorlage__fassung=fassung, rolle=Beratung.Rolle.ENTSCHEIDUNG)
        .exclude(ergebnis="")
        .first()
    )
    if decided is None:
        return ""
    return f"{decided.gremium}, {datum(decided.datum)}, {decided.get_ergebnis_display()}, {decided.vorlage}"


register_decision(decision_on)
