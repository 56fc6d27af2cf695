"""Components of the page frame; each tag prepares data, its template is in components/."""

from collections.abc import Collection
from typing import Any

from django import forms, template
from django.core.paginator import Page
from django.http import HttpRequest, QueryDict
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from bildungskommune import qr
from bildungskommune.ui import paging
from bildungskommune.ui.absendung import FELD, new_token
from bildungskommune.ui.fehler import list_errors

register = template.Library()

ZUSTAND_ZEICHEN = {
    "gut": "haken",
    "warten": "uhr",
    "verzug": "warnung",
    "laeuft": "halb",
    "offen": "kreis",
    "neutral": "punkt",
}
LEISE = {"outline", "link", "danger", "secondary"}


@register.simple_tag
def zeichen(name: str) -> SafeString:
    """Draw an icon of the sprite; words beside it carry the meaning."""
    return format_html('<svg class="zeichen" aria-hidden="true" focusable="false"><use href="#z-{}"/></svg>', name)


@register.simple_tag
def qr_code(adresse: str, beschreibung: str) -> SafeString:
    """Draw the QR code of an absolute address on a white plate; `beschreibung` says what it is for."""
    bild = qr.data_uri(adresse, border=4, dark="#15211c", light="#fff")
    return format_html('<img class="qr-bild" src="{}" alt="{}">', bild, beschreibung)


@register.filter
def knopfklasse(tags: Collection[str] | None) -> str:
    """Name the classes of a button of the account's pages: the main one is full, the others are outlined."""
    return "knapp" if LEISE & set(tags or ()) else "knapp knapp--voll"


@register.filter
def meldungszeichen(art: str) -> str:
    """Choose the icon of a message by its level."""
    return {"success": "haken", "info": "info", "debug": "info"}.get(art, "warnung")


@register.simple_tag
def zustand(wort: str, art: str = "neutral", gross: bool = False) -> SafeString:
    """Show a state as icon and word, never as colour alone."""
    art = art if art in ZUSTAND_ZEICHEN else "neutral"
    groesse = " zustand--gross" if gross else ""
    return format_html(
        '<span class="zustand zustand--{}{}">{}<span>{}</span></span>',
        art,
        groesse,
        zeichen(ZUSTAND_ZEICHEN[art]),
        wort,
    )


@register.inclusion_tag("components/brotkrumen.html")
def brotkrumen(*teile: str) -> dict[str, Any]:
    """Take word, address, word, address …, and last the word of this page."""
    worte, ziele = teile[0::2], teile[1::2]
    return {"eltern": list(zip(worte, ziele, strict=False)), "hier": worte[-1] if len(teile) % 2 else ""}


@register.inclusion_tag("components/leer.html")
def leer(satz: str, url: str = "", knopf: str = "") -> dict[str, str]:
    """Say what belongs here and what to do next."""
    return {"satz": satz, "url": url, "knopf": knopf}


@register.inclusion_tag("components/fortschritt.html")
def fortschritt(wert: int, gesamt: int, wort: str, url: str = "") -> dict[str, Any]:
    """Show a progress bar; with `url` the script asks there for its next state."""
    return {"wert": wert, "gesamt": gesamt, "wort": wort, "url": url}


@register.inclusion_tag("components/seiten.html", takes_context=True)
def seiten(context: Context, page_obj: Page[Any]) -> dict[str, Any]:
    """Link the pages of a list and keep its filter."""
    request: HttpRequest = context["request"]
    return _pages(page_obj, request.GET)


@register.inclusion_tag("components/seiten.html")
def seiten_zu(page_obj: Page[Any], query: QueryDict) -> dict[str, Any]:
    """Link the pages of a list where no request is at hand; `query` is what the address asks."""
    return _pages(page_obj, query)


def _pages(page_obj: Page[Any], asked: QueryDict) -> dict[str, Any]:
    def address(number: int) -> str:
        query = asked.copy()
        query[paging.PARAMETER] = str(number)
        return f"?{query.urlencode()}"

    links = [(n, address(n) if n else "") for n in paging.numbers(page_obj)]
    return {
        "page_obj": page_obj,
        "links": links,
        "zurueck": address(page_obj.number - 1) if page_obj.has_previous() else "",
        "weiter": address(page_obj.number + 1) if page_obj.has_next() else "",
    }


@register.simple_tag(takes_context=True)
def formschutz(context: Context) -> SafeString:
    """Hidden fields of every POST form: against forgery and against sending twice."""
    return format_html(
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}"><input type="hidden" name="{}" value="{}">',
        context.get("csrf_token", ""),
        FELD,
        new_token(),
    )


@register.inclusion_tag("components/fehlerliste.html")
def fehlerliste(form: forms.BaseForm | None) -> dict[str, Any]:
    """Show the error summary of a form that is not drawn by `{% crispy %}`."""
    return {"fehler": list_errors(form) if form and form.is_bound else []}
