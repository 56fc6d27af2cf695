"""Stage 2 as it stands today."""

from collections.abc import Iterator

from django.urls import reverse

from bildungskommune.fassungen.models import Fassung
from bildungskommune.fassungen.stufen import Dokumentstufe, Zahl
from bildungskommune.verfahren.stufen import Stufe, stufen
from leitbild.fassungen import KEY
from leitbild.models import MIT_HERKUNFT, Abschnitt, Leitbild

STUFE = Dokumentstufe(
    key=KEY,
    nr=2,
    name="Leitbild",
    satz="Worauf wir uns verständigt haben. Jeder Satz nennt die Beiträge, aus denen er kommt.",
    vorher="Leitsätze",
)


@stufen.register
def leitbild() -> Iterator[Stufe]:
    """Return the numbers of the valid Fassung, or what can be said before."""
    yield STUFE.now(reverse("leitbild"), _count, Leitbild.objects.exists)


def _count(fassung: Fassung) -> Zahl:
    saetze = Abschnitt.objects.public().filter(leitbild_id=fassung.objekt_id, art__in=MIT_HERKUNFT).count()
    wort = "Leitsatz" if saetze == 1 else "Leitsätze"
    return Zahl(saetze, wort, wort)
