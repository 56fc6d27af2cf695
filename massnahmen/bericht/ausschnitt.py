"""What of a report stands on one page: its chapters with the first measures, or further measures as somebody asks.

A report may have thousands of measures. In its PDF all of them stand one behind the other.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import QueryDict

from bildungskommune.fassungen.registry import Snapshot
from bildungskommune.fassungen.verzeichnis import Inhaltszeile
from bildungskommune.ui.paging import PARAMETER
from bildungskommune.werkbank.suchen import occurs
from massnahmen.bericht.fassung import KAPITEL, MASSNAHME, page_of, verzeichnis
from massnahmen.bericht.sammeln import OHNE_FELD, OHNE_STELLE
from massnahmen.forms.auswahl import GEAENDERT, VORSCHLAG, AuswahlForm
from massnahmen.models import Ampelstufe

Data = dict[str, Any]
JE_SEITE = 10
"""Measures on one page."""
ZEILEN_JE_SEITE = 50
"""Changes on a page that shows nothing else."""
AM_ANFANG = 20
"""So many lines the chapters show of a list that has a page of its own."""
IM_INHALT = 100
"""So many measures the list of contents names; of more, only those on the page."""
TEIL, AENDERUNGEN = "teil", "aenderungen"
GEFRAGT = (*AuswahlForm.base_fields, MASSNAHME, TEIL, PARAMETER)
LAENGSTES = 200
WORTE = ("nr", "titel", "ziel", "federfuehrung", "status")
GESAGT = ("text", "hindernisse", "abweichung", "naechste_schritte")


def asked(query: QueryDict) -> QueryDict:
    """Return what the address asks of a report, in one order; what no report knows falls away."""
    found = QueryDict(mutable=True)
    for name in GEFRAGT:
        if value := query.get(name, "")[:LAENGSTES]:
            found[name] = value
    return found


@dataclass(frozen=True)
class Ausschnitt:
    """One page of a report."""

    inhalt: Snapshot
    abfrage: QueryDict

    @cached_property
    def filter(self) -> AuswahlForm:
        return AuswahlForm(self.abfrage, self.inhalt["zahlen"])

    @property
    def nur_aenderungen(self) -> bool:
        """Whether the page shows all changes as a table, and nothing else."""
        return self.abfrage.get(TEIL) == AENDERUNGEN

    @property
    def ist_anfang(self) -> bool:
        """Whether the chapters stand on it: on the first page of all measures."""
        return not self.nur_aenderungen and not self.filter.gefragt and self.seite.number == 1

    @cached_property
    def geaendert(self) -> Mapping[str, Sequence[Data]]:
        """What is otherwise of each measure, by its Kennung."""
        found: dict[str, list[Data]] = defaultdict(list)
        for row in self.inhalt["aenderungen"]:
            found[row["kennung"]].append(row)
        return found

    @cached_property
    def seite(self) -> Page[Data]:
        """The measures that stand on it; a page that there is not leads to the nearest."""
        found = [one for one in self.inhalt["massnahmen"] if self._is_asked_for(one)]
        pages = Paginator(found, JE_SEITE)
        wanted = self.abfrage.get(MASSNAHME)
        place = next((nr for nr, one in enumerate(found) if one["kennung"] == wanted), None)
        return pages.get_page(self.abfrage.get(PARAMETER, 1) if place is None else place // JE_SEITE + 1)

    @property
    def massnahmen(self) -> Iterator[Data]:
        """Each measure of the page with what is otherwise of it."""
        return ({**one, "geaendert": self.geaendert.get(one["kennung"], ())} for one in self.seite)

    @cached_property
    def tabelle(self) -> Page[Data]:
        """The changes of the page that shows nothing else."""
        pages = Paginator(self.inhalt["aenderungen"], ZEILEN_JE_SEITE)
        return pages.get_page(self.abfrage.get(PARAMETER, 1))

    @property
    def weiter(self) -> QueryDict:
        """What the addresses of further pages ask besides their number."""
        query = self.abfrage.copy()
        query.pop(MASSNAHME, None)
        return query

    @property
    def verzug(self) -> Sequence[Data]:
        """The first measures that are behind, each with the way to it."""
        return [{**one, "weg": self._way(one["anker"])} for one in self._late[:AM_ANFANG]]

    @property
    def verzug_gesamt(self) -> int:
        return len(self._late)

    @cached_property
    def _late(self) -> Sequence[Data]:
        return [one for one in self.inhalt["massnahmen"] if one["ampel"]["code"] == Ampelstufe.IN_VERZUG]

    @property
    def aenderungen(self) -> Sequence[Data]:
        """The changes of the page, each with the way to its measure."""
        rows = self.tabelle if self.nur_aenderungen else self.inhalt["aenderungen"][:AM_ANFANG]
        return [{**row, "weg": self._way(row["kennung"])} for row in rows]

    def contents(self) -> Iterator[dict[str, Any]]:
        """Yield the lines of the list of contents with the page on which each stands."""
        is_short = len(self.inhalt["massnahmen"]) <= IM_INHALT
        for zeile in verzeichnis(self.inhalt):
            way = self._way(zeile["anker"])
            is_far = _is_measure(zeile) and bool(way)
            if is_short or not is_far:
                yield {**zeile, "weg": way, "hier": is_far}

    @cached_property
    def _shown(self) -> frozenset[str]:
        measures = frozenset() if self.nur_aenderungen else frozenset(one["anker"] for one in self.seite)
        if self.ist_anfang:
            return measures | KAPITEL
        return measures | {AENDERUNGEN if self.nur_aenderungen else "massnahmen"}

    def _way(self, anker: str) -> str:
        """Return what stands before an anchor in a link: nothing for what is on this page."""
        return "" if anker in self._shown else page_of(anker) or "?"

    def _is_asked_for(self, one: Data) -> bool:
        wanted = {} if self.nur_aenderungen else self.filter.gefragt
        return all(_FRAGEN[name](self, one, value) for name, value in wanted.items())


def _is_measure(zeile: Inhaltszeile) -> bool:
    return zeile["ebene"] > 1


def _only(ausschnitt: Ausschnitt, one: Data, what: str) -> bool:
    return {GEAENDERT: one["kennung"] in ausschnitt.geaendert, VORSCHLAG: bool(one["vorschlag"]["empfehlung"])}[what]


def _says(ausschnitt: Ausschnitt, one: Data, words: str) -> bool:
    told = [row[name] for row in one["sachstaende"] for name in GESAGT]
    return occurs(words, [*(one[name] for name in WORTE), *told, *one["vorschlag"].values()])


def _is_led_by(ausschnitt: Ausschnitt, one: Data, name: str) -> bool:
    return (one["federfuehrung"] or OHNE_STELLE) == name


_FRAGEN = {
    "feld": lambda ausschnitt, one, name: name in (one["felder"] or [OHNE_FELD]),
    "stelle": _is_led_by,
    "ampel": lambda ausschnitt, one, code: one["ampel"]["code"] == code,
    "nur": _only,
    "wort": _says,
}
