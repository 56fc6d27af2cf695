"""Stage 3 as it stands today."""

from collections.abc import Iterator

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from bildungskommune.fassungen.ausgaben import valid
from bildungskommune.fassungen.models import Fassung
from bildungskommune.verfahren.stufen import Stufe, stufen
from konzept.fassungen import KEY
from konzept.models import Handlungsfeld, Konzept

SATZ = "Wo wir handeln und wie: Handlungsfelder und Strategien, abgeleitet aus dem Leitbild."


@stufen.register
def bildungskonzept() -> Iterator[Stufe]:
    """Return the numbers of the valid Fassung, or what can be said before."""
    fassung = valid(KEY).without_snapshot().first()
    yield _published(fassung) if fassung is not None else _before()


def _published(fassung: Fassung) -> Stufe:
    counted = (
        Handlungsfeld.objects.public()
        .filter(konzept_id=fassung.objekt_id)
        .aggregate(
            felder=Count("pk", distinct=True),
            strategien=Count("strategien", filter=Q(strategien__veroeffentlicht=True), distinct=True),
        )
    )
    felder, strategien = counted["felder"], counted["strategien"]
    wort = "Handlungsfeld" if felder == 1 else "Handlungsfelder"
    wege = "Strategie" if strategien == 1 else "Strategien"
    assert fassung.veroeffentlicht_am is not None
    return Stufe(
        nr=3,
        name="Bildungskonzept",
        url=reverse("konzept"),
        zahl=f"{felder} {wort}",
        gross=felder,
        unter=f"{wort} mit {strategien} {wege}",
        satz=SATZ,
        fertig="fertig",
        stand_wort="veröffentlicht",
        stand_art="gut",
        datum=timezone.localdate(fassung.veroeffentlicht_am),
    )


def _before() -> Stufe:
    begun = Konzept.objects.exists()
    return Stufe(
        nr=3,
        name="Bildungskonzept",
        url=reverse("konzept"),
        zahl="in Arbeit" if begun else "folgt",
        gross=0,
        unter="Handlungsfelder",
        satz=SATZ,
        fertig="laeuft" if begun else "offen",
        stand_wort="in Arbeit" if begun else "noch nicht begonnen",
        stand_art="laeuft" if begun else "offen",
    )
