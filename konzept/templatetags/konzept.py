"""What the print of a Konzept counts."""

from typing import Any

from django import template

register = template.Library()


@register.filter
def anzahl_massnahmen(feld: dict[str, Any]) -> int:
    """Count the Maßnahmen that a Handlungsfeld leads to, each once."""
    folgen = [*feld["folgen"], *(f for strategie in feld["strategien"] for f in strategie["massnahmen"])]
    return len({(f["art"], f["titel"]) for f in folgen if f["art"].startswith("Maßnahme")})
