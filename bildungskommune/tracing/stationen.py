"""Stationen for the page of a thing: where it comes from (frozen) and what follows from it (as of today)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from bildungskommune.tracing.faden import Ding, Faltung, Ganzes, Key, Schritt, Station, Weg, bring
from bildungskommune.tracing.netz import Netz
from bildungskommune.tracing.snapshot import Schritte
from bildungskommune.ui.zeiten import datum

GEZEIGT = 3
"""Up to so many things of one kind are all shown."""
HOECHSTENS = 12
"""So many things stand on a page, folded away or not, where a page of its own has all of them."""
TITEL_ZEICHEN = 180


def frozen(daten: Sequence[Mapping[str, Any]], ganz: Ganzes | None = None) -> Faltung[Station]:
    """Return the sources that a snapshot holds: one of each kind first, then the nearest.

    With `ganz` no more than HOECHSTENS, and the way to the page that has all.
    """
    stationen = [_frozen(entry) for entry in daten]
    first = _one_of_each_kind(daten, stationen)
    gesamt = daten.gesamt if isinstance(daten, Schritte) else len(stationen)
    wort = f"Alle {gesamt} Quellen" if gesamt == len(stationen) else f"{len(stationen)} von {gesamt} Quellen"
    found = _folded(first, stationen, wort)
    if ganz is None or len(stationen) <= HOECHSTENS:
        return found
    rest = found.rest[: HOECHSTENS - len(found.gezeigt)]
    return Faltung(found.gezeigt, rest, f"{HOECHSTENS} von {gesamt} Quellen", ganz.url, f"{wort} zu {ganz.von}")


def _frozen(entry: Mapping[str, Any]) -> Station:
    is_card = entry["titel"].startswith("„")
    return Station(
        art=entry["art"] if is_card else "",
        titel=shorten(entry["titel"] if is_card else _named(entry["art"], entry["titel"])),
        url=entry["url"],
        zusatz=entry.get("zusatz", ""),
        grund=entry["grund"],
    )


def _named(art: str, titel: str) -> str:
    """Return "Leitsatz 2: Kein Weg ist zu weit." or "Thema „Wege und Fahrzeiten“"."""
    return f"{art}: {titel}" if " " in art else f"{art} „{titel}“"


def shorten(titel: str) -> str:
    """Return the title at a length that fits a list; a quoted card keeps its closing mark."""
    if len(titel) <= TITEL_ZEICHEN:
        return titel
    end = " …“" if titel.endswith("“") else " …"
    return titel[:TITEL_ZEICHEN].rsplit(" ", 1)[0] + end


def _one_of_each_kind(daten: Sequence[Mapping[str, Any]], stationen: Sequence[Station]) -> list[Station]:
    """One of each kind: what has a number (a Leitsatz), then a card, then the rest."""
    kinds: dict[str, Station] = {}
    for entry, station in zip(daten, stationen, strict=True):
        kinds.setdefault(entry["art"], station)
    return [kinds[art] for art in sorted(kinds, key=lambda art: (" " not in art, not kinds[art].art))]


def _folded(first: Sequence[Station], alle: Sequence[Station], wort: str) -> Faltung[Station]:
    """Show what comes first and fill up with the nearest."""
    chosen = [*first, *(station for station in alle if station not in first)][:GEZEIGT]
    return fold(chosen, [station for station in alle if station not in chosen], wort)


def fold(gezeigt: Sequence[Ding], rest: Sequence[Ding], wort: str) -> Faltung[Ding]:
    """Fold away the rest; a single one is not worth a fold."""
    if len(rest) == 1:
        return Faltung([*gezeigt, *rest])
    return Faltung(gezeigt, rest, wort if rest else "")


def nearest(net: Netz, schritte: Sequence[Schritt], ganz: Ganzes | None = None) -> Faltung[Schritt]:
    """Choose what a page shows of what follows: one of each stage first, then the nearest, no parts of another step.

    With `ganz` no more than HOECHSTENS, and the way to the page that has all.
    """
    inner = {part.key for step in schritte for part in _parts(net, step)}
    found = [step for step in schritte if step.key not in inner]
    first = _one_of_each_stage(found)
    return cut([*first, *(step for step in found if step not in first)], GEZEIGT, ganz, _word_for_all(found))


def cut(steps: Sequence[Ding], gezeigt: int, ganz: Ganzes | None, wort: str = "Folgen") -> Faltung[Ding]:
    """Show the first, fold away up to HOECHSTENS, and name the page with all where there are more."""
    number = len(steps)
    if ganz is None or number <= HOECHSTENS:
        return fold(steps[:gezeigt], steps[gezeigt:], f"Alle {number} {wort}")
    return Faltung(
        steps[:gezeigt],
        steps[gezeigt:HOECHSTENS],
        f"{HOECHSTENS} von {number} {wort}",
        ganz.url,
        f"Alle {number} {wort} aus {ganz.von}",
    )


def as_of_today(net: Netz, chosen: Faltung[Schritt]) -> Faltung[Station]:
    """Return the chosen steps with their state of today, parts of a step counted under it."""
    return chosen.mapped(lambda step: of_today(step, _count(_parts(net, step))))


def live(net: Netz, schritte: Sequence[Schritt], ganz: Ganzes | None = None) -> Faltung[Station]:
    """Return what follows as it stands today: what hangs directly on it first, parts of a step counted under it."""
    chosen = nearest(net, schritte, ganz)
    bring(chosen.alle)
    return as_of_today(net, chosen)


def _word_for_all(steps: Sequence[Schritt]) -> str:
    """Return "Maßnahmen" where there is nothing else, "Folgen" where kinds are mixed."""
    kinds = {str(step.modell._meta.verbose_name_plural) for step in steps}
    return kinds.pop() if len(kinds) == 1 else "Folgen"


def _parts(net: Netz, step: Schritt) -> list[Schritt]:
    """Return what stands one Kante on in the same stage: the Strategien of a Handlungsfeld."""
    return [part for part in net.naechste(step.key) if part.stufe == step.stufe]


def of_today(step: Schritt, zusatz: str = "") -> Station:
    """Return a step with its state of today and since when: "umgesetzt, Stand 30. April 2026"."""
    return Station(
        art=step.art,
        titel=shorten(f"{step.art}: {step.titel}"),
        url=step.url,
        zusatz=zusatz,
        grund=step.grund,
        stand=f"{step.stand}, Stand {datum(step.datum)}" if step.stand and step.datum else step.stand,
        stand_art=step.stand_art,
    )


def _count(parts: Sequence[Schritt]) -> str:
    """Return "2 Ziele, 3 Strategien"."""
    counts = Counter(part.modell._meta for part in parts)
    return ", ".join(
        f"{number} {meta.verbose_name if number == 1 else meta.verbose_name_plural}" for meta, number in counts.items()
    )


def _one_of_each_stage(steps: Sequence[Schritt]) -> list[Schritt]:
    stages: dict[int, Schritt] = {}
    for step in steps:
        stages.setdefault(step.stufe, step)
    return [stages[stage] for stage in sorted(stages)]


def by_stage(schritte: Sequence[Schritt], weg: Weg, ganz: Ganzes | None = None) -> list[Faltung[Schritt]]:
    """Return the steps of each stage; where there are many only those on the `weg` are shown, else the nearest."""
    order = {step.key: place for place, step in enumerate(weg)}
    far = len(order)
    later = sorted(schritte, key=lambda step: (step.stufe, order.get(step.key, far), step.tiefe))
    found = [_stage(list(steps), order, ganz) for _, steps in groupby(later, key=lambda step: step.stufe)]
    bring(step for stage in found for step in stage.alle)
    return found


def _stage(steps: Sequence[Schritt], order: Mapping[Key, int], ganz: Ganzes | None) -> Faltung[Schritt]:
    if len(steps) <= GEZEIGT:
        return Faltung(steps)
    shown = [step for step in steps if step.key in order] or steps[:1]
    rest = [step for step in steps if step not in shown]
    if ganz is None or len(steps) <= HOECHSTENS:
        return fold(shown, rest, f"{len(rest)} weitere zeigen")
    some = cut([*shown, *rest], len(shown), ganz, _word_for_all(steps))
    return replace(some, wort=f"{len(some.rest)} weitere zeigen")
