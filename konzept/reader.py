"""A Konzept as its readers see it: the frozen text, and the Maßnahmen under it as they stand today."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from bildungskommune.fassungen import lesen
from bildungskommune.fassungen.ausgaben import valid
from bildungskommune.fassungen.models import Fassung
from bildungskommune.text import plain
from bildungskommune.tracing.faden import Faltung, Key, Schritt, Station, bring
from bildungskommune.tracing.netz import Netz, netz
from bildungskommune.tracing.registry import whole
from bildungskommune.tracing.stationen import HOECHSTENS, cut, frozen, of_today
from konzept import fassungen
from konzept.bezeichnungen import Bezeichnungen, of_snapshot
from konzept.fassungen import beside_strategien
from konzept.models import Handlungsfeld, Strategie

SATZ_ZEICHEN = 220
Data = dict[str, Any]


@dataclass(frozen=True)
class Folgen:
    """What follows as it stands today, or as it was frozen where the thing itself was deleted since."""

    gewaehlt: Faltung[Schritt]
    gefroren: Faltung[Station] | None = None

    @property
    def heute(self) -> Faltung[Station]:
        if self.gefroren is not None:
            return self.gefroren
        return self.gewaehlt.mapped(of_today)


@dataclass(frozen=True)
class Blick:
    """A Strategie of the snapshot with its Maßnahmen of today."""

    daten: Data
    folgen: Folgen

    @property
    def massnahmen(self) -> Faltung[Station]:
        return self.folgen.heute


@dataclass(frozen=True)
class Feld:
    """A Handlungsfeld of the snapshot with all that came of it."""

    daten: Data
    strategien: Sequence[Blick]
    herkunft: Faltung[Station]
    ausserdem: Folgen
    massnahmen: int
    worte: Bezeichnungen

    @property
    def folgen(self) -> Faltung[Station]:
        return self.ausserdem.heute

    @property
    def schritte(self) -> list[Schritt]:
        """All steps that its page shows."""
        found = [self.ausserdem, *(strategie.folgen for strategie in self.strategien)]
        return [step for one in found for step in one.gewaehlt.alle]

    @property
    def bezeichnung(self) -> str:
        return self.worte["handlungsfeld"].name(self.daten["nr"])

    @property
    def zaehlt_strategien(self) -> bool:
        """Whether their number is said: not where the document has none at all, nor where only guests stand here."""
        return bool(self.strategien) or (self.worte["strategie"].benutzt and not self.daten["auch_hier"])

    @property
    def strategien_zahl(self) -> int:
        return len(self.strategien)

    @property
    def satz(self) -> str:
        """The first sentence of what is aimed at, for the overview."""
        words = plain(self.daten["zielbild"] or self.daten["ausgangslage"])
        sentence = words.split(". ")[0].rstrip(".") + "." if words else ""
        return sentence if len(sentence) <= SATZ_ZEICHEN else sentence[:SATZ_ZEICHEN].rsplit(" ", 1)[0] + " …"

    @property
    def teile(self) -> list[tuple[str, str]]:
        """The headings of the parts that were written, each with the name of its text."""
        parts = (
            ("Ausgangslage", "ausgangslage"),
            ("Zielbild", "zielbild"),
            ("Worauf wir bauen", "worauf_wir_bauen"),
            ("Herausforderungen", "herausforderungen"),
        )
        return [(titel, name) for titel, name in parts if self.daten[name]]


def felder(fassung: Fassung) -> list[Feld]:
    """Return all Handlungsfelder of the Fassung, without the Maßnahmen: a constant number of queries."""
    own = Handlungsfeld.objects.filter(konzept_id=fassung.objekt_id).select_related("konzept")
    rows = {row.kennung: row for row in own.prefetch_related("strategien__handlungsfeld__konzept", "gaeste")}
    strategien = [strategie for row in rows.values() for strategie in row.strategien.all()]
    net = netz([*rows.values(), *strategien], "wohin")
    inhalt = lesen.inhalt(fassung)
    worte = of_snapshot(inhalt)
    return [_feld(daten, rows.get(daten["kennung"]), net, worte) for daten in inhalt["handlungsfelder"]]


def with_steps(felder: Sequence[Feld]) -> Sequence[Feld]:
    """Return the same with what their pages show of the Maßnahmen, fetched at once."""
    bring(step for feld in felder for step in feld.schritte)
    return felder


def _feld(daten: Data, row: Handlungsfeld | None, net: Netz, worte: Bezeichnungen) -> Feld:
    strategien = list(row.strategien.all()) if row is not None else []
    known = {strategie.kennung: strategie for strategie in strategien}
    if row is None:
        own = Folgen(Faltung(), frozen(daten["folgen"]))
        total = len(daten["folgen"])
    else:
        gaeste = list(row.gaeste.all())
        whole_feld = whole("handlungsfeld", row.faden_kennung, row.bezeichnung)
        own = Folgen(cut(beside_strategien(net, row, strategien, gaeste), HOECHSTENS, whole_feld))
        total = len(_later(net, row, [*strategien, *gaeste]))
    return Feld(
        daten=daten,
        strategien=[_strategie(entry, known.get(entry["kennung"]), net) for entry in daten["strategien"]],
        herkunft=frozen(daten["herkunft"]),
        ausserdem=own,
        massnahmen=total,
        worte=worte,
    )


def _later(net: Netz, row: Handlungsfeld, parts: Sequence[Strategie]) -> set[Key]:
    """Return what later stages made of a Handlungsfeld and its Strategien, each once."""
    steps = (step for thing in (row, *parts) for step in net.schritte(thing))
    return {step.key for step in steps if step.stufe > row.faden_stufe}


def _strategie(daten: Data, row: Strategie | None, net: Netz) -> Blick:
    if row is None:
        return Blick(daten, Folgen(Faltung(), frozen(daten["massnahmen"])))
    ganz = whole("strategie", row.faden_kennung, row.bezeichnung)
    return Blick(daten, Folgen(cut(net.schritte(row), HOECHSTENS, ganz)))


def fassung_with(kennung: str) -> Fassung | None:
    """Return the valid Fassung in which a Handlungsfeld of this Kennung stands, the newest first.

    Raises lesen.Unreadable when it is in no other one and might be in one that cannot be read.
    """
    holding = valid(fassungen.KEY)
    if (found := _first_with(kennung, holding)) is not None:
        return found
    for fassung in holding:
        lesen.inhalt(fassung)
    return None


def former_with(kennung: str) -> Fassung | None:
    """Return the last Fassung in which a Handlungsfeld of this Kennung stood, of what does not hold any more."""
    once = Fassung.objects.of(fassungen.KEY).standard().public()
    return _first_with(kennung, once.order_by("-veroeffentlicht_am", "-pk"))


def _first_with(kennung: str, found: Iterable[Fassung]) -> Fassung | None:
    for fassung, inhalt in lesen.readable(found):
        if any(feld["kennung"] == kennung for feld in inhalt["handlungsfelder"]):
            return fassung
    return None
