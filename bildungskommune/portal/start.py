"""The start page: what this is, where it stands, what one can do, one whole thread, what was decided."""

from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from bildungskommune.beteiligung.models import Beratung
from bildungskommune.tracing.faden import Knoten
from bildungskommune.verfahren.beispiele import beispiele
from bildungskommune.verfahren.gelegenheiten import gelegenheiten
from bildungskommune.verfahren.stufen import stages

MITTE = 2
ENTSCHEIDUNGEN = 4
GELEGENHEITEN = 5


def front_page(now: datetime | None = None) -> dict[str, object]:
    """Return all that the start page shows, with a number of queries that does not grow."""
    now = now or timezone.now()
    stufen = stages()
    examples = beispiele.collect(2)[:2]
    faden = examples[-1] if examples else None
    return {
        "stufen": stufen,
        "anzahl": stufen[0].gross if stufen else 0,
        "karte": examples[0] if examples else None,
        "faden": faden,
        "mitte": _middle(faden.kette) if faden else None,
        "ziel": faden.kette[-1] if faden else None,
        **_chances(now),
        "entscheidungen": decisions(timezone.localdate(now))[:ENTSCHEIDUNGEN],
        "erste": decisions(timezone.localdate(now)).last(),
    }


def _chances(now: datetime) -> dict[str, object]:
    """Return what one can do now; asking by code has a field of its own beside the others."""
    chances = gelegenheiten.collect(now)
    return {
        "nachsehen": next((one for one in chances if one.braucht_code), None),
        "gelegenheiten": [one for one in chances if not one.braucht_code][:GELEGENHEITEN],
    }


def _middle(kette: tuple[Knoten, ...]) -> Knoten | None:
    """Return what carries the card on its way: a node of the second stage, else the first before the end."""
    between = kette[:-1]
    return next((node for node in between if node.faden_stufe == MITTE), between[0] if between else None)


def decisions(today: date) -> QuerySet[Beratung]:
    """Return what committees did with a Vorlage up to today, newest first."""
    return Beratung.objects.newest().public().filter(datum__lte=today).exclude(ergebnis="")
