"""Charts as SVG in the page: no script, no style attribute, with title, description and table."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import count
from typing import Any, Protocol

from django import template
from django.template import Context
from django.utils import timezone

from bildungskommune.grafik.anteil import Zahl, anteil
from bildungskommune.grafik.bild import Bild, Flaeche
from bildungskommune.grafik.verlauf import Messwert, Wegziel, Ziel, verlauf
from bildungskommune.grafik.zeitstrahl import Etappe
from bildungskommune.grafik.zeitstrahl import zeitstrahl as draw_zeitstrahl

register = template.Library()

SEITE = Flaeche(schmal=240, breit=656, schrift=14)
"""From a phone of 320 pixels with a thread beside the text to the widest column."""
_ZAEHLER = "grafik_zaehler"


class Meilenstein(Protocol):
    datum: date
    titel: str
    erreicht_am: date | None


def _number(context: Context) -> int:
    """Number the charts of one page, so that their ids differ."""
    zaehler: Iterator[int] | None = context.get(_ZAEHLER)
    if zaehler is None:
        # The lowest layer of the context lives as long as the page.
        zaehler = context.dicts[0][_ZAEHLER] = count(1)
    return next(zaehler)


class Zahlenwert(Protocol):
    """A value of a series: a number, or None where there is none."""

    @property
    def zeit(self) -> str: ...

    @property
    def tag(self) -> date: ...

    @property
    def zahl(self) -> Zahl | None: ...


class Jahresziel(Protocol):
    """What is aimed at by the end of a year."""

    @property
    def wert(self) -> Zahl: ...

    @property
    def bis(self) -> date: ...


@register.filter
def prozent(share: float) -> str:
    """Write a share of the width for SVG; German number formatting must never put a comma into a coordinate."""
    return f"{100 * share:.2f}%"


@register.filter
def punkt(value: float) -> str:
    """Write a length in pixels for SVG."""
    return f"{value:.1f}"


@register.inclusion_tag("components/verlauf.html", takes_context=True)
def verlauf_grafik(
    context: Context,
    werte: Sequence[tuple[date, Zahl]],
    ziel: tuple[date, Zahl] | None = None,
    titel: str = "Verlauf",
    einheit: str = "",
    *,
    jahresziele: Sequence[Jahresziel] = (),
) -> dict[str, Any]:
    """Draw values over time on to the aim, each a day and a number; aims by year lie on the way."""
    if not werte:
        return {}
    messwerte = [Messwert(tag, float(wert)) for tag, wert in werte]
    aim = Ziel(float(ziel[1]), ziel[0]) if ziel else None
    stages = [Wegziel(float(one.wert), one.bis) for one in jahresziele]
    return {
        "nr": _number(context),
        "bild": verlauf(messwerte, aim, SEITE, titel=titel, etappen=stages),
        "einheit": einheit,
        "jahresziele": jahresziele,
        "werte": sorted(werte, key=lambda one: one[0]),
        "ziel": ziel,
    }


@register.inclusion_tag("components/grafik.html", takes_context=True)
def kennzahl_grafik(context: Context, werte: Sequence[Zahlenwert], titel: str) -> dict[str, Any]:
    """Draw a series of the statistics; where it gives no number the line is broken. The page has a table of it."""
    messwerte: list[Messwert] = []
    luecke = False
    for one in werte:
        if one.zahl is None:
            luecke = True
            continue
        messwerte.append(Messwert(one.tag, float(one.zahl), one.zeit, luecke and bool(messwerte)))
        luecke = False
    return {"nr": _number(context), "bild": verlauf(messwerte, None, SEITE, titel=titel)}


@register.inclusion_tag("components/grafik.html", takes_context=True)
def bild_grafik(context: Context, bild: Bild) -> dict[str, Any]:
    """Draw a chart that is worked out already; the page has the same in a table."""
    return {"nr": _number(context), "bild": bild}


@register.inclusion_tag("components/zeitstrahl.html", takes_context=True)
def zeitstrahl(
    context: Context,
    meilensteine: Sequence[Meilenstein],
    heute: date | None = None,
    titel: str = "Zeitstrahl der Meilensteine",
    *,
    tabelle: bool = True,
) -> dict[str, Any]:
    """Draw milestones on the red line; `tabelle=False` where the page itself lists them right below."""
    if not meilensteine:
        return {}
    rows = sorted(meilensteine, key=lambda one: one.datum)
    etappen = [Etappe(row.datum, row.titel, bool(row.erreicht_am), nr) for nr, row in enumerate(rows, start=1)]
    bild = draw_zeitstrahl(etappen, heute or timezone.localdate(), SEITE, titel=titel)
    return {"nr": _number(context), "bild": bild, "etappen": etappen, "tabelle": tabelle}


@register.inclusion_tag("components/grafik.html", takes_context=True)
def balken(
    context: Context,
    teil: Zahl | None,
    ganzes: Zahl | None,
    *,
    ist_wort: str = "gesichert",
    rest_wort: str = "offen",
    einheit: str = "€",
) -> dict[str, Any]:
    """Draw how much of a sum is there and how much is missing; both numbers stand in words beside it."""
    bild = anteil(teil, ganzes, SEITE, ist_wort=ist_wort, rest_wort=rest_wort, einheit=einheit)
    return {"nr": _number(context), "bild": bild}
