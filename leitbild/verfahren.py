"""What the Leitbild says on the pages about the whole process."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from bildungskommune.accounts.rollen import Nutzer, is_stabsstelle
from bildungskommune.fassungen.models import Fassung
from bildungskommune.verfahren.registry import Aufgabe, Stufe, register
from leitbild.ausgaben import valid
from leitbild.fassungen import KEY
from leitbild.models import MIT_HERKUNFT, Abschnitt, Leitbild
from leitbild.suche import suchen

SATZ = "Worauf wir uns verständigt haben. Jeder Satz nennt die Beiträge, aus denen er kommt."


def stufen() -> Iterable[Stufe]:
    """Return stage 2: numbers of the valid Fassung, or what can be said before."""
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


def aufgaben(user: Nutzer, now: datetime) -> Iterable[Aufgabe]:
    """Ask the office for the sources that are missing, one line a Leitbild."""
    if not is_stabsstelle(user):
        return
    counts: dict[Leitbild, int] = {}
    for abschnitt in Abschnitt.objects.without_source().select_related("leitbild"):
        counts[abschnitt.leitbild] = counts.get(abschnitt.leitbild, 0) + 1
    for leitbild, anzahl in counts.items():
        yield Aufgabe(
            anzahl=anzahl,
            titel="Leitsatz ohne Quelle" if anzahl == 1 else "Leitsätze ohne Quelle",
            satz=f"{leitbild.titel}: Beitrag oder Thema eintragen, oder als redaktionell kennzeichnen.",
            url=reverse("v-leitbild", args=(leitbild.pk,)),
        )


register(stufen=stufen, aufgaben=aufgaben, suchen=suchen)
