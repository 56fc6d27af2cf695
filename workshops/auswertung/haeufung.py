"""Which Themen one group of institutions named more often than all: "2,4-mal so häufig wie der Durchschnitt".

The share of a Thema among what a group named, divided by its share among all that was named. A card of two Themen
names both. A card that was made of others was named by the institutions of all of them: it counts once for each of
their groups. Small numbers say nothing and may point to persons, so each has its threshold.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Case, Count, Exists, F, OuterRef, When

from bildungskommune.akteure.models import Institution
from bildungskommune.ui.zeiten import zahl
from workshops.auswertung.gliederung import Gliederung, Gruppe, groups_of
from workshops.auswertung.umfang import Umfang
from workshops.models import Kartenherkunft, Reihe, Zuordnung
from workshops.models.beitrag import BeitragQuerySet

ALLE, ZELLE, FAKTOR, HAEUSER = 30, 5, 1.5, 3
"""So many cards in all, and of a group to a Thema, at least; so much more often; and in public from so many houses."""
GEZEIGT, OEFFENTLICH_GEZEIGT = 12, 5
SATZ = {
    Gliederung.TYP: "{} nannten „{}“ {}-mal so häufig wie der Durchschnitt aller Karten.",
    Gliederung.BEREICH: "Im Bildungsbereich {} wurde „{}“ {}-mal so häufig genannt wie im Durchschnitt aller Karten.",
    Gliederung.GEMEINDE: "In {} wurde „{}“ {}-mal so häufig genannt wie im Durchschnitt aller Karten.",
}
MEHRZAHL = {
    "kita": "Kindertageseinrichtungen",
    "grundschule": "Grundschulen",
    "schule": "Weiterführende Schulen",
    "foerderschule": "Förderschulen",
    "berufsschule": "Berufsbildende Schulen",
    "hort": "Horte",
    "vhs": "Volkshochschulen",
    "musikschule": "Musikschulen",
    "bibliothek": "Bibliotheken",
    "museum": "Museen",
    "jugend": "Jugendeinrichtungen",
    "verein": "Vereine",
    "kammer": "Kammern und Verbände",
    "betrieb": "Betriebe",
    "amt": "Ämter und Behörden",
    "kirche": "Kirchen und Religionsgemeinschaften",
    "sonstige": "Sonstige Einrichtungen",
}


@dataclass(frozen=True)
class Haeufung:
    gruppe: Gruppe
    thema: str
    karten: int
    von: int
    """So many cards of the group with a Thema there are."""
    haeuser: int
    faktor: float

    @property
    def satz(self) -> str:
        wer = MEHRZAHL[self.gruppe.wert] if self.gruppe.art == Gliederung.TYP else self.gruppe.wort
        return SATZ[self.gruppe.art].format(wer, self.thema, zahl(round(self.faktor, 1)))


@dataclass(frozen=True)
class Befund:
    """What stands out, strongest first, and of how many cards that was found."""

    karten: int
    mit_einrichtung: int
    haeufungen: Sequence[Haeufung]

    @property
    def genug(self) -> bool:
        return self.karten >= ALLE


@dataclass(frozen=True)
class _Nennung:
    thema: int
    haeuser: frozenset[int]
    """The institutions that named it; several when the card was made of others."""
    anzahl: int


def of(umfang: Umfang) -> Befund:
    """Return what stands out among all cards, for those who may read small numbers."""
    return _find(umfang.reihe, umfang.karten().standing(), haeuser=1, hoechstens=GEZEIGT)


def public(umfang: Umfang) -> Befund:
    """Return what stands out among the published cards, each from several institutions."""
    return _find(umfang.reihe, umfang.karten().standing().public(), haeuser=HAEUSER, hoechstens=OEFFENTLICH_GEZEIGT)


def _find(reihe: Reihe, karten: BeitragQuerySet, *, haeuser: int, hoechstens: int) -> Befund:
    nennungen, titel = _named(reihe, karten)
    alle = sum(one.anzahl for one in nennungen)
    named = sum(one.anzahl for one in nennungen if one.haeuser)
    if alle < ALLE:
        return Befund(alle, named, ())
    found = [one for one in _compare(nennungen, titel) if one.haeuser >= haeuser]
    found.sort(key=lambda one: (-one.faktor, -one.karten, one.satz))
    return Befund(alle, named, found[:hoechstens])


def _named(reihe: Reihe, karten: BeitragQuerySet) -> tuple[list[_Nennung], dict[int, str]]:
    """Return what was named by whom, and the titles of the Themen.

    Asks twice: for the cards of each Thema and institution, and for what those came from that were made of others.
    """
    made = When(Exists(Kartenherkunft.objects.filter(ziel=OuterRef("beitrag"))), then=F("beitrag"))
    rows = Zuordnung.objects.filter(beitrag__in=karten).order_by().annotate(aus_anderen=Case(made))
    counted = rows.values_list("thema", "thema__titel", "beitrag__institution", "aus_anderen").annotate(Count("pk"))
    titel, nennungen, quellen = {}, [], _sources(reihe)
    for thema, name, institution, card, anzahl in counted:
        titel[thema] = name
        houses = _houses_behind(card, quellen) if card else frozenset({institution} if institution else ())
        nennungen.append(_Nennung(thema, houses, anzahl))
    return nennungen, titel


_Quellen = Mapping[int, Sequence[tuple[int, int | None]]]
"""By card: the cards it was made of, each with its institution."""


def _sources(reihe: Reihe) -> _Quellen:
    found = defaultdict[int, list[tuple[int, int | None]]](list)
    links = Kartenherkunft.objects.filter(ziel__reihe=reihe).order_by()
    for ziel, quelle, institution in links.values_list("ziel", "quelle", "quelle__institution"):
        found[ziel].append((quelle, institution))
    return found


def _houses_behind(beitrag: int, quellen: _Quellen) -> frozenset[int]:
    """Return the institutions of all cards this one goes back to, whether by one step or by several."""
    houses, walked, waiting = set[int](), set[int](), [beitrag]
    while waiting:
        card = waiting.pop()
        if card in walked:
            continue
        walked.add(card)
        for quelle, institution in quellen.get(card, ()):
            waiting.append(quelle)
            houses |= {institution} if institution else set()
    return frozenset(houses)


def _compare(nennungen: Sequence[_Nennung], titel: dict[int, str]) -> list[Haeufung]:
    keys = {house for one in nennungen for house in one.haeuser}
    groups = {row.pk: groups_of(row) for row in Institution.objects.select_related("gemeinde").filter(pk__in=keys)}
    alle, je_thema, je_gruppe = 0, Counter[int](), Counter[Gruppe]()
    zellen, haeuser = Counter[tuple[Gruppe, int]](), defaultdict[tuple[Gruppe, int], set[int]](set)
    for one in nennungen:
        alle += one.anzahl
        je_thema[one.thema] += one.anzahl
        houses_of = defaultdict[Gruppe, set[int]](set)
        for house in one.haeuser:
            for gruppe in groups[house]:
                houses_of[gruppe].add(house)
        for gruppe, houses in houses_of.items():
            je_gruppe[gruppe] += one.anzahl
            zellen[gruppe, one.thema] += one.anzahl
            haeuser[gruppe, one.thema] |= houses
    found = [
        Haeufung(
            gruppe,
            titel[thema],
            karten,
            je_gruppe[gruppe],
            len(haeuser[gruppe, thema]),
            (karten / je_gruppe[gruppe]) / (je_thema[thema] / alle),
        )
        for (gruppe, thema), karten in zellen.items()
        if karten >= ZELLE and gruppe.wert
    ]
    return [one for one in found if one.faktor >= FAKTOR]
