"""Parts of the desk's pages; each tag prepares data, its template is in werkbank/."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.db.models import Model
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from bildungskommune.werkbank.liste import Liste
from bildungskommune.werkbank.notizblatt import Notizblatt, address
from bildungskommune.werkbank.vergleich import Stueck

register = template.Library()
# Screen readers pass over <mark>; the words in brackets are for them.
MARKE = '<mark><span class="nur-vorlesen">[anders: </span>{}<span class="nur-vorlesen">]</span></mark>'
LEER = mark_safe('<span class="neben">leer</span>')


@register.inclusion_tag("werkbank/_koepfe.html")
def spaltenkoepfe(liste: Liste[Any], aktionen: str = "", auswahl: str = "") -> dict[str, Any]:
    """Show the heads of the columns, each with the link that sorts by it.

    `auswahl` heads a first column of checkboxes, `aktionen` a last column of buttons; both are only read out.
    """
    return {"koepfe": liste.koepfe, "aktionen": aktionen, "auswahl": auswahl}


@register.inclusion_tag("werkbank/_notizlink.html")
def notizlink(blatt: Notizblatt | None, part: Model, *, immer: bool = False) -> dict[str, Any]:
    """Show at a part of a text how many open notes stand there; `immer` also offers to write the first one."""
    anzahl = blatt.number_at(part) if blatt else 0
    return {"zeigen": blatt and (anzahl or immer), "anzahl": anzahl, "weg": address(part), "name": str(part)}


@register.inclusion_tag("werkbank/_listenfuss.html", takes_context=True)
def listenfuss(context: template.Context, liste: Liste[Any]) -> dict[str, Any]:
    """Show under a list the files it can be had as, and its pages."""
    return {"liste": liste, "request": context["request"]}


@register.inclusion_tag("werkbank/ordnen.html")
def ordnen(
    ziel: str, titel: str, kennzeichen: str, nummer: int, gesamt: int, *, geprueft: bool = False
) -> dict[str, Any]:
    """Offer to move one thing of an order: up, down, or to a number; says on which place it stands now.

    With `geprueft` the form sends that place along (`platz`), so that an order that has changed since is noticed.
    """
    named = {"ziel": ziel, "titel": titel, "kennzeichen": kennzeichen, "nummer": nummer, "gesamt": gesamt}
    return named | {"geprueft": geprueft}


@register.simple_tag
def markiert(stuecke: Iterable[Stueck]) -> SafeString:
    """Show a text with what the other one does not have marked, for eye and ear; an empty one says so."""
    pieces = [(format_html(MARKE, one.text) if one.is_different else one.text,) for one in stuecke]
    return format_html_join("", "{}", pieces or [(LEER,)])
