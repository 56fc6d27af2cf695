"""The flat file of the GENESIS databases ("Flatfile", ffcsv), in both forms: that of the Länder and the newer one.

The older form has a column of values for each figure, `BIL003__Schueler__Anzahl`, and beside it one with what is said
of them, `BIL003__Schueler__q`. The newer one has English heads and one `value`, whose figure and unit stand beside it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from bildungskommune.kennzahlen.zellen import Angabe, Unverstanden, Zeit, read_time, read_value
from bildungskommune.tabellen_lesen import Tabelle

GEZEIGT = 5
"""So many rows that nobody understands are named; all are counted."""
INSGESAMT = "Insgesamt"
KEIN_FLATFILE = (
    "Die Datei ist kein „Flatfile“ aus einer Datenbank der amtlichen Statistik: Es fehlt {fehlt}. Rufen Sie dort die "
    "Tabelle noch einmal auf und wählen Sie beim Download das Format „Flatfile (CSV)“, nicht „CSV“ oder „XLS“."
)
OHNE_REGION = (
    "Die Datei sagt nicht, für welche Region ihre Zahlen gelten. Wählen Sie beim Abruf der Tabelle auch Deutschland, "
    "ein Land, Kreise oder Gemeinden aus, und laden Sie sie noch einmal herunter."
)
NICHTS = (
    "In der Datei steht kein Wert, den das Portal versteht. Laden Sie die Tabelle noch einmal herunter, und laden Sie "
    "die Datei hier so hoch, wie sie ist: Nach dem Speichern in einem Tabellenprogramm sieht sie anders aus."
)
_TABELLE = re.compile(r"([0-9A-Z]{4,6}(?:-[0-9A-Z]{1,6})+)(?=[_. (])", re.ASCII)
_STELLEN = (
    re.compile(r"(\d{1,2})_Merkmal_Code"),
    re.compile(r"(\d{1,2})_variable_code"),
)
_AENDERUNG = re.compile(r"CH\d{4}")
_REGIONAL = frozenset({"DINSG", "DLAND", "REGBEZ", "KREISE", "GEMEIN", "GEMEINDE", "DG", "REGION", "FGEMEIN"})
_REGIONAL_WORT = re.compile(r"\b(Kreise?|Gemeinden?|Bundesländer|Deutschland|Regierungsbezirke)\b")


class NichtErkannt(Exception):
    """The table is no flat file, or has nothing of use; the text says in German what to do."""


@dataclass(frozen=True)
class Groesse:
    """What is counted or measured, and in which unit."""

    code: str
    name: str
    einheit: str

    @property
    def schluessel(self) -> str:
        return f"{self.code}|{self.einheit}"

    def __str__(self) -> str:
        return f"{self.name} ({self.einheit})" if self.einheit else self.name


@dataclass
class Merkmal:
    """A characteristic of the table with all its values in the file, by their codes; the total has none."""

    code: str
    name: str
    werte: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Eintrag:
    """One value of the file with all that it stands for."""

    nr: int
    zeit: Zeit
    auspraegungen: tuple[str, ...]
    """The code of each characteristic, in their order."""
    groesse: str
    angabe: Angabe


@dataclass
class Datei:
    """What was understood of a file."""

    tabelle: str
    statistik: str
    statistik_name: str
    merkmale: list[Merkmal]
    region: int
    """Which of the characteristics is the region."""
    groessen: dict[str, Groesse] = field(default_factory=dict)
    eintraege: list[Eintrag] = field(default_factory=list)
    hinweise: list[str] = field(default_factory=list)
    """Sentences about what was not understood."""

    @property
    def regionen(self) -> Mapping[str, str]:
        return self.merkmale[self.region].werte

    @property
    def zeiten(self) -> list[str]:
        """All times in the file, oldest first."""
        found = {entry.zeit for entry in self.eintraege}
        return [zeit.wort for zeit in sorted(found, key=lambda zeit: (zeit.tag, zeit.wort))]

    @property
    def weitere(self) -> list[tuple[int, Merkmal]]:
        """The characteristics but the region, each with its place."""
        return [(nr, one) for nr, one in enumerate(self.merkmale) if nr != self.region]


_Wertspalte: TypeAlias = tuple[int, int | None, Groesse | tuple[int, int, int]]
"""Value, what is said of it, and the figure: as the head says it, or columns of code, name and unit."""


@dataclass(frozen=True)
class _Form:
    """In which columns a file of one form has what."""

    statistik: int
    statistik_name: int
    zeit: int
    merkmale: Sequence[tuple[int, int, int, int]]
    """For each characteristic: code, name, code of the value, name of the value."""
    werte: Sequence[_Wertspalte]


def recognise(tabelle: Tabelle, name: str) -> Datei:
    """Return what stands in a flat file of this name. Raises NichtErkannt."""
    form = _form(tabelle.kopf)
    first = tabelle.zeilen[0]
    merkmale = [Merkmal(first[code], first[label]) for code, label, _, _ in form.merkmale]
    datei = Datei(
        table_in(name), first[form.statistik], first[form.statistik_name], merkmale, _region(form, tabelle.zeilen)
    )
    _fill(datei, form, tabelle)
    if not any(entry.angabe.wert is not None for entry in datei.eintraege):
        raise NichtErkannt(" ".join([NICHTS, *datei.hinweise]))
    return datei


def table_in(name: str) -> str:
    """Return the code of the table that the databases put into the name of the file, else nothing."""
    match = _TABELLE.match(name.rsplit("/", 1)[-1])
    return match[1] if match else ""


def _form(kopf: Sequence[str]) -> _Form:
    place = {head: nr for nr, head in enumerate(kopf)}
    old, new = (sorted(int(m[1]) for head in kopf if (m := pattern.fullmatch(head))) for pattern in _STELLEN)
    if not {"Statistik_Code", "statistics_code"} & set(place):
        raise NichtErkannt(KEIN_FLATFILE.format(fehlt="eine Spalte „Statistik_Code“ oder „statistics_code“"))
    try:
        return _old_form(kopf, place, old) if "Statistik_Code" in place else _new_form(place, new)
    except KeyError as error:
        raise NichtErkannt(KEIN_FLATFILE.format(fehlt=f"die Spalte „{error.args[0]}“")) from error


def _old_form(kopf: Sequence[str], place: Mapping[str, int], stellen: Sequence[int]) -> _Form:
    merkmale = [_four(place, f"{nr}_Merkmal", f"{nr}_Auspraegung", "Code", "Label") for nr in stellen]
    werte: list[_Wertspalte] = [
        (nr, place.get(f"{head.rpartition('__')[0]}__q", place.get(f"{head}__q")), _figure(head))
        for nr, head in enumerate(kopf)
        if "__" in head and not head.endswith("__q")
    ]
    if not werte:
        raise NichtErkannt(KEIN_FLATFILE.format(fehlt="eine Spalte mit Werten"))
    return _Form(place["Statistik_Code"], place["Statistik_Label"], place["Zeit"], merkmale, werte)


def _new_form(place: Mapping[str, int], stellen: Sequence[int]) -> _Form:
    merkmale = [_four(place, f"{nr}_variable", f"{nr}_variable_attribute", "code", "label") for nr in stellen]
    figure = (place["value_variable_code"], place["value_variable_label"], place["value_unit"])
    werte: list[_Wertspalte] = [(place["value"], place.get("value_q"), figure)]
    return _Form(place["statistics_code"], place["statistics_label"], place["time"], merkmale, werte)


def _four(place: Mapping[str, int], what: str, value: str, code: str, label: str) -> tuple[int, int, int, int]:
    return (place[f"{what}_{code}"], place[f"{what}_{label}"], place[f"{value}_{code}"], place[f"{value}_{label}"])


def _figure(head: str) -> Groesse:
    """Read the head of a column of values: code, name and unit, with lines for blanks.

    A rate of change has the name of its figure first and then a code of its own: "Verbraucherpreisindex__CH0004".
    """
    code, _, rest = head.partition("__")
    name, _, unit = rest.partition("__")
    if _AENDERUNG.fullmatch(name):
        return Groesse(head, f"{code.replace('_', ' ')} ({name})", unit.replace("_", " ").strip())
    return Groesse(code, name.replace("_", " ").strip() or code, unit.replace("_", " ").strip())


def _region(form: _Form, rows: Sequence[Sequence[str]]) -> int:
    """Return which characteristic is the region. Raises NichtErkannt."""
    for nr, (code, label, _, _) in enumerate(form.merkmale):
        if rows[0][code] in _REGIONAL or _REGIONAL_WORT.search(rows[0][label]):
            return nr
    raise NichtErkannt(OHNE_REGION)


def _fill(datei: Datei, form: _Form, tabelle: Tabelle) -> None:
    wrong: list[str] = []
    for nr, row in zip(tabelle.nummern, tabelle.zeilen, strict=True):
        try:
            entries = [_entry(datei, form, row, nr, column) for column in form.werte]
            datei.eintraege.extend(entries)
        except Unverstanden as error:
            wrong.append(f"Zeile {nr}: {error}")
    datei.hinweise.extend(wrong[:GEZEIGT])
    if len(wrong) > GEZEIGT:
        datei.hinweise.append(f"Ebenso in {len(wrong) - GEZEIGT} weiteren Zeilen.")


def _characteristics(datei: Datei, form: _Form, row: Sequence[str]) -> tuple[str, ...]:
    codes = []
    for merkmal, (_, _, code, label) in zip(datei.merkmale, form.merkmale, strict=True):
        merkmal.werte.setdefault(row[code], row[label] or row[code] or INSGESAMT)
        codes.append(row[code])
    return tuple(codes)


def _entry(datei: Datei, form: _Form, row: Sequence[str], nr: int, column: _Wertspalte) -> Eintrag:
    value, quality, figure = column
    groesse = figure if isinstance(figure, Groesse) else Groesse(*(row[place] for place in figure))
    angabe = read_value(row[value], row[quality] if quality is not None else "")
    zeit = read_time(row[form.zeit])
    datei.groessen.setdefault(groesse.schluessel, groesse)
    return Eintrag(nr, zeit, _characteristics(datei, form, row), groesse.schluessel, angabe)
