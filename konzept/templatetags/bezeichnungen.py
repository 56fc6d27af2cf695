"""The words of a document for its templates: {% with worte=inhalt|worte %}{{ worte.ziel.mehrzahl }}{% endwith %}."""

from collections.abc import Mapping
from typing import Any

from django import template

from bildungskommune.ui.zeiten import NBSP
from konzept.bezeichnungen import Bezeichnungen, Ebene, of_snapshot

register = template.Library()


@register.filter
def worte(inhalt: Mapping[str, Any]) -> Bezeichnungen:
    """Return the words that a Fassung was frozen with."""
    return of_snapshot(inhalt)


@register.filter
def name(ebene: Ebene, nr: str) -> str:
    """Name a thing of a level by its number: {{ worte.strategie|name:strategie.nr }}."""
    return ebene.name(nr)


@register.filter
def nummer(nr: str) -> str:
    """Keep a number on one line with its Vorsatz: "M 17"."""
    return nr.replace(" ", NBSP)


@register.filter
def anzahl(ebene: Ebene, zahl: int) -> str:
    """Count things of a level: {{ worte.ziel|anzahl:3 }} is "3 Ziele"."""
    return ebene.anzahl(zahl)


@register.filter
def wort(zahl: int, ebene: Ebene) -> str:
    """Choose the word for a number that stands apart from it: {{ n|wort:worte.ziel }}."""
    return ebene.einzahl if zahl == 1 else ebene.mehrzahl


@register.filter
def mit(ebene: Ebene, adjektiv: str) -> str:
    """Name one of a level with an adjective that comes without its ending: {{ worte.ziel|mit:"strategisch" }}."""
    return ebene.mit(adjektiv)


@register.simple_tag
def benannt(ebene: Ebene, nr: str, titel: str) -> str:
    """Name a thing with its title: "Strategie 2.1 „Wege“"; one without a number is "Strategie „Wege“"."""
    return ebene.benannt(nr, titel)


@register.simple_tag
def kurzname(ebene: Ebene, nr: str, titel: str) -> str:
    """Name a thing by its number, by its title only where it has none: "Handlungsfeld 6"."""
    return ebene.kurz(nr, titel)
