"""How changes stand on page and paper."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()
# Most screen readers say nothing of <ins> and <del>; the hidden words are for them.
SAYS = '<span class="nur-vorlesen">{} </span>{}<span class="nur-vorlesen"> {} </span>'
ON_SCREEN = {
    "": "{1}",
    "neu": f"<ins>{SAYS}</ins>",
    "weg": f"<del>{SAYS}</del>",
}
ON_PAPER = {"": "{1}", "neu": "<ins>{1}</ins>", "weg": "<del>{1}</del>"}
WORDS = {"": ("", ""), "neu": ("eingefügt:", "Ende des Eingefügten"), "weg": ("gestrichen:", "Ende des Gestrichenen")}


@register.simple_tag
def aenderungen(stuecke: Iterable[tuple[str, str]], *, papier: bool = False) -> SafeString:
    """Show the pieces of a paragraph, what came in and what was struck out marked as such."""
    forms = ON_PAPER if papier else ON_SCREEN
    pieces = ((format_html(forms[was], WORDS[was][0], worte, WORDS[was][1]),) for worte, was in stuecke)
    return format_html_join("", "{}", pieces)
