"""How a text becomes valid: a committee adopts it, then it is published."""

from datetime import datetime

from django.utils import timezone

from bildungskommune.accounts.models import Konto
from bildungskommune.beteiligung import beschluss
from bildungskommune.beteiligung.models import Beratung
from bildungskommune.fassungen import rules
from bildungskommune.fassungen.models import Fassung, Status
from tests.factories import make_gremium, make_vorlage


def decided(
    fassung: Fassung, ergebnis: str = "ungeaendert", *, now: datetime | None = None, art: str = "beschluss"
) -> Beratung:
    """Let a committee decide on the Fassung."""
    vorlage = make_vorlage(fassung=fassung, art=art)
    beratung = Beratung(
        vorlage=vorlage,
        gremium=make_gremium(),
        rolle="entscheidung",
        datum=timezone.localdate(now),
        ergebnis=ergebnis,
    )
    beschluss.enter(beratung, by=None)
    fassung.refresh_from_db()
    return beratung


def publish(fassung: Fassung, *, by: Konto | None = None, now: datetime | None = None) -> None:
    """Publish the Fassung; a text that has to be adopted is adopted before."""
    if rules.why_not(fassung) and fassung.status == Status.ENTWURF:
        decided(fassung, now=now)
    rules.publish(fassung, by=by, now=now)
