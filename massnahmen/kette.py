"""What carries out the Konzept that holds, for everybody: Handlungsfeld, Strategie, Ziel and measure, and the gaps.

Handlungsfelder, Ziele and Strategien are those of the Fassung that holds, in its words; the measures are the public
ones as they stand today. A measure that was dropped carries nothing out. A Ziel has a measure by itself or by a
Strategie that serves it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from bildungskommune.fassungen import lesen
from bildungskommune.fassungen.models import Fassung
from bildungskommune.grafik.bild import Bild, Flaeche
from bildungskommune.grafik.punktfeld import SPALTEN, Punktzeile, punktfeld
from konzept.bezeichnungen import Bezeichnungen, of_snapshot
from massnahmen.matrix import gap
from massnahmen.models import Massnahme, Massnahmenbezug, MassnahmeStatus

JE_SEITE = 25
GENANNT = 60
"""So many Strategien, and so many Ziele, of one Handlungsfeld are named; of those beyond only the number is told."""
FLAECHE = Flaeche(schmal=560, breit=656, schrift=14)
"""Narrower than a small tablet the chart is not shown: there the table is read."""
Ort = tuple[str, str, str]
"""What names a part of the Konzept: its kind, the Kennung of its Handlungsfeld, and its own."""
STRATEGIE, ZIEL, FELD = "strategie", "ziel", "handlungsfeld"


@dataclass
class Glied:
    """A Strategie or a Ziel of one Handlungsfeld. `kurz` is how chart and table call it: S1, Z2."""

    ort: Ort
    kurz: str
    name: str
    woher: str = ""
    """What the Handlungsfeld of a guest is called."""
    partner: list["Glied"] = field(default_factory=list)
    """The Ziele that a Strategie serves; the Strategien that serve a Ziel."""
    direkt: set[int] = field(default_factory=set)
    """The keys of the measures that are linked with it."""

    @property
    def gast(self) -> bool:
        """Whether it is a Strategie of another Handlungsfeld that belongs to this one, too."""
        return bool(self.woher)

    @property
    def ist_ziel(self) -> bool:
        return self.ort[0] == ZIEL

    @cached_property
    def massnahmen(self) -> set[int]:
        """The keys of the measures that lead to it: to a Ziel also those of its Strategien."""
        ways = self.partner if self.ist_ziel else []
        return self.direkt.union(*(one.direkt for one in ways))


@dataclass(frozen=True)
class Feld:
    """One Handlungsfeld with its parts."""

    worte: Bezeichnungen
    kennung: str
    name: str
    titel: str
    querschnitt: bool
    strategien: Sequence[Glied]
    ziele: Sequence[Glied]
    direkt: frozenset[int]
    """The keys of the measures that are linked with the Handlungsfeld itself."""

    @property
    def glieder(self) -> list[Glied]:
        """Its parts as far as they are named."""
        return [*self.strategien[:GENANNT], *self.ziele[:GENANNT]]

    @property
    def ungenannt(self) -> int:
        return len(self.strategien) + len(self.ziele) - len(self.glieder)

    @cached_property
    def massnahmen(self) -> set[int]:
        """The keys of all measures that carry it out."""
        return set(self.direkt).union(*(one.direkt for one in (*self.strategien, *self.ziele)))

    @property
    def befund(self) -> list[str]:
        """What is missing, one sentence of each kind; nothing where all is there."""
        own = [one for one in self.strategien if not one.gast]
        empty, bare = sum(not one.massnahmen for one in own), sum(not one.massnahmen for one in self.ziele)
        loose = sum(self._is_loose(one) for one in self.ziele)
        strategie, ziel = self.worte[STRATEGIE], self.worte[ZIEL]
        ziele = (len(self.ziele), ziel.einzahl, ziel.mehrzahl_dativ)
        return [
            *gap(empty, len(own), strategie.einzahl, strategie.mehrzahl_dativ, "ohne Maßnahme"),
            *gap(loose, *ziele, f"ohne {strategie}"),
            *gap(bare, *ziele, "ohne Maßnahme"),
        ]

    @property
    def zeilen(self) -> list[tuple[Glied, list[str]]]:
        """Its parts as far as they are named, each with what it lacks in words."""
        return [(one, list(self._lacks(one))) for one in self.glieder]

    def _lacks(self, glied: Glied) -> Iterator[str]:
        wort = self.worte[glied.ort[0]]
        if self._is_loose(glied):
            yield f"{wort} ohne {self.worte[STRATEGIE]}"
        if not glied.massnahmen:
            yield f"{wort} ohne Maßnahme"

    def _is_loose(self, glied: Glied) -> bool:
        """Whether no Strategie serves a Ziel, in a Konzept that has Strategien."""
        return glied.ist_ziel and not glied.partner and self.worte[STRATEGIE].benutzt


@dataclass(frozen=True)
class Zeile:
    """A measure with the parts that it carries out: directly, and Ziele by way of a Strategie."""

    massnahme: Massnahme
    direkt: Sequence[Glied]
    ueber: Sequence[Glied]
    zum_feld: bool
    """Whether it is linked with the Handlungsfeld itself."""


def felder(fassung: Fassung) -> list[Feld]:
    """Return the Handlungsfelder of a Fassung with the keys of their public measures; a constant number of statements.

    Raises lesen.Unreadable.
    """
    inhalt = lesen.inhalt(fassung)
    worte, linked = of_snapshot(inhalt), _links(fassung.objekt_id)
    return [_feld(entry, worte, linked) for entry in inhalt["handlungsfelder"]]


def _links(konzept: int) -> dict[Ort, set[int]]:
    """Return the keys of the public measures that are linked with each part of a Konzept."""
    rows = Massnahmenbezug.objects.filter(massnahme__oeffentlich=True)
    rows = rows.exclude(massnahme__status=MassnahmeStatus.VERWORFEN).order_by()
    found: dict[Ort, set[int]] = {}
    for art in (STRATEGIE, ZIEL):
        own = rows.filter(**{f"{art}__handlungsfeld__konzept": konzept})
        for feld, kennung, key in own.values_list(f"{art}__handlungsfeld__kennung", f"{art}__kennung", "massnahme_id"):
            found.setdefault((art, feld, kennung), set()).add(key)
    direct = rows.filter(handlungsfeld__konzept=konzept).values_list("handlungsfeld__kennung", "massnahme_id")
    for feld, key in direct:
        found.setdefault((FELD, feld, feld), set()).add(key)
    return found


def _feld(entry: Mapping[str, Any], worte: Bezeichnungen, linked: Mapping[Ort, set[int]]) -> Feld:
    own, letters = entry["kennung"], _letters(worte)

    def part(art: str, feld: str, one: Mapping[str, Any], nr: int, woher: str = "") -> Glied:
        ort = (art, feld, one["kennung"])
        name = f"{worte[art].name(one['nr'])}: {one['titel']}"
        return Glied(ort, f"{letters[art]}{nr}", name, woher, direkt=set(linked.get(ort, ())))

    ziele = [part(ZIEL, own, one, nr) for nr, one in enumerate(entry["ziele"], 1)]
    strategien = [part(STRATEGIE, own, one, nr) for nr, one in enumerate(entry["strategien"], 1)]
    called = {one["nr"] or one["titel"]: ziel for one, ziel in zip(entry["ziele"], ziele, strict=True)}
    for one, strategie in zip(entry["strategien"], strategien, strict=True):
        for ziel in (called[name] for name in one["ziele"] if name in called):
            strategie.partner.append(ziel)
            ziel.partner.append(strategie)
    for nr, one in enumerate(entry["auch_hier"], len(strategien) + 1):
        home = one["handlungsfeld"]
        strategien.append(part(STRATEGIE, home["kennung"], one, nr, worte[FELD].kurz(home["nr"], home["titel"])))
    direct = frozenset(linked.get((FELD, own, own), ()))
    name = worte[FELD].name(entry["nr"])
    return Feld(worte, own, name, entry["titel"], entry["querschnitt"], strategien, ziele, direct)


def _letters(worte: Bezeichnungen) -> dict[str, str]:
    """Return how chart and table begin the short names: by the first letters of the words, where those differ."""
    found = {art: worte[art].einzahl[0].upper() for art in (STRATEGIE, ZIEL)}
    return found if len(set(found.values())) == len(found) else {STRATEGIE: "S", ZIEL: "Z"}


def measures(feld: Feld) -> QuerySet[Massnahme]:
    """Return the measures of a Handlungsfeld in their order."""
    rows = Massnahme.objects.public().filter(pk__in=feld.massnahmen)
    return rows.only("pk", "kennung", "nr", "titel", "status").order_by("position", "pk")


def lines(feld: Feld, massnahmen: Sequence[Massnahme]) -> list[Zeile]:
    """Return these measures with the named parts that they carry out."""
    return [_line(feld, one) for one in massnahmen]


def _line(feld: Feld, massnahme: Massnahme) -> Zeile:
    key = massnahme.pk
    direct = [one for one in feld.glieder if key in one.direkt]
    over = [one for one in feld.glieder if key in one.massnahmen and key not in one.direkt]
    return Zeile(massnahme, direct, over, key in feld.direkt)


def charts(feld: Feld, zeilen: Sequence[Zeile]) -> Iterator[Bild]:
    """Yield the chart of these measures: where there are many parts, one for some of them after the other."""
    parts = feld.glieder if zeilen else []
    for first in range(0, len(parts), SPALTEN):
        some = parts[first : first + SPALTEN]
        place = {one.ort: nr for nr, one in enumerate(some)}
        rows = [Punktzeile(_called(zeile.massnahme), dict(_points(zeile, place))) for zeile in zeilen]
        span = f"{some[0].kurz} bis {some[-1].kurz}" if len(some) > 1 else some[0].kurz
        yield punktfeld([one.kurz for one in some], rows, FLAECHE, titel=f"{feld.name}: Maßnahmen und {span}")


def _called(massnahme: Massnahme) -> str:
    return " ".join(filter(None, (massnahme.nr, massnahme.titel)))


def _points(zeile: Zeile, place: Mapping[Ort, int]) -> Iterator[tuple[int, bool]]:
    for parts, is_direct in ((zeile.direkt, True), (zeile.ueber, False)):
        yield from ((place[one.ort], is_direct) for one in parts if one.ort in place)
