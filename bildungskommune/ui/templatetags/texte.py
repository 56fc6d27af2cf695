import re
from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from bildungskommune import text
from bildungskommune.absaetze import render
from bildungskommune.ui import zeiten

register = template.Library()

register.filter("datum", zeiten.datum)
register.filter("tag", zeiten.tag)
register.filter("uhrzeit", zeiten.uhrzeit)
register.filter("zeitpunkt", zeiten.zeitpunkt)
register.filter("isozeit", zeiten.iso)
register.simple_tag(zeiten.zeitraum, name="zeitraum")


@register.filter
def absatz(markdown: str | None) -> SafeString:
    """Render an author's text (see bildungskommune.text)."""
    return text.render(markdown or "")


@register.filter
def absaetze(daten: Mapping[str, Any], feld: str) -> SafeString:
    """Render a text of a snapshot; each of its paragraphs can be linked to: "leitsatz-2.absatz-3"."""
    return render(daten, feld)


@register.filter
def hervorgehoben(words: str, gesucht: str) -> SafeString:
    """Return plain words with those that were searched for marked, in any case."""
    wanted = "|".join(re.escape(one) for one in sorted(gesucht.split(), key=len, reverse=True))
    parts = re.split(f"({wanted})", words, flags=re.IGNORECASE) if wanted else [words]
    return format_html_join(
        "", "{}", ((format_html("<mark>{}</mark>", one) if n % 2 else one,) for n, one in enumerate(parts))
    )


@register.filter
def klartext(markdown: str | None) -> str:
    """Return an author's text without any markup, for one line in a list."""
    return text.plain(markdown or "")


@register.filter
def zeit(value: object) -> SafeString:
    """Return <time> with the date in words."""
    return format_html('<time datetime="{}">{}</time>', zeiten.iso(value), zeiten.datum(value))


@register.filter
def zahl(value: object, stellen: int | None = None) -> str:
    return zeiten.zahl(value, stellen)


@register.filter
def euro(value: object) -> str:
    """120.000 €, or an empty string when there is no amount."""
    return f"{zeiten.zahl(value)}{zeiten.NBSP}€" if value is not None else ""


@register.filter
def plural(anzahl: int | None, woerter: str) -> str:
    """Choose the word for a number: {{ n }} {{ n|plural:"Beitrag,Beiträge" }}."""
    einzahl, _, mehrzahl = woerter.partition(",")
    return einzahl if anzahl == 1 else mehrzahl


@register.filter
def satz(value: object, worte: str) -> str:
    """Put what is there into words, and nothing into nothing: {{ thema.rang|satz:", Rang {}" }}."""
    return format_html(worte, value) if value else ""


@register.simple_tag
def komma(*teile: object, zeichen: str = ", ") -> SafeString:
    """Join what is there with commas, or with another sign: {% komma beitrag.code beitrag.phase %}."""
    return format_html_join(zeichen, "{}", ((teil,) for teil in teile if teil))
