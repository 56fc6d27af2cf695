"""How the print of a Maßnahmenplan puts a measure into words."""

from typing import Any

from django import template

from bildungskommune.ui.templatetags import texte

register = template.Library()


@register.filter
def kosten(massnahme: dict[str, Any]) -> str:
    """120.000 €, davon 80.000 € gesichert (im Dokument: „etwa 120 TEUR“); Finanzierung: Kreis."""
    angabe = massnahme["kosten"]
    wortlaut = angabe.get("original")
    text = f"„{wortlaut}“" if wortlaut else ""
    if angabe.get("gesamt") not in (None, ""):
        gesichert = angabe.get("gesichert")
        davon = f", davon {texte.euro(gesichert)} gesichert" if gesichert not in (None, "") else ""
        text = texte.euro(angabe["gesamt"]) + davon + (f" (im Dokument: {text})" if text else "")
    return texte.komma(text, texte.satz(massnahme.get("finanzierung"), "Finanzierung: {}"), zeichen="; ")
