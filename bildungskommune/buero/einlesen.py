"""Institutions from a table: which column is what, what each row would do, and doing it.

What is known already is never overwritten: a row about it fills only what is empty. Two institutions are the same
when name and Gemeinde agree, whatever their case and spaces; a row without Gemeinde means the one of that name.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from django.db import transaction
from django.http import QueryDict

from bildungskommune.akteure.models import Bildungsbereich, Gemeinde, Institution
from bildungskommune.audit.log import By
from bildungskommune.buero import akteure
from bildungskommune.buero.formulare import InstitutionForm
from bildungskommune.tabellen_lesen import Tabelle
from bildungskommune.text import counted
from bildungskommune.werkbank import aendern

SPALTEN: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "name": ("Name", ("name", "einrichtung", "institution", "bezeichnung")),
    "kurzname": ("Kurzname", ("kurz",)),
    "typ": ("Art der Einrichtung", ("art", "typ")),
    "traeger": ("Träger", ("träger", "traeger")),
    "bildungsbereiche": ("Bildungsbereiche", ("bildungsbereich", "bereich")),
    "gemeinde": ("Gemeinde", ("gemeinde", "kommune")),
    "strasse": ("Straße und Hausnummer", ("straße", "strasse", "anschrift")),
    "plz": ("Postleitzahl", ("plz", "postleit")),
    "ort": ("Ort", ("ort",)),
    "website": ("Website", ("web", "url", "internet", "homepage")),
    "email": ("E-Mail-Adresse der Einrichtung", ("e-mail", "email", "mail", "postfach")),
}
"""Field: what it is called, and how columns for it begin."""
HOECHSTENS = 500
"""So many rows are taken at once: a county has some hundred institutions."""
FUELLBAR = ("kurzname", "traeger", "strasse", "plz", "ort", "website", "email", "gemeinde", "bildungsbereiche")
"""What a row may add to an institution that is known."""


class Was(StrEnum):
    NEU = "neu"
    ERGAENZT = "wird ergänzt"
    GLEICH = "steht schon da"
    FEHLER = "nicht eingelesen"


@dataclass(frozen=True)
class Zeile:
    """One row and what it would do."""

    nr: int
    """As the table program counts: the head is row 1."""
    name: str
    was: Was
    gruende: Sequence[str] = ()
    """What is wrong, or which fields are filled."""
    form: InstitutionForm | None = None
    institution: Institution | None = None
    werte: Mapping[str, object] = field(default_factory=dict)

    @property
    def fingerabdruck(self) -> object:
        return self.name, *self.gruende


def plan(tabelle: Tabelle, spalten: Mapping[str, int], antworten: Mapping[str, object]) -> list[Zeile]:
    """Say for each row what it would do; nothing is stored."""
    verzeichnis = _Verzeichnis()
    rows = zip(tabelle.nummern, tabelle.zeilen, strict=True)
    return [verzeichnis.row(nr, _cells(cells, spalten)) for nr, cells in rows]


def take(zeilen: Sequence[Zeile], antworten: Mapping[str, object], *, by: By) -> str:
    """Store what is new and fill what is empty, all or nothing. Returns how many of both, in words."""
    with transaction.atomic():
        new = [zeile for zeile in zeilen if zeile.was == Was.NEU]
        filled = [zeile for zeile in zeilen if zeile.was == Was.ERGAENZT]
        for zeile in new:
            assert zeile.form is not None
            akteure.add(zeile.form.save(commit=False), by=by)
        for zeile in filled:
            assert zeile.institution is not None
            for name, value in zeile.werte.items():
                setattr(zeile.institution, name, value)
            aendern.change(zeile.institution, list(zeile.werte), by=by)
    ergaenzt = f" Bei {len(filled)} wurde ergänzt, was fehlte." if filled else ""
    return f"{counted(len(new), 'Einrichtung ist', 'Einrichtungen sind')} neu im Verzeichnis.{ergaenzt}"


def _cells(cells: Sequence[str], spalten: Mapping[str, int]) -> dict[str, str]:
    return {name: " ".join(cells[nr].split()) for name, nr in spalten.items() if nr < len(cells)}


def _same(text: str) -> str:
    return " ".join(text.casefold().split())


class _Verzeichnis:
    """What is known, and the words by which a table may name it."""

    def __init__(self) -> None:
        self._gemeinden = {_same(one.name): one for one in Gemeinde.objects.all()}
        self._typen = {_same(word): code for code, label in Institution.Typ.choices for word in (code, str(label))}
        self._bereiche = {_same(word): code for code, label in Bildungsbereich.choices for word in (code, str(label))}
        self._known: dict[str, list[Institution]] = {}
        for one in Institution.objects.select_related("gemeinde"):
            self._known.setdefault(_same(one.name), []).append(one)
        self._seen: dict[tuple[str, str], int] = {}

    def row(self, nr: int, cells: dict[str, str]) -> Zeile:
        name = cells.get("name", "")
        if not name:
            return Zeile(nr, "ohne Namen", Was.FEHLER, ["Der Name fehlt."])
        key = (_same(name), _same(cells.get("gemeinde", "")))
        if (first := self._seen.setdefault(key, nr)) != nr:
            return Zeile(nr, name, Was.FEHLER, [f"Dieselbe Einrichtung steht schon in Zeile {first}."])
        werte, wrong = self._read(cells)
        if wrong:
            return Zeile(nr, name, Was.FEHLER, wrong)
        there = [one for one in self._known.get(key[0], ()) if self._agrees(one, werte)]
        if len(there) > 1:
            return Zeile(nr, name, Was.FEHLER, ["Diesen Namen gibt es mehrmals. Bitte nennen Sie die Gemeinde."])
        return _filling(nr, there[0], werte) if there else _new(nr, name, werte)

    def _agrees(self, one: Institution, werte: Mapping[str, object]) -> bool:
        return werte.get("gemeinde") is None or one.gemeinde is None or one.gemeinde == werte["gemeinde"]

    def _read(self, cells: Mapping[str, str]) -> tuple[dict[str, object], list[str]]:
        """Return the values of a row, and what of it nobody can read."""
        werte: dict[str, object] = {name: text for name, text in cells.items() if text}
        wrong = []
        if text := cells.get("gemeinde"):
            werte["gemeinde"] = self._gemeinden.get(_same(text))
            if werte["gemeinde"] is None:
                wrong.append(f"Die Gemeinde „{text}“ steht nicht im Verzeichnis.")
        if text := cells.get("typ"):
            werte["typ"] = self._typen.get(_same(text), "")
            if not werte["typ"]:
                arten = ", ".join(str(label) for label in Institution.Typ.labels)
                wrong.append(f"Die Art „{text}“ gibt es nicht. Möglich sind: {arten}.")
        if text := cells.get("bildungsbereiche"):
            werte["bildungsbereiche"], unknown = self._areas(text)
            wrong += [f"Den Bildungsbereich „{one}“ gibt es nicht." for one in unknown]
        return werte, wrong

    def _areas(self, text: str) -> tuple[list[str], list[str]]:
        words = [word.strip() for word in text.replace(";", ",").split(",") if word.strip()]
        known = [self._bereiche[_same(word)] for word in words if _same(word) in self._bereiche]
        return known, [word for word in words if _same(word) not in self._bereiche]


def _new(nr: int, name: str, werte: Mapping[str, object]) -> Zeile:
    form = InstitutionForm(_as_sent({"typ": Institution.Typ.SONSTIGE, "oeffentlich": "on", **werte}))
    if not form.is_valid():
        return Zeile(nr, name, Was.FEHLER, list(_told(form)))
    return Zeile(nr, name, Was.NEU, form=form)


def _as_sent(werte: Mapping[str, object]) -> QueryDict:
    """Return the values as a browser would send them."""
    data = QueryDict(mutable=True)
    for name, value in werte.items():
        data.setlist(name, value if isinstance(value, list) else [str(getattr(value, "pk", value))])
    return data


def _told(form: InstitutionForm) -> Iterator[str]:
    for name, errors in form.errors.items():
        label = SPALTEN[name][0] if name in SPALTEN else ""
        yield from (f"{label}: {error}" if label else str(error) for error in errors)


def _filling(nr: int, institution: Institution, werte: Mapping[str, object]) -> Zeile:
    empty = {name: werte[name] for name in FUELLBAR if werte.get(name) and not getattr(institution, name)}
    form = InstitutionForm(_as_sent({"name": institution.name, "typ": institution.typ, **empty}))
    form.is_valid()
    if wrong := [f"{SPALTEN[name][0]}: {error}" for name in empty for error in form.errors.get(name, ())]:
        return Zeile(nr, institution.name, Was.FEHLER, wrong)
    filled = {name: form.cleaned_data[name] for name in empty}
    if not filled:
        return Zeile(nr, institution.name, Was.GLEICH, institution=institution)
    return Zeile(
        nr,
        institution.name,
        Was.ERGAENZT,
        [SPALTEN[name][0] for name in filled],
        institution=institution,
        werte=filled,
    )
