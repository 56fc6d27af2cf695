"""What each row of a table of measures would do: nothing is stored here."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import CheckConstraint, Q

from bildungskommune.tabellen import as_typed
from bildungskommune.tabellen_lesen import Tabelle, cell_text
from konzept.skala import STANDARD
from massnahmen.drafting import RESERVED
from massnahmen.listen import with_newest_report
from massnahmen.models import Massnahme
from massnahmen.tabelle import nachbarn, stand, teile
from massnahmen.tabelle.felder import FELDER, PRIORITAET, choice
from massnahmen.tabelle.nachbarn import Link, Platz
from massnahmen.tabelle.spalten import KENNUNG, PLAETZE, VERBINDUNGEN, columns, with_everything
from massnahmen.tabelle.stand import Bericht
from massnahmen.tabelle.teile import Neues
from massnahmen.tabelle.verzeichnis import Verzeichnis
from massnahmen.tabelle.worte import Falsch, Namen, same

GEZEIGT, DAVOR = 200, 40
"""So many letters of a value are shown, so many before the first that differs."""
BEDINGT = frozenset(
    name
    for one in Massnahme._meta.constraints
    if isinstance(one, CheckConstraint) and isinstance(one.condition, Q)
    for name in one.condition.referenced_base_fields
)
"""The fields that conditions of the database speak of: each condition asked for is a statement."""


class Was(StrEnum):
    FEHLER = "nicht eingelesen"
    GEAENDERT = "geändert"
    NEU = "neu"
    GLEICH = "unverändert"


@dataclass(frozen=True)
class Aenderung:
    """A cell that says something else than the measure does."""

    kopf: str
    vorher: str
    nachher: str


@dataclass
class Zeile:
    """One row and what it would do."""

    nr: int
    name: str
    massnahme: Massnahme | None = None
    """The one that is there; the row makes a new one without it."""
    cells: Mapping[str, str] = field(default_factory=dict)
    gruende: list[str] = field(default_factory=list)
    hinweise: list[str] = field(default_factory=list)
    aenderungen: list[Aenderung] = field(default_factory=list)
    werte: dict[str, Any] = field(default_factory=dict)
    """The values of the fields that the row changes."""
    teile: list[Neues] = field(default_factory=list)
    bericht: Bericht | None = None
    links: list[Link] = field(default_factory=list)
    plaetze: list[Platz] = field(default_factory=list)

    @property
    def was(self) -> Was:
        if self.gruende:
            return Was.FEHLER
        if self.massnahme is None:
            return Was.NEU
        return Was.GEAENDERT if self.aenderungen else Was.GLEICH

    @property
    def fingerabdruck(self) -> object:
        version = self.massnahme.version if self.massnahme is not None else 0
        return self.name, version, self.gruende, self.aenderungen

    @property
    def adresse(self) -> int | None:
        return self.massnahme.pk if self.massnahme is not None else None


def plan(tabelle: Tabelle, spalten: Mapping[str, int], antworten: Mapping[str, Any]) -> list[Zeile]:
    """Say for each row what it would do; rows that name what is refused are refused as well."""
    rows = zip(tabelle.nummern, tabelle.zeilen, strict=True)
    named = [(nr, {name: row[at] for name, at in spalten.items() if row[at]}) for nr, row in rows]
    lesung = _Lesung(antworten["dokument"], named)
    zeilen = lesung.zeilen
    _refuse_what_hangs_on_refused(zeilen)
    return zeilen


def _refuse_what_hangs_on_refused(zeilen: Sequence[Zeile]) -> None:
    refused = {zeile.nr for zeile in zeilen if zeile.gruende and zeile.massnahme is None}
    while True:
        hanging = [
            (zeile, link.andere)
            for zeile in zeilen
            if not zeile.gruende
            for link in zeile.links
            if isinstance(link.andere, int) and link.andere in refused
        ]
        for zeile, other in hanging:
            zeile.gruende.append(_at(nachbarn.VERBINDUNGEN, f"Sie nennt Zeile {other}, die nicht eingelesen wird."))
        if not hanging:
            return
        refused |= {zeile.nr for zeile, _ in hanging if zeile.massnahme is None}


def _at(kopf: str, sentence: str) -> str:
    return f"Spalte „{kopf}“: {sentence}"


class _Lesung:
    """One reading: who is meant by each row first, then what it says."""

    def __init__(self, dokument: date, rows: Sequence[tuple[int, Mapping[str, str]]]) -> None:
        self.dokument = dokument
        self.known = Verzeichnis()
        self.columns = columns(self.known)
        all_of_them = list(with_everything(with_newest_report(Massnahme.objects.order_by("pk"))))
        self._by_kennung = {one.kennung: one for one in all_of_them}
        self._by_nr: dict[str, list[Massnahme]] = {}
        self._by_titel: dict[str, list[Massnahme]] = {}
        for one in all_of_them:
            if one.nr:
                self._by_nr.setdefault(same(one.nr), []).append(one)
            self._by_titel.setdefault(same(one.titel), []).append(one)
        self._seen: dict[object, int] = {}
        self.zeilen = [self._identify(nr, cells) for nr, cells in rows]
        self.namen = self._names(all_of_them)
        for zeile in self.zeilen:
            if not zeile.gruende:
                self._read(zeile)

    def _identify(self, nr: int, cells: Mapping[str, str]) -> Zeile:
        name = " ".join(filter(None, (cells.get("nr"), cells.get("titel")))) or cells.get(KENNUNG, "ohne Titel")
        zeile = Zeile(nr, name, cells=cells)
        try:
            zeile.massnahme = self._meant(cells)
            self._check_once(zeile)
        except Falsch as refusal:
            zeile.gruende.append(str(refusal))
        return zeile

    def _meant(self, cells: Mapping[str, str]) -> Massnahme | None:
        """Return the measure that a row is about: by Kennung, else by number, else by title. Raises Falsch."""
        if kennung := cells.get(KENNUNG):
            return self._by_kennung.get(kennung)
        found = self._by_nr.get(same(cells["nr"]), []) if "nr" in cells else []
        found = found or ([] if "nr" in cells else self._by_titel.get(same(cells.get("titel", "")), []))
        if len(found) > 1:
            raise Falsch("Nummer oder Titel gibt es im Portal mehrmals. Bitte nennen Sie die Kennung in einer Spalte.")
        return found[0] if found else None

    def _check_once(self, zeile: Zeile) -> None:
        cells = zeile.cells
        if zeile.massnahme is None and not cells.get("titel"):
            raise Falsch(_at("Titel", "Er fehlt. Eine neue Maßnahme braucht einen Titel."))
        key: object = zeile.massnahme or (cells.get(KENNUNG) or same(cells.get("nr") or cells["titel"]))
        if (first := self._seen.setdefault(key, zeile.nr)) != zeile.nr:
            raise Falsch(f"Dieselbe Maßnahme steht schon in Zeile {first}. Bitte fassen Sie beide Zeilen zusammen.")

    def _names(self, all_of_them: Sequence[Massnahme]) -> Namen[Any]:
        """Return the words for measures as they will be called when the table is read in."""
        cells_of = {zeile.massnahme: zeile.cells for zeile in self.zeilen if zeile.massnahme is not None}
        old = [(one, 0, _words(one, cells_of.get(one, {}))) for one in all_of_them]
        new = [(zeile.nr, 0, _words(None, zeile.cells)) for zeile in self.zeilen if zeile.massnahme is None]
        return Namen("Die Maßnahme", [*old, *new])

    def _read(self, zeile: Zeile) -> None:
        for name, text in sorted(zeile.cells.items(), key=lambda cell: cell[0] == PRIORITAET):
            if name not in stand.SPALTEN and text != self._shown(zeile, name):
                self._take(zeile, name, text)
        self._try(zeile, stand.SPALTEN[stand.STATUS][0], lambda: self._take_stand(zeile))
        if not zeile.gruende:
            zeile.gruende += _faults(zeile)

    def _shown(self, zeile: Zeile, name: str) -> str:
        return as_typed(cell_text(self.columns[name][1](zeile.massnahme))) if zeile.massnahme is not None else ""

    def _take(self, zeile: Zeile, name: str, text: str) -> None:
        kopf = self.columns[name][0]
        if self._try(zeile, kopf, lambda: self._says_something_new(zeile, name, text)):
            zeile.aenderungen.append(_changed(kopf, self._shown(zeile, name), text))

    @staticmethod
    def _try(zeile: Zeile, kopf: str, read: Callable[[], bool]) -> bool:
        try:
            return read()
        except Falsch as refusal:
            zeile.gruende.append(_at(kopf, str(refusal)))
            return False

    def _says_something_new(self, zeile: Zeile, name: str, text: str) -> bool:
        """Read one cell into the row. Raises Falsch."""
        massnahme = zeile.massnahme
        if name == KENNUNG:
            return _check_kennung(text)
        if name == VERBINDUNGEN:
            named = nachbarn.read_links(text, self.namen)
            zeile.links = nachbarn.new_links(massnahme or zeile.nr, named)
            return bool(zeile.links)
        if name == PLAETZE:
            zeile.plaetze = nachbarn.new_places(massnahme, nachbarn.read_places(text, self.known), self.known)
            return bool(zeile.plaetze)
        if name in teile.ARTEN:
            art = teile.ARTEN[name]
            found = teile.compare(art, massnahme, teile.read(art, text, self.known))
            zeile.teile += found
            zeile.hinweise += teile.unknown(text, self.known) if name == "mitwirkungen" and found else []
            return bool(found)
        return self._take_field(zeile, name, text)

    def _take_field(self, zeile: Zeile, name: str, text: str) -> bool:
        feld = FELDER[name]
        value = self._priority(zeile, text) if name == PRIORITAET else feld.lies(text, self.known)
        if zeile.massnahme is not None and _is_same(zeile.massnahme, name, value, viele=feld.viele):
            return False
        zeile.werte[name] = value
        return True

    @staticmethod
    def _priority(zeile: Zeile, text: str) -> str:
        """Return the word of the scale that the measure will go by. Raises Falsch."""
        named = {platz.plan for platz in zeile.plaetze}
        if zeile.massnahme is not None:
            named |= {platz.plan for platz in zeile.massnahme.plaetze.all()}
        newest = max(named, key=lambda plan: (plan.created, plan.pk), default=None)
        return choice([(wort, wort) for wort in (newest.prioritaeten if newest else STANDARD)], text)

    def _take_stand(self, zeile: Zeile) -> bool:
        cells = {name: text for name, text in zeile.cells.items() if name in stand.SPALTEN}
        zeile.bericht = stand.report_of(zeile.massnahme, cells, self.dokument)
        if zeile.bericht is None:
            return False
        for name, text in cells.items():
            shown = stand.show(zeile.massnahme, name) if zeile.massnahme is not None else ""
            if text != shown:
                zeile.aenderungen.append(_changed(stand.SPALTEN[name][0], shown, text))
        return True


def _words(massnahme: Massnahme | None, cells: Mapping[str, str]) -> list[str]:
    return [cells.get(name) or str(getattr(massnahme, name, "")) for name in ("nr", KENNUNG, "titel")]


def _check_kennung(text: str) -> bool:
    """A Kennung that is not known becomes that of a new measure. Raises Falsch."""
    try:
        Massnahme(kennung=text).clean_fields(exclude={one.name for one in Massnahme._meta.fields} - {KENNUNG})
    except ValidationError as error:
        raise Falsch(" ".join(error.messages)) from error
    if text in RESERVED:
        raise Falsch(f"„{text}“ ist in Adressen vergeben. Bitte nehmen Sie eine andere Kennung.")
    return True


def _is_same(massnahme: Massnahme, name: str, value: Any, *, viele: bool) -> bool:
    stored = getattr(massnahme, name)
    if viele:
        return set(stored.all()) == set(value)
    return set(stored) == set(value) if isinstance(value, list) else bool(stored == value)


def _faults(zeile: Zeile) -> Iterator[str]:
    """Yield what the model refuses, each with its column."""
    massnahme = _as_it_would_be(zeile)
    others = {one.name for one in Massnahme._meta.concrete_fields} - set(zeile.werte)
    relations = {one.name for one in Massnahme._meta.concrete_fields if one.is_relation}
    yield from _told(partial(massnahme.clean_fields, others | relations))
    if BEDINGT.intersection(zeile.werte):
        yield from _told(massnahme.validate_constraints)
    for one in zeile.teile:
        relations = {row.name for row in one.teil._meta.concrete_fields if row.is_relation}
        yield from (_at(one.art.kopf, sentence) for sentence in _told(partial(one.teil.clean_fields, relations)))


def _as_it_would_be(zeile: Zeile) -> Massnahme:
    """Return the measure with what the row says; relations to many are written later."""
    massnahme = zeile.massnahme or Massnahme()
    for name, value in zeile.werte.items():
        if not FELDER[name].viele:
            setattr(massnahme, name, value)
    return massnahme


def _told(check: Callable[[], None]) -> Iterator[str]:
    try:
        check()
    except ValidationError as error:
        if not hasattr(error, "error_dict"):
            yield from error.messages
            return
        for name, sentences in error.message_dict.items():
            kopf = FELDER[name].label if name in FELDER else ""
            yield from (_at(kopf, sentence) if kopf else sentence for sentence in sentences)


def _changed(kopf: str, vorher: str, nachher: str) -> Aenderung:
    """Return a change with just as much of both values as shows the difference."""
    first = next((at for at, (old, new) in enumerate(zip(vorher, nachher, strict=False)) if old != new), 0)
    start = max(0, first - DAVOR)
    return Aenderung(kopf, _cut(vorher, start), _cut(nachher, start))


def _cut(text: str, start: int) -> str:
    part = text[start : start + GEZEIGT]
    return f"{'…' if start and part else ''}{part}{'…' if len(text) > start + GEZEIGT else ''}"
