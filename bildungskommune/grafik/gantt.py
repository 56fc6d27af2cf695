"""What happens when: a line for each thing, from its beginning to its end, with marks on it.

How far a thing is stands in its words and in the kind of its bar, never in a colour alone: a filled bar is done, a pale
one with a frame is at work, a dashed frame is ahead.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bildungskommune.grafik.beschriftung import cut, thin, within
from bildungskommune.grafik.bild import Bild, Flaeche, Linie, Punkt, Rechteck, Wort
from bildungskommune.grafik.massstab import place, turns
from bildungskommune.ui import zeiten

ZEILE, WORT, BALKEN, HOCH = 3.0, 1.1, 1.6, 0.9
"""Of each line, in heights of a letter: its height, where its words stand, where its bar begins and how high it is."""
KOPF, FUSS = 3.0, 0.6
QUARTALE = 5 * 366
"""So many days at most have a line at the beginning of each quarter."""
MINDESTENS = 0.006
"""A bar is never narrower than this share of the width: a single day is seen, too."""


@dataclass(frozen=True)
class Balken:
    """A thing with its days. Without an end its bar goes on to the edge, without a beginning it comes from the edge."""

    wort: str
    art: str
    """fertig, laeuft or offen"""
    beginn: date | None
    ende: date | None
    marken: Sequence[tuple[date, bool]] = ()
    """Days of marks, and whether each is reached."""


def gantt(balken: Sequence[Balken], heute: date, flaeche: Flaeche, *, titel: str) -> Bild:
    """Return the chart; its height grows with the lines. Needs one day in one of them."""
    first, last = span(balken, heute)
    em, jetzt = flaeche.schrift, place(heute, first, last, 0.0)
    unten = (KOPF + ZEILE * len(balken)) * em
    times = _times(first, last, flaeche)
    today = within(Wort("heute", jetzt, 0.9 * em, stark=True), flaeche)
    return Bild(
        titel=titel,
        beschreibung=f"{len(balken)} Zeilen, vom {zeiten.datum(first)} bis zum {zeiten.datum(last)}. "
        "Dieselben Angaben stehen in der Tabelle darunter.",
        hoehe=unten + FUSS * em,
        linien=[
            *(Linie("achse", x, (KOPF - 0.7) * em, x, unten) for x in _grid(first, last)),
            Linie("heute", jetzt, 1.2 * em, jetzt, unten),
        ],
        rechtecke=[rect for nr, one in enumerate(balken) for rect in _bar(one, _top(nr, em), first, last, em)],
        punkte=[point for nr, one in enumerate(balken) for point in _marks(one, _top(nr, em), first, last, em)],
        worte=[
            today,
            *times,
            *(
                Wort(cut(one.wort, flaeche.schmal, em, " …"), 0.0, _top(nr, em) + WORT * em, "start")
                for nr, one in enumerate(balken)
            ),
        ],
    )


def span(balken: Sequence[Balken], heute: date) -> tuple[date, date]:
    """Return the beginning of the first year and the end of the last one of which the lines speak."""
    days = [day for one in balken for day in (one.beginn, one.ende, *(tag for tag, _ in one.marken)) if day]
    return date(min(*days, heute).year, 1, 1), date(max(*days, heute).year, 12, 31)


def _top(nr: int, em: float) -> float:
    return (KOPF + ZEILE * nr) * em


def _grid(first: date, last: date) -> Iterator[float]:
    months = (1, 4, 7, 10) if (last - first).days <= QUARTALE else (1,)
    for year in range(first.year, last.year + 1):
        for month in months:
            yield place(date(year, month, 1), first, last, 0.0)


def _times(first: date, last: date, flaeche: Flaeche) -> list[Wort]:
    y = 2.0 * flaeche.schrift
    return thin(
        [within(Wort(wort, place(day, first, last, 0.0), y), flaeche) for day, wort in turns(first, last)], flaeche
    )


def _bar(one: Balken, top: float, first: date, last: date, em: float) -> Iterator[Rechteck]:
    if one.beginn is None and one.ende is None:
        return
    start = place(one.beginn or first, first, last, 0.0)
    end = place(one.ende or last, first, last, 0.0)
    yield Rechteck(f"gantt-{one.art}", start, top + BALKEN * em, max(end - start, MINDESTENS), HOCH * em)


def _marks(one: Balken, top: float, first: date, last: date, em: float) -> Iterator[Punkt]:
    for tag, reached in one.marken:
        yield Punkt("marke" if reached else "marke-offen", place(tag, first, last, 0.0), top + (BALKEN + HOCH / 2) * em)
