"""What stands in the preview of a link that somebody passes on (Open Graph)."""

from collections.abc import Mapping

from django import template
from django.template import Context
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from bildungskommune import text
from bildungskommune.addresses import absolute

register = template.Library()

ZEICHEN = 200
BILD = {"width": 1200, "height": 630}


@register.simple_tag(takes_context=True)
def vorschaubild(context: Context) -> SafeString:
    """Name portal and picture, which are the same for every page."""
    kommune = context.get("kommune")
    said = {
        "og:site_name": f"{kommune.portal} {kommune.name}" if kommune else "Bildungskommune",
        "og:locale": "de_DE",
        "og:type": "website",
        "og:image": absolute(static("vorschau.png")),
        **{f"og:image:{name}": value for name, value in BILD.items()},
        "og:image:alt": "Ein roter Faden über fünf Stufen, von der Zukunftswerkstatt bis zur Umsetzung",
    }
    return _metas(said)


@register.simple_tag
def vorschau(titel: str, markdown: str | None, pfad: str) -> SafeString:
    """Name what this page shows: its title, how its text begins, and its permanent address."""
    words = text.plain(markdown or "")
    begun = words if len(words) <= ZEICHEN else f"{words[:ZEICHEN].rsplit(' ', 1)[0]} …"
    said = {"og:title": titel, "og:description": begun, "og:url": absolute(pfad)}
    described = format_html('<meta name="description" content="{}">', begun) if begun else ""
    return format_html("{}\n{}", _metas(said), described)


def _metas(said: Mapping[str, object]) -> SafeString:
    return format_html_join(
        "\n", '<meta property="{}" content="{}">', ((key, value) for key, value in said.items() if value)
    )
