"""The three charts as data for their templates: progress over time, milestones, share of a sum."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from bildungskommune.ui import zeichnung
from bildungskommune.ui.zeichnung import Lage, Strecke, prozent, punkt
from bildungskommune.ui.zeiten import datum, to_date, zahl

UNTEN, OBEN = 190.0, 30.0
MITTE = 70.0

Zahl = int | float | Decimal


@dataclass(frozen=True)
class Messwert:
    tag: date
    wert: float


class UndatedError(ValueError):
    """A measured value or milestone came without a date: the caller sorts those out."""


def verlauf(werte: Sequence[object], ziel: object = None) -> dict[str, Any]:
    """Return lines and points of measured values, dashed on to the aim."""
    gemessen = sorted((_messwert(w) for w in werte), key=lambda m: m.tag)
    am_ziel = _messwert(ziel) if ziel is not None else None
    alle = [*gemessen, am_ziel] if am_ziel else gemessen
    if not alle:
        return {"punkte": []}
    stufen = zeichnung.scale([m.wert for m in alle])
    lagen = [_lage(m, alle, stufen) for m in alle]
    punkte = lagen[:-1] if am_ziel else lagen
    return {
        "achsen": [(_y(s, stufen), _mitte(_y(s, stufen)), zahl(s)) for s in stufen],
        "strecken": _strecken(lagen, has_aim=am_ziel is not None),
        "punkte": punkte,
        "ziel": lagen[-1] if am_ziel else None,
        "jahre": zeichnung.ticks(alle[0].tag, alle[-1].tag) or _own_years(alle),
        "zeilen": [(m.tag, zahl(m.wert), m is am_ziel) for m in alle],
        "beschreibung": _words(gemessen, am_ziel),
    }


def zeitstrahl(meilensteine: Sequence[object], heute: date) -> dict[str, Any]:
    """Return the red line with a knot for each milestone and today on it."""
    schritte = sorted((_schritt(m) for m in meilensteine), key=lambda s: s[0])
    if not schritte:
        return {"knoten": []}
    first, last = min(schritte[0][0], heute), max(schritte[-1][0], heute)
    xs = [zeichnung.place(tag, first, last) for tag, _, _ in schritte]
    rows = zeichnung.keep_apart(xs)
    knoten = [
        Lage(prozent(x), punkt(MITTE), str(n), punkt(MITTE - 16 - 15 * row), voll)
        for n, (x, row, (_, _, voll)) in enumerate(zip(xs, rows, schritte, strict=True), start=1)
    ]
    jetzt = zeichnung.place(heute, first, last)
    return {
        "knoten": knoten,
        "jahre": zeichnung.ticks(first, last),
        "heute": prozent(jetzt),
        "anfang": prozent(min(xs[0], jetzt)),
        "ende": prozent(max(xs[-1], jetzt)),
        "zeilen": [(tag, titel, voll) for tag, titel, voll in schritte],
        "erreicht": sum(voll for _, _, voll in schritte),
        "offen": sum(not voll for _, _, voll in schritte),
    }


def balken(anteil: Zahl | None, summe: Zahl | None) -> dict[str, Any]:
    """Return the filled part of a sum and the gap, in per cent and in numbers."""
    ist, ganz = float(anteil or 0), float(summe or 0)
    voll = 100 * min(ist / ganz, 1.0) if ganz > 0 else 0.0
    return {
        "voll": prozent(max(voll - 0.2, 0)),
        "luecke_x": prozent(voll + 0.3),
        "luecke": prozent(max(100 - voll - 0.5, 0)),
        "hat_luecke": 100 - voll > 0.5,
        "wort_rechts": voll < 70,
        "ist": zahl(anteil or 0),
        "ganz": zahl(summe or 0),
        "rest": zahl(max((summe or 0) - (anteil or 0), 0)),  # type: ignore[operator]  # one kind of number
    }


def _get(thing: object, *names: str) -> Any:
    """Read the first of the names a row, dict or snapshot entry has."""
    for name in names:
        value = thing.get(name) if isinstance(thing, Mapping) else getattr(thing, name, None)
        if value is not None:
            return value
    return None


def _messwert(thing: object) -> Messwert:
    if isinstance(thing, tuple):
        tag, wert = thing[:2]
    else:
        tag, wert = _get(thing, "datum", "stichtag", "tag", "bis"), _get(thing, "wert", "zielwert")
    day = to_date(tag)
    if day is None:
        raise UndatedError(thing)
    return Messwert(day, float(wert))


def _schritt(thing: object) -> tuple[date, str, bool]:
    """Date, title, reached: from a row or dict with termin/datum, titel, erreicht/erreicht_am."""
    if isinstance(thing, tuple):
        tag, titel, voll = thing
    else:
        tag = _get(thing, "datum", "termin", "geplant", "tag")
        titel, voll = _get(thing, "titel", "name"), _get(thing, "erreicht", "erreicht_am")
    day = to_date(tag)
    if day is None:
        raise UndatedError(thing)
    return day, str(titel), bool(voll)


def _y(wert: float, stufen: Sequence[float]) -> str:
    return punkt(UNTEN - (UNTEN - OBEN) * (wert - stufen[0]) / (stufen[-1] - stufen[0]))


def _mitte(y: str) -> str:
    return punkt(float(y) + 5)


def _lage(m: Messwert, alle: Sequence[Messwert], stufen: Sequence[float]) -> Lage:
    x = prozent(zeichnung.place(m.tag, alle[0].tag, alle[-1].tag))
    y = _y(m.wert, stufen)
    return Lage(x, y, zahl(m.wert), punkt(float(y) - 14))


def _strecken(lagen: Sequence[Lage], *, has_aim: bool) -> list[Strecke]:
    paare = list(pairwise(lagen))
    return [
        Strecke(a.x, a.y, b.x, b.y, "g-ziel" if has_aim and n == len(paare) else "g-wert")
        for n, (a, b) in enumerate(paare, start=1)
    ]


def _own_years(alle: Sequence[Messwert]) -> list[tuple[str, str]]:
    return [(prozent(zeichnung.place(m.tag, alle[0].tag, alle[-1].tag)), datum(m.tag)) for m in alle]


def _words(gemessen: Sequence[Messwert], ziel: Messwert | None) -> str:
    teile = []
    if gemessen:
        erst, letzt = gemessen[0], gemessen[-1]
        teile.append(f"Von {zahl(erst.wert)} am {datum(erst.tag)} auf {zahl(letzt.wert)} am {datum(letzt.tag)}.")
    if ziel:
        teile.append(f"Ziel sind {zahl(ziel.wert)} bis {datum(ziel.tag)}.")
    return " ".join(teile)
