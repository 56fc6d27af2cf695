"""Stage 2 as it stands today."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from bildungskommune.fassungen.ausgaben import valid
from bildungskommune.fassungen.models import Fassung
from bildungskommune.verfahren.stufen import Stufe, stufen
from leitbild.fassungen import KEY
from leitbild.models import MIT_HERKUNFT, Abschnitt, Leitbild

SATZ = "Worauf wir uns verständigt haben. Jeder Satz nennt die Beiträge, aus denen er kommt."


@stufen.register
def leitbild() -> Iterator[Stufe]:
    """Return the numbers of the valid Fassung, or what can be said before."""
    fassung = valid(KEY).without_snapshot().first()
    yield _published(fassung) if fassung is not None else _before()


def _published(fassung: Fassung) -> Stufe:
    saetze = Abschnitt.objects.public().filter(leitbild_id=fassung.objekt_id, art__in=MIT_HERKUNFT).count()
    wort = "Leitsatz" if saetze == 1 else "Leitsätze"
    assert fassung.veroeffentlicht_am is not None
    day = timezone.localdate(fassung.veroeffentlicht_am)
    return Stufe(
        nr=2,
        name="Leitbild",
        url=reverse("leitbild"),
        zahl=f"{saetze} {wort}",
        gross=saetze,
        unter=wort,
        satz=SATZ,
        fertig="fertig",
        stand_wort="veröffentlicht",
        stand_art="gut",
        datum=day,
    )


def _before() -> Stufe:
    begun = Leitbild.objects.exists()
    return Stufe(
        nr=2,
        name="Leitbild",
        url=reverse("leitbild"),
        zahl="in Arbeit" if begun else "folgt",
        gross=0,
        unter="Leitsätze",
        satz=SATZ,
        fertig="laeuft" if begun else "offen",
        stand_wort="in Arbeit" if begun else "noch nicht begonnen",
        stand_art="laeuft" if begun else "offen",
    )
