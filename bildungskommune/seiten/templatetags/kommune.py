"""What the frame of a page says of the Kommune."""

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.simple_block_tag(takes_context=True)
def fenstertitel(context: Context, content: str) -> SafeString:
    """Name the page in one line: what it shows, then the portal; "Fehler" before all when its form was refused."""
    form, kommune = context.get("form"), context.get("kommune")
    return format_html(
        "<title>{}{} – {}</title>",
        "Fehler: " if getattr(form, "errors", None) else "",
        mark_safe(" ".join(content.split())),  # noqa: S308 - rendered by the template, escaped there
        f"{kommune.portal} {kommune.name}" if kommune else "Bildungskommune",
    )
