"""Measured values over time, dashed on to the aim."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from bildungskommune.grafik.beschriftung import Kasten, box_of, first_fitting, knot_box, line_boxes, thin, within
from bildungskommune.grafik.bild import Anker, Bild, Flaeche, Linie, Punkt, Wort
from bildungskommune.grafik.massstab import LINKS, height, place, steps, turns
from bildungskommune.ui.zeiten import datum, zahl

OBEN, ZEITEN = 2.2, 1.9
ACHSE = 0.13
"""Where the values begin beside the numbers of the axis."""
HOCH = 11.0
"""How high the values rise, in heights of a letter."""
ORTE: tuple[tuple[Anker, float], ...] = tuple((anker, dy) for dy in (-1.0, 1.6) for anker in ("middle", "end", "start"))
"""Where the word of a point may stand, best first: above it, else below."""


@dataclass(frozen=True)
class Messwert:
    tag: date
    wert: float
    wort: str = ""
    """What to call the time, where that is no day: "2019/20"."""
    nach_luecke: bool = False
    """Between this value and the one before there is none, so no line leads here."""

    @property
    def zeit(self) -> str:
        return f"({self.wort})" if self.wort else f"am {datum(self.tag)}"


@dataclass(frozen=True)
class Ziel:
    """What is aimed at, and until when; without a day it is a line across."""

    wert: float
    tag: date | None = None


@dataclass(frozen=True)
class Wegziel:
    """What is aimed at on the way, and until when."""

    wert: float
    tag: date


@dataclass(frozen=True)
class Skala:
    """The surface with its span of days and numbers."""

    flaeche: Flaeche
    first: date
    last: date
    stufen: Sequence[float]
    oben: float
    unten: float
    links: float

    def x(self, tag: date) -> float:
        return place(tag, self.first, self.last, self.links)

    def at(self, wert: float, tag: date, art: str) -> Punkt:
        return Punkt(art, self.x(tag), self.y(wert))

    def y(self, wert: float) -> float:
        return height(wert, self.stufen, self.oben, self.unten)


def verlauf(
    werte: Sequence[Messwert],
    ziel: Ziel | None,
    flaeche: Flaeche,
    *,
    titel: str = "",
    hoch: float = HOCH,
    achsen: bool = True,
    etappen: Sequence[Wegziel] = (),
) -> Bild:
    """Return the chart of the values in the order of their days. Needs one value.

    `etappen` are aims on the way, by their days: the dashed line leads over them.
    """
    gemessen = sorted(werte, key=lambda one: one.tag)
    skala = _scale(gemessen, [*etappen, *([ziel] if ziel else [])], flaeche, hoch, ACHSE if achsen else LINKS)
    punkte = [skala.at(one.wert, one.tag, "punkt") for one in gemessen]
    aim = skala.at(ziel.wert, ziel.tag, "ring") if ziel and ziel.tag else None
    stages = [skala.at(one.wert, one.tag, "ring") for one in etappen]
    knots = [*punkte, *stages, *([aim] if aim else [])]
    axis = _axis(skala) if achsen else []
    times = _times(gemessen, skala) if achsen else []
    named = [
        *_named(gemessen, punkte, ziel, aim, skala),
        *((f"Ziel {zahl(one.wert)}", knot) for one, knot in zip(etappen, stages, strict=True)),
    ]
    level, way = list(_level(ziel, aim, skala)), list(_way(punkte, stages, aim))
    taken = [
        *(box_of(wort, flaeche) for wort in (*axis, *times)),
        *(knot_box(knot, flaeche) for knot in knots),
        *(Kasten(0.0, 0.0, flaeche.breit, line.y1, line.y1 + 0.01) for line in level),
    ]
    return Bild(
        titel=titel,
        beschreibung=in_words(gemessen, ziel, etappen),
        hoehe=skala.unten + ((ZEITEN + 0.4) if achsen else 0.6) * flaeche.schrift,
        linien=[*_grid(skala, achsen=achsen), *_lines(gemessen, punkte), *way, *level],
        punkte=knots,
        worte=[*axis, *times, *_placed(named, taken, [box for line in way for box in line_boxes(line)], skala)],
    )


def _scale(
    gemessen: Sequence[Messwert], ziele: Sequence[Ziel | Wegziel], flaeche: Flaeche, hoch: float, links: float
) -> Skala:
    tage = [one.tag for one in gemessen] + [one.tag for one in ziele if one.tag]
    stufen = steps([one.wert for one in (*gemessen, *ziele)])
    oben = OBEN * flaeche.schrift
    return Skala(flaeche, min(tage), max(tage), stufen, oben, oben + hoch * flaeche.schrift, links)


def _grid(skala: Skala, *, achsen: bool) -> Iterator[Linie]:
    for stufe in skala.stufen if achsen else ():
        yield Linie("grund" if stufe == skala.stufen[0] else "achse", 0.0, skala.y(stufe), 1.0, skala.y(stufe))


def _axis(skala: Skala) -> list[Wort]:
    """Name the steps above their lines; where they lie too close, some of them."""
    em = skala.flaeche.schrift
    worte = [Wort(zahl(stufe), 0.0, skala.y(stufe) - 0.3 * em, "start") for stufe in skala.stufen]
    return thin(worte, skala.flaeche)


def _times(gemessen: Sequence[Messwert], skala: Skala) -> list[Wort]:
    own = [(one.tag, one.wort) for one in gemessen if one.wort]
    named = own or turns(skala.first, skala.last) or [(day, datum(day)) for day in (skala.first, skala.last)]
    y = skala.unten + ZEITEN * skala.flaeche.schrift
    worte = [Wort(wort, skala.x(day), y) for day, wort in named]
    return thin([within(wort, skala.flaeche) for wort in worte], skala.flaeche)


def _lines(gemessen: Sequence[Messwert], punkte: Sequence[Punkt]) -> Iterator[Linie]:
    for (a, b), value in zip(pairwise(punkte), gemessen[1:], strict=True):
        if value.nach_luecke:
            continue
        yield Linie("wert", a.x, a.y, b.x, b.y)


def _way(punkte: Sequence[Punkt], stages: Sequence[Punkt], aim: Punkt | None) -> Iterator[Linie]:
    """Lead from the newest value to the aim; over aims on the way from the first value, beside what was measured."""
    start = [punkte[0] if stages else punkte[-1]]
    if stages and stages[0].x <= start[0].x:
        start = []
    for a, b in pairwise([*start, *sorted([*stages, *([aim] if aim else [])], key=lambda knot: knot.x)]):
        yield Linie("ziel", a.x, a.y, b.x, b.y)


def _level(ziel: Ziel | None, aim: Punkt | None, skala: Skala) -> Iterator[Linie]:
    if ziel and aim is None:
        yield Linie("ziel", 0.0, skala.y(ziel.wert), 1.0, skala.y(ziel.wert))


Benannt = tuple[str, Punkt]


def _named(
    gemessen: Sequence[Messwert], punkte: Sequence[Punkt], ziel: Ziel | None, aim: Punkt | None, skala: Skala
) -> list[Benannt]:
    """Return what has a word, most needed first: the aim, the newest value, the first one, the others."""
    values = [(zahl(one.wert), punkt) for one, punkt in zip(gemessen, punkte, strict=True)]
    newest, first, others = values[-1:], values[:-1][:1], values[1:-1]
    wort = f"Ziel {zahl(ziel.wert)}" if ziel else ""
    goal = [(wort, aim or Punkt("ring", 1.0, skala.y(ziel.wert)))] if ziel else []
    return [*goal, *newest, *first, *others]


def _placed(named: Sequence[Benannt], taken: Sequence[Kasten], way: Sequence[Kasten], skala: Skala) -> Iterator[Wort]:
    """Yield each word where it touches nothing, if need be but the dashed line.

    One that finds no place stands in the table alone.
    """
    boxes, em = list(taken), skala.flaeche.schrift
    for text, punkt in named:
        choices = [Wort(text, punkt.x, punkt.y + dy * em, anker, stark=True) for anker, dy in ORTE]
        inside = [wort for wort in choices if wort.y <= skala.unten]
        fitting = first_fitting(inside, skala.flaeche, [*boxes, *way]) or first_fitting(inside, skala.flaeche, boxes)
        if fitting:
            boxes.append(box_of(fitting, skala.flaeche))
            yield fitting


def in_words(gemessen: Sequence[Messwert], ziel: Ziel | None, etappen: Sequence[Wegziel] = ()) -> str:
    first, last = gemessen[0], gemessen[-1]
    satz = f"Von {zahl(first.wert)} {first.zeit} auf {zahl(last.wert)} {last.zeit}."
    if first is last:
        satz = f"{zahl(first.wert)} {first.zeit}."
    if etappen:
        satz += f" Auf dem Weg: {', '.join(f'{zahl(one.wert)} bis {datum(one.tag)}' for one in etappen)}."
    if ziel is None:
        return satz
    return f"{satz} Ziel sind {zahl(ziel.wert)}{f' bis {datum(ziel.tag)}' if ziel.tag else ''}."
