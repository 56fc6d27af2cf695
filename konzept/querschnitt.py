"""What runs across: each Querschnittsfeld beside every other Handlungsfeld, with the Strategien and measures of both.

For the desk as it stands today, for readers as a Fassung froze it. Both are one kind of table.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse

from bildungskommune.fassungen import ausgaben, lesen
from bildungskommune.fassungen.liste import page_link
from bildungskommune.fassungen.models import Fassung
from bildungskommune.text import counted
from bildungskommune.tracing.faden import Schritt
from bildungskommune.tracing.netz import netz
from bildungskommune.tracing.registry import address_of
from bildungskommune.tracing.snapshot import gattung
from konzept.bezeichnungen import Bezeichnungen, of_snapshot
from konzept.fassungen import complete
from konzept.links import feld_url
from konzept.models import Handlungsfeld, Konzept, Strategie
from konzept.schema import MASSNAHME
from leitbild.fassungen import KEY as LEITBILD
from leitbild.models import Abschnitt, Art

ZEILEN = 40
"""So many Handlungsfelder stand on one page of the table."""
JE_ZELLE = 5
"""So many Strategien, and so many measures, are named in one cell; the others are counted."""


@dataclass(frozen=True)
class Ding:
    """A Strategie, a measure or an Abschnitt, and where it is read."""

    titel: str
    url: str


@dataclass(frozen=True)
class Feld:
    """One Handlungsfeld with all its Strategien, guests too, and all its measures, each by what names it."""

    name: str
    titel: str
    url: str
    querschnitt: bool
    strategien: Mapping[str, Ding]
    massnahmen: Mapping[str, Ding]

    @property
    def ganz(self) -> str:
        return f"{self.name}: {self.titel}"


@dataclass(frozen=True)
class Gemeinsam:
    """What two Handlungsfelder share of one kind."""

    dinge: Sequence[Ding]
    einzahl: str
    mehrzahl: str

    @property
    def wort(self) -> str:
        return counted(len(self.dinge), self.einzahl, self.mehrzahl)

    @property
    def gezeigt(self) -> Sequence[Ding]:
        return self.dinge[:JE_ZELLE]

    @property
    def weitere(self) -> int:
        return len(self.dinge) - len(self.gezeigt)


@dataclass(frozen=True)
class Zelle:
    """Where a Handlungsfeld meets a Querschnittsfeld."""

    quer: Feld
    feld: Feld
    worte: Bezeichnungen

    @cached_property
    def gemeinsam(self) -> list[Gemeinsam]:
        """What both share, each kind that they share any of."""
        strategie = self.worte["strategie"]
        both = (
            Gemeinsam(_shared(self.quer.strategien, self.feld.strategien), strategie.einzahl, strategie.mehrzahl),
            Gemeinsam(_shared(self.quer.massnahmen, self.feld.massnahmen), "Maßnahme", "Maßnahmen"),
        )
        return [one for one in both if one.dinge]


def _shared(eins: Mapping[str, Ding], zwei: Mapping[str, Ding]) -> list[Ding]:
    return [ding for key, ding in eins.items() if key in zwei]


@dataclass(frozen=True)
class Zeile:
    feld: Feld
    zellen: Sequence[Zelle]


@dataclass(frozen=True)
class Querschnitt:
    """The whole table, and what the Leitbild says for all of its Leitsätze."""

    felder: Sequence[Feld]
    abschnitte: Sequence[Ding]
    worte: Bezeichnungen

    @cached_property
    def quere(self) -> list[Feld]:
        return [feld for feld in self.felder if feld.querschnitt]

    @cached_property
    def zeilen(self) -> list[Zeile]:
        """The other Handlungsfelder; empty where none runs across them."""
        others = [feld for feld in self.felder if not feld.querschnitt] if self.quere else []
        return [Zeile(feld, [Zelle(quer, feld, self.worte) for quer in self.quere]) for feld in others]

    @property
    def befund(self) -> str:
        """How many pairs share nothing, one sentence."""
        cells = [zelle for zeile in self.zeilen for zelle in zeile.zellen]
        empty = sum(not zelle.gemeinsam for zelle in cells)
        if not empty:
            feld = self.worte["handlungsfeld"]
            one_of = f"mindestens {self.worte['strategie'].ein} oder Maßnahme"
            return f"{self.worte.jedes_quer} teilt mit {feld.jedem_anderen} {one_of}."
        verb = "hat" if empty == 1 else "haben"
        of = counted(len(cells), "Paar", "Paaren")
        return f"{empty} von {of} {verb} weder {self.worte['strategie']} noch Maßnahme gemeinsam."


def working(konzept: Konzept) -> Querschnitt:
    """Return the table of the desk, also with what is not public yet; a constant number of statements."""
    felder = list(complete(konzept))
    wohin = netz(felder, "wohin", oeffentlich=False)
    own = Abschnitt.objects.filter(leitbild=konzept.leitbild_id, art=Art.QUERSCHNITT)
    parts = own.select_related("leitbild").order_by("position", "pk") if konzept.leitbild_id else []
    abschnitte = [Ding(str(row), f"{reverse('v-leitbild', args=(row.leitbild_id,))}#{row.kennung}") for row in parts]
    return Querschnitt([_working_feld(feld, wohin.schritte(feld)) for feld in felder], abschnitte, konzept.worte)


def _working_feld(feld: Handlungsfeld, steps: Sequence[Schritt]) -> Feld:
    url = feld_url(feld)
    strategien = {str(one.pk): _working_strategie(one) for one in [*feld.strategien.all(), *feld.gaeste.all()]}
    found = {str(step.key): step for step in steps if step.stufe > Handlungsfeld.faden_stufe}
    massnahmen = {key: Ding(f"{step.art}: {step.titel}", step.url) for key, step in found.items()}
    return Feld(feld.bezeichnung, feld.titel, url, feld.querschnitt, strategien, massnahmen)


def _working_strategie(one: Strategie) -> Ding:
    return Ding(str(one), f"{feld_url(one.handlungsfeld)}#{one.kennung}")


def published(fassung: Fassung) -> Querschnitt:
    """Return the table of a Fassung, from its frozen text, and of the Leitbild as it was published last.

    Raises lesen.Unreadable.
    """
    page = page_link("konzept-fassung", fassung)
    inhalt = lesen.inhalt(fassung)
    entries: Sequence[dict[str, Any]] = inhalt["handlungsfelder"]
    worte = of_snapshot(inhalt)
    strategien = {one["anker"]: one for entry in entries for one in entry["strategien"]}
    felder = [_published_feld(entry, page, strategien, worte) for entry in entries]
    return Querschnitt(felder, list(_published_abschnitte(fassung)), worte)


def _published_feld(
    entry: Mapping[str, Any], page: str, all_of_them: Mapping[str, Mapping[str, Any]], worte: Bezeichnungen
) -> Feld:
    anchors = [one["anker"] for one in (*entry["strategien"], *entry["auch_hier"])]
    own = [all_of_them[anchor] for anchor in anchors if anchor in all_of_them]
    strategie = worte["strategie"]
    steps = [*entry["folgen"], *(step for one in own for step in one["massnahmen"])]
    return Feld(
        worte["handlungsfeld"].name(entry["nr"]),
        entry["titel"],
        f"{page}#{entry['anker']}",
        entry["querschnitt"],
        {one["anker"]: Ding(f"{strategie.name(one['nr'])}: {one['titel']}", f"{page}#{one['anker']}") for one in own},
        {
            step["url"]: Ding(f"{step['art']}: {step['titel']}", step["url"])
            for step in steps
            if gattung(step) == MASSNAHME
        },
    )


def _published_abschnitte(fassung: Fassung) -> Iterator[Ding]:
    leitbild = Konzept.objects.values_list("leitbild_id", flat=True).filter(pk=fassung.objekt_id).first()
    held = ausgaben.last_of(LEITBILD, leitbild) if leitbild else None
    inhalt: dict[str, Any] = lesen.inhalt(held) if held else {"abschnitte": []}
    for one in inhalt["abschnitte"]:
        if one["art"] == Art.QUERSCHNITT:
            yield Ding(one["titel"], address_of("abschnitt", f"{inhalt['kennung']}/{one['anker']}"))
