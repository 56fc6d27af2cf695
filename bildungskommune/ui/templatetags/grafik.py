"""Charts as SVG in the page: no script, no style attribute, with title, description and table."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import count
from typing import Any

from django import template
from django.template import Context
from django.utils import timezone

from bildungskommune.ui import grafiken
from bildungskommune.ui.zeiten import to_date

register = template.Library()

_ZAEHLER = "grafik_zaehler"


def _number(context: Context) -> int:
    """Number the charts of one page, so that their ids differ."""
    zaehler: Iterator[int] | None = context.get(_ZAEHLER)
    if zaehler is None:
        # The lowest layer of the context lives as long as the page.
        zaehler = context.dicts[0][_ZAEHLER] = count(1)
    return next(zaehler)


@register.inclusion_tag("components/verlauf.html", takes_context=True)
def verlauf_grafik(
    context: Context, werte: Sequence[object], ziel: object = None, titel: str = "Verlauf", einheit: str = ""
) -> dict[str, Any]:
    """Draw values over time; `werte` have datum and wert, `ziel` likewise."""
    return {"nr": _number(context), "titel": titel, "einheit": einheit, **grafiken.verlauf(werte, ziel)}


@register.inclusion_tag("components/zeitstrahl.html", takes_context=True)
def zeitstrahl(
    context: Context,
    meilensteine: Sequence[object],
    heute: date | str | None = None,
    titel: str = "",
    *,
    tabelle: bool = True,
) -> dict[str, Any]:
    """Draw milestones (datum or termin, titel, erreicht) on the red line.

    `tabelle=False` where the page itself lists them right below; `heute` may come from a snapshot.
    """
    bild = grafiken.zeitstrahl(meilensteine, to_date(heute) or timezone.localdate())
    return {"nr": _number(context), "titel": titel or "Zeitstrahl der Meilensteine", "tabelle": tabelle, **bild}


@register.inclusion_tag("components/balken.html", takes_context=True)
def balken(
    context: Context,
    anteil: grafiken.Zahl | None,
    summe: grafiken.Zahl | None,
    *,
    ist_wort: str = "gesichert",
    rest_wort: str = "offen",
    einheit: str = "€",
) -> dict[str, Any]:
    """Draw how much of a sum is there and how much is missing."""
    worte = {"ist_wort": ist_wort, "rest_wort": rest_wort, "einheit": einheit}
    return {"nr": _number(context), **worte, **grafiken.balken(anteil, summe)}
