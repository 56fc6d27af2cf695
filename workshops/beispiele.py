"""Short cards with the longest ways behind them, for the start page."""

from collections.abc import Iterator

from django.db.models.functions import Length
from django.utils import timezone

from bildungskommune.tracing.netz import netz
from bildungskommune.verfahren.beispiele import Beispiel, beispiele
from workshops.beitraege import suche
from workshops.models import Phase

CANDIDATES = 60
SHORT_TEXT = 140


@beispiele.register
def cards(hoechstens: int) -> Iterator[Beispiel]:
    answered = suche.public_contributions().exclude(verbleib="").annotate(laenge=Length("text"))
    candidates = list(answered.filter(laenge__lte=SHORT_TEXT).order_by("eingereicht_am", "pk")[:CANDIDATES])
    net = netz(candidates, "wohin")
    ways = [(beitrag, net.hauptweg(beitrag)) for beitrag in candidates]
    ways = sorted((pair for pair in ways if len(pair[1])), key=lambda pair: (-pair[1].stufe, -len(pair[1])))
    for beitrag, weg in ways[:hoechstens]:
        yield Beispiel(
            text=beitrag.text,
            code=beitrag.code,
            hinweis=f"Phase {beitrag.get_phase_display()}" if beitrag.phase != Phase.OHNE else "",
            lob=beitrag.ist_lob,
            datum=timezone.localdate(beitrag.eingereicht_am),
            ort=f"in der Arbeitsgruppe „{beitrag.gruppe}“" if beitrag.gruppe else "",
            url=beitrag.get_absolute_url(),
            kette=tuple(step.knoten for step in weg),
        )
