"""What the Bildungskonzept says on the pages about the whole process."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from bildungskommune.accounts.rollen import Nutzer, is_stabsstelle
from bildungskommune.fassungen.models import Fassung
from bildungskommune.verfahren.registry import Aufgabe, Stufe, register
from konzept.fassungen import KEY
from konzept.models import Handlungsfeld, Konzept
from konzept.suche import suchen
from leitbild.ausgaben import valid

SATZ = "Wo wir handeln und wie: Handlungsfelder und Strategien, abgeleitet aus dem Leitbild."


def stufen() -> Iterable[Stufe]:
    """Return stage 3: numbers of the valid Fassung, or what can be said before."""
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


def aufgaben(user: Nutzer, now: datetime) -> Iterable[Aufgabe]:
    """Ask the office where Handlungsfelder come from that name nothing, one line a Konzept."""
    if not is_stabsstelle(user):
        return
    without = Q(handlungsfelder__isnull=False, handlungsfelder__ableitungen__isnull=True)
    rows = Konzept.objects.order_by("pk").annotate(offen=Count("handlungsfelder", filter=without, distinct=True))
    for konzept in rows.filter(offen__gt=0):
        yield Aufgabe(
            anzahl=konzept.offen,
            titel="Handlungsfeld ohne Herkunft" if konzept.offen == 1 else "Handlungsfelder ohne Herkunft",
            satz=f"{konzept.titel}: Leitsatz oder Thema eintragen, aus dem es folgt.",
            url=reverse("v-konzept", args=(konzept.pk,)),
        )


register(stufen=stufen, aufgaben=aufgaben, suchen=suchen)
