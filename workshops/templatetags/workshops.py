"""Sentences about workshops for the templates of this stage."""

from collections.abc import Mapping

from django import template

from workshops.anmeldung import hindernisse
from workshops.models import Workshop

register = template.Library()

ZUR_ART = {
    Workshop.Art.AUFTAKT: "zum Auftakt",
    Workshop.Art.WORKSHOP: "zum Workshop",
    Workshop.Art.KONFERENZ: "zur Bildungskonferenz",
    Workshop.Art.REDAKTION: "zur Redaktionssitzung",
}
SKIZZE = {
    "ziel": "Ziel",
    "schritte": "Schritte",
    "verantwortliche": "Wer",
    "verbuendete": "Mit wem",
    "termin": "Bis wann",
}


@register.filter
def plaetze(workshop: Workshop) -> str:
    """Noch 14 von 60 Plätzen frei"""
    if workshop.frei:
        return f"Noch {workshop.frei} von {workshop.kapazitaet} Plätzen frei"
    if workshop.kapazitaet == 1:
        return "Der einzige Platz ist vergeben"
    return f"Alle {workshop.kapazitaet} Plätze sind vergeben"


@register.filter
def anmeldestand(workshop: Workshop) -> str:
    """Seats left while people can register, else why they cannot."""
    return hindernisse.closed_reason(workshop) or plaetze(workshop)


@register.filter
def zur_art(workshop: Workshop) -> str:
    return ZUR_ART[Workshop.Art(workshop.art)]


@register.filter
def felder(skizze: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return what a sketch of a project says, as word and value."""
    return [(wort, skizze[name]) for name, wort in SKIZZE.items() if skizze.get(name)]
