"""The two ways from a passage: where it comes from (frozen) and what follows from it (as of today)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models.options import Options

from bildungskommune.tracing.netz import Netz, Schritt
from bildungskommune.tracing.registry import Knoten
from bildungskommune.ui.zeiten import datum

GEZEIGT = 3
TITEL_ZEICHEN = 180


@dataclass(frozen=True)
class Weg:
    """One link on the thread with what stands under it."""

    art: str
    titel: str
    url: str = ""
    zusatz: str = ""
    grund: str = ""
    stand: str = ""
    stand_art: str = ""


@dataclass(frozen=True)
class Wege:
    """What is shown at once and what is folded away under a word like "Alle 22 Quellen"."""

    gezeigt: Sequence[Weg] = ()
    rest: Sequence[Weg] = ()
    wort: str = ""

    @property
    def alle(self) -> list[Weg]:
        return [*self.gezeigt, *self.rest]


def backward(daten: Sequence[Mapping[str, Any]]) -> Wege:
    """Return the sources of a snapshot: one of each kind first, then the nearest."""
    ways = [_source(entry) for entry in daten]
    first = _first_choice(daten, ways)
    chosen = [*first, *(way for way in ways if way not in first)][:GEZEIGT]
    return _folded(chosen, ways, "Quellen")


def _source(entry: Mapping[str, Any]) -> Weg:
    is_card = entry["titel"].startswith("„")
    return Weg(
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


def _first_choice(daten: Sequence[Mapping[str, Any]], ways: Sequence[Weg]) -> list[Weg]:
    """One of each kind: what has a number (a Leitsatz), then a card, then the rest."""
    kinds: dict[str, Weg] = {}
    for entry, way in zip(daten, ways, strict=True):
        kinds.setdefault(entry["art"], way)
    return [kinds[art] for art in sorted(kinds, key=lambda art: (" " not in art, not kinds[art].art))]


def _folded(chosen: Sequence[Weg], ways: Sequence[Weg], wort: str) -> Wege:
    """Fold away what was not chosen; a single leftover is not worth a fold."""
    rest = [way for way in ways if way not in chosen]
    if len(rest) == 1:
        return Wege([*chosen, *rest])
    return Wege(chosen, rest, f"Alle {len(ways)} {wort}" if rest else "")


def forward(net: Netz, schritte: Sequence[Schritt]) -> Wege:
    """Return what follows as it stands today: what hangs directly on it first, parts of a step counted under it."""
    inner = {id(part) for step in schritte for part in _parts(net, step.knoten)}
    shown = [step for step in schritte if id(step.knoten) not in inner]
    ways = [live(step, _count(_parts(net, step.knoten))) for step in shown]
    first = _one_of_each_stage(shown, ways)
    chosen = [*first, *(way for way in ways if way not in first)][:GEZEIGT]
    return _folded(chosen, ways, _word_for_all(shown))


def _word_for_all(steps: Sequence[Schritt]) -> str:
    """Return "Maßnahmen" where there is nothing else, "Folgen" where kinds are mixed."""
    kinds = {str(_meta(step.knoten).verbose_name_plural) for step in steps}
    return kinds.pop() if len(kinds) == 1 else "Folgen"


def _meta(knoten: Knoten) -> Options:
    assert isinstance(knoten, models.Model)
    return knoten._meta


def _parts(net: Netz, knoten: Knoten) -> list[Knoten]:
    """Return what stands one step on in the same stage: the Strategien of a Handlungsfeld."""
    key = (_meta(knoten).label_lower, knoten.pk)
    following = [net.nodes[target] for target, _ in net.links.get(key, ())]
    return [part for part in following if part.faden_stufe == knoten.faden_stufe]


def live(step: Schritt, zusatz: str = "") -> Weg:
    """Return a step with its state of today and since when: "umgesetzt, Stand 30. April 2026"."""
    stand = f"{step.stand}, Stand {datum(step.datum)}" if step.stand and step.datum else step.stand
    return Weg(
        art=step.art,
        titel=shorten(f"{step.art}: {step.titel}"),
        url=step.url,
        zusatz=zusatz,
        grund=step.grund,
        stand=stand,
        stand_art=step.stand_art,
    )


def _count(parts: Sequence[Knoten]) -> str:
    if not parts:
        return ""
    meta = _meta(parts[0])
    return f"{len(parts)} {meta.verbose_name if len(parts) == 1 else meta.verbose_name_plural}"


def _one_of_each_stage(steps: Sequence[Schritt], ways: Sequence[Weg]) -> list[Weg]:
    stages: dict[int, Weg] = {}
    for step, way in zip(steps, ways, strict=True):
        stages.setdefault(step.stufe, way)
    return [stages[stage] for stage in sorted(stages)]
