"""The red thread in a page: Stationen one below the other, the far ones folded away."""

from collections.abc import Sequence
from typing import Any

from django import template

from bildungskommune.tracing.faden import Schritt, Station
from bildungskommune.tracing.stationen import fold
from bildungskommune.tracing.zeichnung import draw

register = template.Library()

WOERTER = {"woher": "Woher kommt das?", "wohin": "Was wurde daraus?"}


@register.inclusion_tag("components/faden.html")
def faden(
    stationen: Sequence[Station | Schritt], richtung: str = "", art: str = "klein", hoechstens: int = 8
) -> dict[str, Any]:
    """Draw the thread: `richtung` woher|wohin or own words, `art` klein|breit."""
    alle = draw(list(stationen))
    return {
        "faltung": fold(alle[:hoechstens], alle[hoechstens:], f"Alle {len(alle)} zeigen"),
        "wort": WOERTER.get(richtung, richtung),
        "art": art,
    }
