"""The way from a page to its chapter."""

from django import template
from django.http import HttpRequest
from django.template import Context

from bildungskommune.hilfe import handbuch
from bildungskommune.wegweiser import chapter_for

register = template.Library()


@register.simple_tag(takes_context=True)
def hilfe_adresse(context: Context) -> str:
    """Return the address of the chapter about this page, else that of the list of chapters."""
    request: HttpRequest | None = context.get("request")
    found = request.resolver_match if request else None
    return handbuch.address(chapter_for((found and found.url_name) or "") or handbuch.INHALT)
