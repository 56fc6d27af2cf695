"""A Fassung as its readers see it: the frozen text, and beside it what follows from it today."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from bildungskommune.fassungen import lesen
from bildungskommune.fassungen.liste import page_link
from bildungskommune.fassungen.models import Fassung
from bildungskommune.fassungen.verzeichnis import heading_levels
from bildungskommune.tracing.faden import Faltung, Ganzes, Schritt, Station, bring
from bildungskommune.tracing.netz import Netz, netz
from bildungskommune.tracing.registry import whole
from bildungskommune.tracing.snapshot import Schritte
from bildungskommune.tracing.stationen import as_of_today, frozen, nearest
from bildungskommune.verfahren.chronik import Ereignis
from leitbild.models import MIT_HERKUNFT, Abschnitt, AbschnittQuerySet, Art
from workshops.chronik import events
from workshops.models import Reihe, Workshop


@dataclass(frozen=True)
class Passage:
    """One Abschnitt of the snapshot; `rang` is the level of its heading."""

    daten: dict[str, Any]
    rang: int
    ist_auftakt: bool
    """Whether it stands before the first Leitsatz: a narrow screen folds its text, so that this is soon reached."""
    seite: str
    """The page that it has of its own."""
    herkunft: Faltung[Station]
    folgen: Faltung[Station]

    @property
    def ist_satz(self) -> bool:
        return str(self.daten["art"]) in MIT_HERKUNFT

    @property
    def ist_stimme(self) -> bool:
        return str(self.daten["art"]) == Art.STIMME

    @property
    def titel(self) -> str:
        return str(self.daten["titel"] or self.daten["bezeichnung"])

    @property
    def ueber(self) -> str:
        """What stands above the title: "Leitsatz 3", nothing where it would only repeat the title."""
        bezeichnung: str = self.daten["bezeichnung"]
        return "" if bezeichnung == self.titel else bezeichnung

    @property
    def name(self) -> str:
        """How it is called elsewhere: "Leitsatz 3", or its title."""
        return self.ueber if self.ist_satz and self.ueber else self.titel

    @property
    def weitere_quellen(self) -> int:
        """How many sources the Fassung only counts."""
        named = self.daten["herkunft"]
        return named.gesamt - len(named) if isinstance(named, Schritte) else 0

    @property
    def unter_rang(self) -> int:
        return min(self.rang + 1, 6)

    @property
    def ankerwort(self) -> str:
        """Name the link to this place so that no two on a page sound alike."""
        titel = self.titel or self.ueber
        return f"Link zu {self.ueber}" if self.daten["nr"] else f"Link zu „{titel.strip('„“')}“"


@dataclass(frozen=True)
class Einzeln:
    """One Abschnitt on a page of its own, with its neighbours in the text."""

    passage: Passage
    davor: Passage | None
    danach: Passage | None


def passages(fassung: Fassung) -> list[Passage]:
    """Return the text of the Fassung with both ways: a constant number of queries, whatever its length."""
    rows = Abschnitt.objects.filter(leitbild_id=fassung.objekt_id)
    return _with_ways(fassung, rows)


def alone(fassung: Fassung, anker: str) -> Einzeln | None:
    """Return the Abschnitt with this anchor, None where the Fassung has none; its neighbours have no ways."""
    places = [one["anker"] for one in lesen.inhalt(fassung)["abschnitte"]]
    if anker not in places:
        return None
    place = places.index(anker)
    found = _with_ways(fassung, Abschnitt.objects.filter(leitbild_id=fassung.objekt_id, kennung=anker))
    around = [None, *found, None]
    return Einzeln(found[place], around[place], around[place + 2])


def _with_ways(fassung: Fassung, wanted: AbschnittQuerySet) -> list[Passage]:
    """Return all Abschnitte; what follows today is looked up for those wanted, the frozen ways stand at each."""
    abschnitte: list[dict[str, Any]] = lesen.inhalt(fassung)["abschnitte"]
    rows = {row.kennung: row for row in wanted.select_related("leitbild")}
    net = netz(rows.values(), "wohin")
    chosen = {key: nearest(net, net.schritte(row), _whole(row)) for key, row in rows.items()}
    bring(step for found in chosen.values() for step in found.alle)
    first = next((place for place, daten in enumerate(abschnitte) if daten["art"] in MIT_HERKUNFT), 0)
    return [
        Passage(
            daten=daten,
            rang=rang,
            ist_auftakt=place < first,
            seite=page_of(fassung, daten["anker"]),
            herkunft=frozen(daten["herkunft"], _all_sources(fassung, daten)),
            folgen=_folgen(net, chosen.get(daten["kennung"]), daten),
        )
        for place, (daten, rang) in enumerate(zip(abschnitte, heading_levels(abschnitte), strict=True))
    ]


def page_of(fassung: Fassung, anker: str) -> str:
    """Return the page of one Abschnitt in this Fassung."""
    return page_link("leitbild-passage", fassung, anker=anker)


def sources(passage: Passage) -> list[Station]:
    """Return all sources that the Fassung names, the order of the text kept."""
    return frozen(passage.daten["herkunft"]).alle


def _all_sources(fassung: Fassung, daten: Mapping[str, Any]) -> Ganzes:
    return Ganzes(f"{page_of(fassung, daten['anker'])}#woher", daten["bezeichnung"] or daten["titel"])


def _whole(row: Abschnitt) -> Ganzes:
    return whole("abschnitt", row.faden_kennung, row.bezeichnung)


def _folgen(net: Netz, chosen: Faltung[Schritt] | None, daten: dict[str, Any]) -> Faltung[Station]:
    """What was deleted since keeps what followed from it when it was frozen."""
    return as_of_today(net, chosen) if chosen is not None else frozen(daten["folgen"])


EINRICHTUNGEN = 8
"""So many institutions stand beside a text; a page of its own has all."""


@dataclass(frozen=True)
class Beteiligte:
    """Who took part, as the Fassung names them; `seite` has all of them."""

    alle: Sequence[Mapping[str, Any]]
    seite: str

    @property
    def gezeigt(self) -> Sequence[Mapping[str, Any]]:
        return self.alle[:EINRICHTUNGEN]

    @property
    def sind_mehr(self) -> bool:
        return len(self.alle) > EINRICHTUNGEN


def beteiligte(fassung: Fassung) -> Beteiligte:
    """Return the institutions that took part in the whole text."""
    return Beteiligte(lesen.inhalt(fassung)["beteiligte"], page_link("leitbild-einrichtungen", fassung))


def beteiligte_an(fassung: Fassung, passage: Passage) -> Beteiligte:
    """Return those who were at the workshops of its sources, or commented on it."""
    rows = [one for one in lesen.inhalt(fassung)["beteiligte"] if passage.daten["kennung"] in one["abschnitte"]]
    return Beteiligte(rows, page_link("leitbild-passage-einrichtungen", fassung, anker=passage.daten["anker"]))


def before(fassung: Fassung) -> Iterator[Ereignis]:
    """Tell of the workshops from which the Leitbild came."""
    came_from = Q(leitbilder=fassung.objekt_id) | Q(weitere_leitbilder=fassung.objekt_id)
    reihen = Reihe.objects.filter(came_from).values("pk")
    return events(Workshop.objects.filter(reihe__in=reihen))


def leitsaetze(fassung: Fassung) -> int:
    return sum(daten["art"] in MIT_HERKUNFT for daten in lesen.inhalt(fassung)["abschnitte"])
