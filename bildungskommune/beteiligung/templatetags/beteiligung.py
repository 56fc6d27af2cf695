"""Remarks on page: their place in words, and what a proposal would change."""

from django import template
from django.utils.safestring import SafeString

from bildungskommune.beteiligung.models import Anmerkung, Punkt
from bildungskommune.beteiligung.stellen import Stellen
from bildungskommune.vergleich.gegenueber import change
from bildungskommune.vergleich.templatetags.vergleich import aenderungen

register = template.Library()


@register.filter
def stelle(stellen: Stellen, ding: Anmerkung | Punkt) -> str:
    """Return the place of a remark or a point in words."""
    return stellen.words(ding.teil, ding.absatz)


@register.filter
def vorschlag(stellen: Stellen, anmerkung: Anmerkung) -> SafeString:
    """Show a proposal against the wording that it would change."""
    found = stellen.find(anmerkung.teil, anmerkung.absatz)
    before = found.absatz if found else None
    return aenderungen(change(before.wortlaut if before else "", anmerkung.vorschlag))
