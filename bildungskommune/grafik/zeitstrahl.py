"""Milestones on the thread: solid up to today, dashed after it, each with its number."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bildungskommune.grafik.beschriftung import ZEILE, stack, thin, within
from bildungskommune.grafik.bild import Bild, Flaeche, Linie, Punkt, Wort
from bildungskommune.grafik.massstab import place, turns
from bildungskommune.ui import zeiten

HEUTE, NUMMER, ZEITEN = 0.9, 1.15, 2.5
"""Baselines in heights of a letter: today below the top, numbers above the line, times below it."""


@dataclass(frozen=True)
class Etappe:
    tag: date
    titel: str
    voll: bool
    nr: int


def zeitstrahl(
    etappen: Sequence[Etappe], heute: date, flaeche: Flaeche, *, titel: str = "", heute_wort: str = "heute"
) -> Bild:
    """Return the chart; its height grows where numbers stand above each other. Needs one milestone."""
    tage = [etappe.tag for etappe in etappen]
    first, last = min(*tage, heute), max(*tage, heute)
    em, jetzt = flaeche.schrift, place(heute, first, last)
    numbers = _numbers(etappen, first, last, flaeche)
    rows = stack(numbers, flaeche)
    line = (HEUTE + NUMMER + ZEILE * (max(rows) + 1) + 0.1) * em
    today = within(Wort(heute_wort, jetzt, HEUTE * em, stark=True), flaeche)
    times = _times(first, last, line + ZEITEN * em, flaeche)
    return Bild(
        titel=titel,
        beschreibung=in_words(etappen),
        hoehe=line + (ZEITEN + 0.4) * em,
        linien=[
            *(Linie("achse", wort.x, line - 0.8 * em, wort.x, line + 1.4 * em) for wort in times),
            Linie("faden", place(first, first, last), line, jetzt, line),
            Linie("faden-offen", jetzt, line, place(last, first, last), line),
            Linie("heute", jetzt, (HEUTE + 0.4) * em, jetzt, line + 1.4 * em),
        ],
        punkte=[_knot(etappe, place(etappe.tag, first, last), line) for etappe in etappen],
        worte=[
            today,
            *(replace(wort, y=line - (NUMMER + ZEILE * row) * em) for wort, row in zip(numbers, rows, strict=True)),
            *times,
        ],
    )


def _numbers(etappen: Sequence[Etappe], first: date, last: date, flaeche: Flaeche) -> list[Wort]:
    return [Wort(str(etappe.nr), place(etappe.tag, first, last), flaeche.schrift, stark=True) for etappe in etappen]


def _knot(etappe: Etappe, x: float, y: float) -> Punkt:
    return Punkt("knoten" if etappe.voll else "knoten-offen", x, y)


def _times(first: date, last: date, y: float, flaeche: Flaeche) -> list[Wort]:
    """Name the turns of years that find room; where there are none the two ends."""
    named = turns(first, last) or [(day, zeiten.datum(day)) for day in (first, last)]
    return thin([within(Wort(wort, place(day, first, last), y), flaeche) for day, wort in named], flaeche)


def in_words(etappen: Sequence[Etappe]) -> str:
    done, tage = sum(etappe.voll for etappe in etappen), sorted(etappe.tag for etappe in etappen)
    verb = "ist" if done == 1 else "sind"
    count = f"{done} von {len(etappen)} {'Meilenstein' if len(etappen) == 1 else 'Meilensteinen'} {verb} erreicht"
    if tage[0] == tage[-1]:
        return f"{count}, am {zeiten.datum(tage[0])}."
    return f"{count}, vom {zeiten.datum(tage[0])} bis zum {zeiten.datum(tage[-1])}."
