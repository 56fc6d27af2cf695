"""All that stands around one Knoten, column by column: the stages before it, itself, its own stage after it, the later.

With the Knoten in stage 3 and five stages there are six columns: 1, 2, the Knoten, what of stage 3 followed, 4, 5.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from bildungskommune.tracing.faden import Key, Schritt
from bildungskommune.tracing.netz import Netz, key_of, netz


@dataclass(frozen=True)
class Umgebung:
    """The columns, nearest to the Knoten first in each, and which Knoten leads to which."""

    spalten: Sequence[Sequence[Schritt]]
    kanten: Mapping[Key, Sequence[Key]]


def around(knoten: models.Model, stufen: int, *, oeffentlich: bool) -> Umgebung:
    """Return what leads to the Knoten and what follows from it, with `stufen` stages in all.

    With `oeffentlich` only what the public may know of. Asks once a level and direction, whatever is found.
    """
    back, ahead = (netz([knoten], richtung, oeffentlich=oeffentlich) for richtung in ("woher", "wohin"))
    own: int = knoten.faden_stufe  # type: ignore[attr-defined]  # every Knoten has its stage
    spalten: list[dict[Key, Schritt]] = [{} for _ in range(stufen + 1)]
    centre = key_of(knoten)
    spalten[own - 1][centre] = Schritt(centre, "", 0, ahead.vorrat)
    before = {step.key for step in back.schritte(knoten)}
    _sort_in(spalten, back.schritte(knoten), lambda stufe: min(stufe, own) - 1)
    _sort_in(
        spalten, [step for step in ahead.schritte(knoten) if step.key not in before], lambda stufe: max(stufe, own)
    )
    staende = [stand for spalte in spalten for key in spalte if (stand := ahead.stand(key))]
    _sort_in(spalten, staende, lambda stufe: stufe)
    return Umgebung([list(spalte.values()) for spalte in spalten], _links(back, ahead))


def _sort_in(spalten: list[dict[Key, Schritt]], steps: Sequence[Schritt], place: Callable[[int], int]) -> None:
    for step in sorted(steps, key=lambda step: step.tiefe):
        spalten[place(step.stufe)].setdefault(step.key, step)


def _links(back: Netz, ahead: Netz) -> dict[Key, list[Key]]:
    """Return where each Knoten leads, each target once."""
    found: dict[Key, dict[Key, Any]] = {}
    for source, links in ahead.links.items():
        found.setdefault(source, {}).update(dict.fromkeys(link.target for link in links))
    for target, links in back.links.items():
        for link in links:
            found.setdefault(link.target, {})[target] = None
    for source, stand in ahead.staende.items():
        found.setdefault(source, {})[stand.target] = None
    return {source: list(targets) for source, targets in found.items()}
