"""The red thread in a page: Stationen one below the other, the far ones folded away."""

from collections.abc import Sequence
from typing import Any

from django import template

from bildungskommune.tracing.faden import Ganzes, Schritt, Station, bring
from bildungskommune.tracing.stationen import cut
from bildungskommune.tracing.zeichnung import draw

register = template.Library()

WOERTER = {"woher": "Woher kommt das?", "wohin": "Was wurde daraus?"}


@register.inclusion_tag("components/faden.html")
def faden(
    stationen: Sequence[Station | Schritt],
    richtung: str = "",
    art: str = "klein",
    hoechstens: int = 8,
    ganz: Ganzes | None = None,
) -> dict[str, Any]:
    """Draw the thread: `richtung` woher|wohin or own words, `art` klein|breit; with `ganz` only the nearest dozen."""
    chosen = cut(list(stationen), hoechstens, ganz, "Folgen" if ganz else "zeigen")
    bring(station for station in chosen.alle if isinstance(station, Schritt))
    drawn = {id(one.station): one for one in draw(chosen.alle)}
    return {
        "faltung": chosen.mapped(lambda station: drawn[id(station)]),
        "wort": WOERTER.get(richtung, richtung),
        "art": art,
    }
