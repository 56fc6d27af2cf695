"""Measures counted: by state, Handlungsfeld, Stelle, Horizont and Schwerpunkt, and their money by year and source."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db.models import Count, QuerySet, Sum

from bildungskommune.foerderung import schwerpunkte
from bildungskommune.text import counted
from bildungskommune.ui.zeiten import NBSP
from massnahmen.listen import Choices, felder_of
from massnahmen.models import (
    Angabe,
    Finanzierungsposten,
    Massnahme,
    Massnahmenbezug,
    MassnahmeStatus,
    Mittelstand,
    Quelle,
)

HOECHSTENS = 25
"""So many rows a table of the overview has; what comes less often is counted together."""
MEHRFACH = "Eine Maßnahme kann in mehreren Zeilen zählen."
FELDWEGE = ("handlungsfeld", "strategie__handlungsfeld", "strategie__auch_in", "ziel__handlungsfeld")
Weg = Callable[[str, str], str]
"""Gives the address of the list of those measures for which a filter has a value."""
OHNE = Decimal(0)


@dataclass(frozen=True)
class Zeile:
    """How many measures are of this kind, and which share of all (0 to 1)."""

    wort: str
    anzahl: int
    anteil: float
    url: str = ""

    @property
    def prozent(self) -> str:
        return f"{100 * self.anteil:.0f}{NBSP}%"


@dataclass(frozen=True)
class Tafel:
    kennung: str
    titel: str
    zeilen: Sequence[Zeile] = ()
    hinweis: str = ""


@dataclass(frozen=True)
class Betraege:
    """Euro by how sure they are."""

    wort: str
    gesichert: Decimal
    beantragt: Decimal
    offen: Decimal

    @property
    def zusammen(self) -> Decimal:
        return self.gesichert + self.beantragt + self.offen


@dataclass(frozen=True)
class Jahr:
    quellen: Sequence[Betraege]
    summe: Betraege


@dataclass(frozen=True)
class Finanzen:
    jahre: Sequence[Jahr]
    summe: Betraege
    ohne_posten: int
    """So many measures name no row."""
    verborgen: int
    """So many are left out: their funding is not public."""


def tables(massnahmen: QuerySet[Massnahme], weg: Weg, *, oeffentlich: bool) -> list[Tafel]:
    """Count the measures; a constant number of queries. What has no row is left out."""
    rows = Massnahme.objects.filter(pk__in=massnahmen.order_by().values("pk")).order_by()
    count = rows.count()
    found = [
        _of_choices(Tafel("stand", "Nach Stand"), rows, "status", MassnahmeStatus.choices, weg),
        _by_field(rows, count, weg, oeffentlich=oeffentlich),
        _by_stelle(rows, count, weg),
        _of_choices(Tafel("horizont", "Nach Horizont"), rows, "horizont", Massnahme.Horizont.choices, weg),
        _by_schwerpunkt(rows, count),
    ]
    return [tafel for tafel in found if tafel.zeilen]


def _of_choices(tafel: Tafel, rows: QuerySet[Massnahme], field: str, choices: Choices, weg: Weg) -> Tafel:
    """Return the table with a row for each choice that occurs, in their order."""
    counts = dict(rows.values_list(field).annotate(anzahl=Count("pk")))
    count = sum(counts.values())
    zeilen = [
        _row(str(label), counts[code], count, weg(tafel.kennung, code)) for code, label in choices if code in counts
    ]
    return replace(tafel, zeilen=[*zeilen, *_none("ohne Angabe", counts.get("", 0), count)])


def _by_stelle(rows: QuerySet[Massnahme], count: int, weg: Weg) -> Tafel:
    found = rows.values_list("federfuehrung__kennung", "federfuehrung__name").annotate(anzahl=Count("pk"))
    named = [(name, anzahl, weg("stelle", kennung)) for kennung, name, anzahl in found if kennung]
    without = sum(anzahl for kennung, _, anzahl in found if not kennung)
    return Tafel("stelle", "Nach Stelle", [*_most(named, count), *_none("noch niemand zuständig", without, count)])


def _by_field(rows: QuerySet[Massnahme], count: int, weg: Weg, *, oeffentlich: bool) -> Tafel:
    """A measure belongs to every Handlungsfeld it is linked with, as the filter has it."""
    names, known = fields_of_each(rows, oeffentlich=oeffentlich)
    counts = Counter(kennung for _, kennung in known)
    zeilen = [(name, counts[kennung], weg("feld", kennung)) for kennung, name in names.items() if counts[kennung]]
    without = count - len({pk for pk, _ in known})
    return Tafel(
        "feld",
        "Nach Handlungsfeld",
        [*_most(zeilen, count), *_none("ohne Handlungsfeld", without, count)] if zeilen else [],
        MEHRFACH,
    )


def fields_of_each(rows: QuerySet[Massnahme], *, oeffentlich: bool) -> tuple[dict[str, str], set[tuple[int, str]]]:
    """Return the names of the Handlungsfelder by Kennung, and each pair of a measure's key and such a Kennung."""
    names = dict(felder_of(rows, oeffentlich=oeffentlich))
    bezuege = Massnahmenbezug.objects.filter(massnahme__in=rows).order_by()
    pairs: set[tuple[int, str]] = set()
    for way in FELDWEGE:
        linked = bezuege.filter(**{f"{way}__isnull": False})
        pairs |= {(pk, kennung) for pk, kennung in linked.values_list("massnahme_id", f"{way}__kennung")}
    return names, {(pk, kennung) for pk, kennung in pairs if kennung in names}


def _by_schwerpunkt(rows: QuerySet[Massnahme], count: int) -> Tafel:
    """A portal without Schwerpunkte tells nothing of them."""
    found = schwerpunkte.counted(rows)
    zeilen = [_row(titel, len(keys), count) for titel, keys in found if keys]
    is_used = any(titel != schwerpunkte.OHNE for titel, _ in found)
    return Tafel("schwerpunkt", "Nach Programmschwerpunkt", zeilen if is_used else [], MEHRFACH)


def _row(wort: str, anzahl: int, count: int, url: str = "") -> Zeile:
    return Zeile(wort, anzahl, anzahl / count, url)


def _none(wort: str, anzahl: int, count: int) -> list[Zeile]:
    return [_row(wort, anzahl, count)] if anzahl else []


def _most(rows: Iterable[tuple[str, int, str]], count: int) -> list[Zeile]:
    """Return the largest first; those beyond the limit together."""
    ordered = sorted(rows, key=lambda row: (-row[1], row[0]))
    rest = ordered[HOECHSTENS:]
    zeilen = [_row(wort, anzahl, count, url) for wort, anzahl, url in ordered[:HOECHSTENS]]
    together = counted(len(rest), "weitere Zeile", "weitere Zeilen")
    return [*zeilen, *_none(together, sum(anzahl for _, anzahl, _ in rest), count)]


def finances(massnahmen: QuerySet[Massnahme], *, oeffentlich: bool) -> Finanzen:
    """Sum the rows by year and source; measures that were dropped no longer cost anything."""
    rows = Massnahme.objects.filter(pk__in=massnahmen.order_by().values("pk")).exclude(status=MassnahmeStatus.VERWORFEN)
    shown = rows.filter(oeffentliche_angaben__contains=[Angabe.FINANZIERUNG]) if oeffentlich else rows
    posten = Finanzierungsposten.objects.filter(massnahme__in=shown.order_by()).order_by()
    sums: dict[tuple[int, str, str], Decimal] = {
        (jahr, quelle, stand): betrag
        for jahr, quelle, stand, betrag in posten.values_list("jahr", "quelle", "stand").annotate(Sum("betrag"))
    }
    jahre = [_year(jahr, sums) for jahr in sorted({jahr for jahr, _, _ in sums})]
    return Finanzen(
        jahre=jahre,
        summe=_added("Zusammen", [jahr.summe for jahr in jahre]),
        ohne_posten=shown.filter(posten__isnull=True).count(),
        verborgen=rows.count() - shown.count() if oeffentlich else 0,
    )


def _year(jahr: int, sums: dict[tuple[int, str, str], Decimal]) -> Jahr:
    quellen = [
        Betraege(str(quelle.label), *(sums.get((jahr, quelle, stand), OHNE) for stand in Mittelstand))
        for quelle in Quelle
        if any((jahr, quelle, stand) in sums for stand in Mittelstand)
    ]
    return Jahr(quellen, _added(str(jahr), quellen))


def _added(wort: str, rows: Sequence[Betraege]) -> Betraege:
    return Betraege(
        wort,
        gesichert=sum((row.gesichert for row in rows), OHNE),
        beantragt=sum((row.beantragt for row in rows), OHNE),
        offen=sum((row.offen for row in rows), OHNE),
    )
