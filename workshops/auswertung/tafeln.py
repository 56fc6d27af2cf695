"""The tables of an evaluation, for the page and for files."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO

from bildungskommune.tabellen import Zeile, csv_lines, xlsx_book
from bildungskommune.ui.zeiten import datum
from workshops.auswertung import zahlen
from workshops.auswertung.gliederung import Gliederung, Gruppe
from workshops.auswertung.umfang import Umfang
from workshops.models.enums import Verbleib

MENSCHEN = ("Einladungen", "Antworten", "Angemeldete", "Teilgenommen")
LANG = ("Tafel", "Zeile", "Größe", "Wert")
ANTWORTEN = (*Verbleib.choices, ("", "noch offen"))


@dataclass(frozen=True)
class Zahlenzeile:
    wort: str
    werte: Sequence[int]
    url: str = ""


@dataclass(frozen=True)
class Balken:
    """A row with its numbers, each with its word, and its two bars in percent of the longest one of the table."""

    zeile: Zahlenzeile
    werte: Sequence[tuple[str, int]]
    hell: int
    voll: int


@dataclass(frozen=True)
class Zahlentafel:
    titel: str
    erste: str
    """The head of the column of words."""
    kopf: Sequence[str]
    zeilen: Sequence[Zahlenzeile]
    leer: str
    hell: int = 0
    """Which column the pale bar shows, and which one the full one."""
    voll: int = 0
    summe: Zahlenzeile | None = None

    @property
    def balken(self) -> Iterator[Balken]:
        longest = max((zeile.werte[self.hell] for zeile in self.zeilen), default=0) or 1
        for zeile in self.zeilen:
            shares = [min(100, round(100 * zeile.werte[column] / longest)) for column in (self.hell, self.voll)]
            yield Balken(zeile, self.named(zeile), *shares)

    @property
    def summen(self) -> Sequence[tuple[str, int]]:
        """The numbers of the last line, each with its word."""
        return self.named(self.summe) if self.summe else ()

    def named(self, zeile: Zahlenzeile) -> list[tuple[str, int]]:
        return list(zip(self.kopf, zeile.werte, strict=True))


def tables(umfang: Umfang) -> list[Zahlentafel]:
    """Return all tables, with as many queries for a large Reihe as for a small one."""
    found = zahlen.by_group(umfang)
    groups = [_groups(art, zahlen.of_kind(found, art)) for art in Gliederung]
    return [_workshops(umfang), *groups, _themen(umfang), _answers(umfang)]


def _workshops(umfang: Umfang) -> Zahlentafel:
    rows = [
        Zahlenzeile(
            f"{one.titel}, {datum(one.beginn)}",
            (*zahlen.numbers(one), int(getattr(one, "auf_karten", 0))),
            f"?workshop={one.pk}",
        )
        for one in zahlen.by_workshop(umfang)
    ]
    total = tuple(sum(column) for column in zip(*(row.werte for row in rows), strict=True))
    return Zahlentafel(
        "Je Workshop",
        "Workshop",
        (*MENSCHEN, "Karten"),
        rows,
        "In dieser Reihe gibt es noch keinen Workshop.",
        hell=2,
        voll=3,
        summe=Zahlenzeile("Zusammen", total) if len(rows) > 1 else None,
    )


def _groups(art: Gliederung, rows: Iterable[tuple[Gruppe, zahlen.Summe]]) -> Zahlentafel:
    shown = [Zahlenzeile(gruppe.wort, zahlen.numbers(one)) for gruppe, one in rows if one.eingeladen or one.angemeldet]
    leer = "Noch ist niemand eingeladen oder angemeldet."
    return Zahlentafel(f"Nach {art.label}", str(art.label), MENSCHEN, shown, leer, hell=2, voll=3)


def _themen(umfang: Umfang) -> Zahlentafel:
    rows = []
    for titel, each in zahlen.by_thema(umfang):
        answers = [each.get(code, 0) for code, _ in ANTWORTEN]
        rows.append(Zahlenzeile(titel, (sum(answers), *answers)))
    leer = "Noch liegt keine Karte bei einem Thema."
    return Zahlentafel("Karten nach Thema", "Thema", ("Karten", *(str(wort) for _, wort in ANTWORTEN)), rows, leer)


def _answers(umfang: Umfang) -> Zahlentafel:
    found = zahlen.by_verbleib(umfang)
    rows = [Zahlenzeile(str(wort), (found[code],)) for code, wort in ANTWORTEN if code in found]
    leer = "Noch ist kein Beitrag eingegangen."
    return Zahlentafel("Was aus den Karten wurde", "Verbleib", ("Karten",), rows, leer)


def csv(tafeln: Iterable[Zahlentafel]) -> Iterator[bytes]:
    """Yield all tables as one long one: a line for each number, which a pivot table sorts anew."""
    return csv_lines(LANG, _long(tafeln))


def _long(tafeln: Iterable[Zahlentafel]) -> Iterator[Zeile]:
    for tafel in tafeln:
        for zeile in tafel.zeilen:
            for wort, wert in tafel.named(zeile):
                yield (tafel.titel, zeile.wort, wort, wert)


def xlsx(tafeln: Iterable[Zahlentafel]) -> IO[bytes]:
    """Return a workbook with one sheet for each table."""
    return xlsx_book(
        (tafel.titel, (tafel.erste, *tafel.kopf), ((zeile.wort, *zeile.werte) for zeile in tafel.zeilen), (50,))
        for tafel in tafeln
    )


DATEIEN: dict[str, Callable[[Iterable[Zahlentafel]], Iterable[bytes]]] = {"csv": csv, "xlsx": xlsx}
"""What writes the tables as which kind of file."""
