"""What the frame of a page shows of the process: the bar of its stages, and menus."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.http import HttpRequest
from django.template import Context
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.inclusion_tag("components/stufen.html", takes_context=True)
def stufen_leiste(context: Context, hier: int = 0) -> dict[str, Any]:
    """Show the stages on the horizontal thread; `hier` is the number of this page's stage."""
    return {"stufen": context.get("alle_stufen", ()), "hier": hier}


@register.simple_tag(takes_context=True)
def menuepunkt(context: Context, name: str, wort: str, *args: str, unter: str = "") -> SafeString:
    """Link a page in a menu; `unter` are the path beginnings that belong to it.

    A page which this installation does not have is left out.
    """
    try:
        ziel = reverse(name, args=args)
    except NoReverseMatch:
        return mark_safe("")
    request: HttpRequest | None = context.get("request")
    path = request.path if request else ""
    here: Mapping[bool, str] = {True: "page", False: "true"}
    belongs = path == ziel or any(path.startswith(u) for u in unter.split())
    marke = format_html(' aria-current="{}"', here[path == ziel]) if belongs else ""
    return format_html('<li><a href="{}"{}>{}</a></li>', ziel, marke, wort)
