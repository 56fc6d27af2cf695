"""Stage 3 as it stands today."""

from collections.abc import Iterator

from django.db.models import Count, Q
from django.urls import reverse

from bildungskommune.fassungen.models import Fassung
from bildungskommune.fassungen.stufen import Dokumentstufe, Zahl
from bildungskommune.text import counted
from bildungskommune.verfahren.stufen import Stufe, stufen
from konzept.fassungen import KEY
from konzept.models import Handlungsfeld, Konzept

STUFE = Dokumentstufe(
    key=KEY,
    nr=3,
    name="Bildungskonzept",
    satz="Wo wir handeln und wie: Handlungsfelder und Strategien, abgeleitet aus dem Leitbild.",
    vorher="Handlungsfelder",
)


@stufen.register
def bildungskonzept() -> Iterator[Stufe]:
    """Return the numbers of the valid Fassung, or what can be said before."""
    yield STUFE.now(reverse("konzept"), _count, Konzept.objects.exists)


def _count(fassung: Fassung) -> Zahl:
    public = Handlungsfeld.objects.public().filter(konzept_id=fassung.objekt_id)
    numbers = public.aggregate(
        felder=Count("pk", distinct=True),
        strategien=Count("strategien", filter=Q(strategien__veroeffentlicht=True), distinct=True),
    )
    wort = "Handlungsfeld" if numbers["felder"] == 1 else "Handlungsfelder"
    strategien = counted(numbers["strategien"], "Strategie", "Strategien")
    return Zahl(numbers["felder"], wort, f"{wort} mit {strategien}")
