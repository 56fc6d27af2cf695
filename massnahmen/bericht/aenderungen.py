"""What has changed since the report before, or since the plan was adopted: state, days, what is new and what is gone.

The earlier side is read from its Fassung, as it was frozen: nobody can say afterwards that it was otherwise.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bildungskommune.fassungen import lesen
from bildungskommune.fassungen.models import Fassung
from bildungskommune.ui.zeiten import datum
from massnahmen.models import Umsetzungsbericht

Data = dict[str, Any]
Paar = tuple[str, str]
NIEMAND = ("", "")
PLAN, BERICHT = "massnahmenplan", "umsetzungsbericht"
ARTEN = {
    "neu": "neu",
    "entfallen": "nicht mehr enthalten",
    "stand": "anderer Stand",
    "termin": "anderer Termin",
    "erreicht": "Meilenstein erreicht",
}


@dataclass(frozen=True)
class Vorher:
    """What the report is set beside: the words for it, its day, and its measures as they were frozen."""

    mit: str
    vom: str
    massnahmen: Mapping[str, Data]


NICHTS = Vorher("", "", {})


def before(bericht: Umsetzungsbericht) -> Vorher:
    """Return what the report before says, else the plan as it held; nothing where neither was frozen by that day."""
    fassung = _fassung(bericht)
    if fassung is None:
        return NICHTS
    wort = f"{fassung.titel}, Fassung {fassung.nummer}"
    measures = {one["kennung"]: one for one in lesen.inhalt(fassung)["massnahmen"]}
    return Vorher(wort, fassung.stichtag.isoformat(), measures)


def _fassung(bericht: Umsetzungsbericht) -> Fassung | None:
    """What was published goes before a draft, the plan itself before a report on it, and the latest before others."""
    if bericht.vorbericht_id is not None:
        rows = Fassung.objects.of(BERICHT, bericht.vorbericht_id).standard()
        return rows.public().order_by("-nummer").first() or rows.order_by("-nummer").first()
    plan = Fassung.objects.of(PLAN, bericht.plan_id).public().filter(stichtag__lte=bericht.stichtag)
    newest = plan.order_by("-stichtag", "-nummer")
    return newest.standard().first() or newest.first()


def changes(vorher: Vorher, massnahmen: Iterable[Data]) -> list[Data]:
    """Return what is otherwise now, in the order of the measures, and last what is gone."""
    if not vorher.mit:
        return []
    there = {one["kennung"]: one for one in massnahmen}
    found = [change for one in there.values() for change in _of_one(vorher.massnahmen.get(one["kennung"]), one)]
    gone = [one for kennung, one in vorher.massnahmen.items() if kennung not in there]
    return [*found, *(_change(one, "entfallen", (str(one["status"]), "")) for one in gone)]


def _of_one(old: Data | None, new: Data) -> Iterator[Data]:
    if old is None:
        yield _change(new, "neu", ("", str(new["status"])), _said(new))
        return
    if old["status_code"] != new["status_code"]:
        yield _change(new, "stand", (str(old["status"]), str(new["status"])), _said(new))
    if old["zeitraum"] != new["zeitraum"]:
        yield _change(new, "termin", (_span(old), _span(new)), _said(new))
    yield from _milestones(old, new)


def _milestones(old: Data, new: Data) -> Iterator[Data]:
    """Milestones are known again by their title; of those with the same one the first counts."""
    known: dict[str, Data] = {}
    for stone in old["meilensteine"]:
        known.setdefault(stone["titel"], stone)
    for stone in new["meilensteine"]:
        was = known.pop(stone["titel"], None)
        if was is None:
            continue
        name = f"„{stone['titel']}“"
        if was["datum"] != stone["datum"]:
            yield _change(new, "termin", (f"{name}: {_day(was['datum'])}", _day(stone["datum"])), _said(new))
        if stone["erreicht_am"] and not was["erreicht_am"]:
            yield _change(new, "erreicht", (f"{name}: {was['stand']}", str(stone["stand"])), (stone["erreicht_am"], ""))


def _said(massnahme: Data) -> Paar:
    """Return the day of the newest report of a measure, and the reason that it gives."""
    if not massnahme["sachstaende"]:
        return NIEMAND
    newest = massnahme["sachstaende"][0]
    reason = newest["hindernisse"] or newest["abweichung"] or newest["text"]
    return newest["stichtag"], reason


def _change(one: Data, art: str, was: Paar, said: Paar = NIEMAND) -> Data:
    return {
        "kennung": one["kennung"],
        "nr": one["nr"],
        "titel": one["titel"],
        "art": ARTEN[art],
        "art_code": art,
        "vorher": was[0],
        "jetzt": was[1],
        "datum": said[0],
        "grund": said[1],
    }


def _span(one: Data) -> str:
    return one["zeitraum"] or "ohne Zeitraum"


def _day(said: str) -> str:
    return datum(date.fromisoformat(said)) if said else "ohne Datum"
