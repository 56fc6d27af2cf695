"""The addresses of a Fassung, for templates."""

from django import template

from bildungskommune.fassungen import liste
from bildungskommune.fassungen.models import Fassung

register = template.Library()


@register.filter
def fassung_url(fassung: Fassung) -> str:
    """Return its permanent page."""
    return liste.link(fassung)


@register.filter
def vergleichsweg(fassung: Fassung) -> str:
    """Return the page on which it is compared with others of its line."""
    return liste.line_link("vergleich-auswahl", fassung)


@register.filter
def suchweg(fassung: Fassung) -> str:
    """Return the page on which its text is searched."""
    return liste.line_link("fassung-suche", fassung, nummer=fassung.nummer)


@register.filter
def fassung_pdf(fassung: Fassung) -> str:
    """Return the permanent address of its PDF."""
    return liste.pdf_link(fassung)
