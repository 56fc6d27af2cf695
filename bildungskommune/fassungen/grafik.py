"""Charts in print: what the chart kit worked out, as inline SVG with a title; a table beside it has the numbers."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from bildungskommune.grafik.anteil import share
from bildungskommune.grafik.bild import Bild, Flaeche, Linie, Punkt, Wort
from bildungskommune.grafik.verlauf import Messwert, Wegziel, Ziel
from bildungskommune.grafik.verlauf import verlauf as draw_verlauf
from bildungskommune.grafik.zeitstrahl import Etappe
from bildungskommune.grafik.zeitstrahl import zeitstrahl as draw_zeitstrahl

SPALTE = Flaeche(schmal=144.0, breit=144.0, schrift=2.8)
"""The text column in millimetres."""
HALB = Flaeche(schmal=60.0, breit=60.0, schrift=2.8)
HOCH = 3.2
_FADEN, _TINTE, _LEISE, _GRUEN, _PAPIER = "#c4122f", "#15211c", "#4a5851", "#0d4a39", "#ffffff"
_STRICH = {
    "achse": (_LEISE, 0.15, ""),
    "wert": (_GRUEN, 0.6, ""),
    "ziel": (_LEISE, 0.25, "1 1"),
    "faden": (_FADEN, 0.5, ""),
    "faden-offen": (_FADEN, 0.5, "1.6 1.2"),
    "heute": (_TINTE, 0.25, ""),
}
"""Colour, width and dashes of each kind of line: print has no style sheet inside a drawing."""
_KREIS = {
    "knoten": (1.35, _FADEN, _FADEN),
    "knoten-offen": (1.35, _PAPIER, _FADEN),
    "punkt": (0.9, _GRUEN, _GRUEN),
    "ring": (0.9, _PAPIER, _GRUEN),
}
"""Radius, filling and rim of each kind of point."""


def zeitstrahl(meilensteine: Sequence[Mapping[str, Any]], heute: date | None) -> SafeString:
    """Draw milestones on the thread: solid up to `heute`, dashed after it. Needs two dates."""
    etappen = [
        Etappe(date.fromisoformat(one["datum"]), one["titel"], bool(one["erreicht_am"]), one["nr"])
        for one in meilensteine
        if one["datum"]
    ]
    tage = {etappe.tag for etappe in etappen}
    if len(tage) < 2:
        return SafeString("")
    etappen.sort(key=lambda one: one.tag)
    bild = draw_zeitstrahl(
        etappen, heute or min(tage), SPALTE, titel="Zeitstrahl der Meilensteine", heute_wort="Stichtag"
    )
    return _svg(bild, SPALTE)


def verlauf(indikator: Mapping[str, Any]) -> SafeString:
    """Draw the values of an Indikator over time with its aim as a line across. Needs two days."""
    werte = [
        Messwert(date.fromisoformat(one["datum"]), float(one["wert"])) for one in indikator["werte"] if one["datum"]
    ]
    if len({wert.tag for wert in werte}) < 2:
        return SafeString("")
    aim = None if indikator["ziel"] is None else Ziel(float(indikator["ziel"]))
    stages = [Wegziel(float(one["wert"]), date(one["jahr"], 12, 31)) for one in indikator.get("jahresziele", ())]
    bild = draw_verlauf(werte, aim, HALB, titel=str(indikator["titel"]), hoch=HOCH, achsen=False, etappen=stages)
    return _svg(bild, HALB)


def balken(teil: int, ganzes: int) -> SafeString:
    """Draw a bar in steps of a twentieth: an ornament beside the number itself."""
    return format_html('<span class="balken balken--{}"></span>', round(20 * share(teil, ganzes)))


def _svg(bild: Bild, flaeche: Flaeche) -> SafeString:
    width, hoehe = flaeche.breit, round(bild.hoehe, 2)
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" width="{}mm" height="{}mm">'
        "<title>{}: {}</title>{}{}{}</svg>",
        width, hoehe, width, hoehe, bild.titel, bild.beschreibung,
        format_html_join("", "{}", ((_linie(linie, width),) for linie in bild.linien)),
        format_html_join("", "{}", ((_punkt(punkt, width),) for punkt in bild.punkte)),
        format_html_join("", "{}", ((_wort(wort, flaeche),) for wort in bild.worte)),
    )  # fmt: skip


def _linie(linie: Linie, width: float) -> SafeString:
    farbe, strich, luecken = _STRICH[linie.art]
    return format_html(
        '<path d="M{} {}L{} {}" stroke="{}" stroke-width="{}"{}/>',
        round(linie.x1 * width, 2), round(linie.y1, 2), round(linie.x2 * width, 2), round(linie.y2, 2), farbe, strich,
        format_html(' stroke-dasharray="{}"', luecken) if luecken else "",
    )  # fmt: skip


def _punkt(punkt: Punkt, width: float) -> SafeString:
    radius, fuellung, rand = _KREIS[punkt.art]
    return format_html(
        '<circle cx="{0}" cy="{1}" r="{2}" fill="{3}"/><circle cx="{0}" cy="{1}" r="{4}" fill="{5}" stroke="{6}" '
        'stroke-width="0.5"/>',
        round(punkt.x * width, 2), round(punkt.y, 2), radius + 0.65, _PAPIER, radius, fuellung, rand,
    )  # fmt: skip


def _wort(wort: Wort, flaeche: Flaeche) -> SafeString:
    return format_html(
        '<text x="{}" y="{}" text-anchor="{}" font-family="Fira Sans" font-size="{}" font-weight="{}" '
        'fill="{}">{}</text>',
        round(wort.x * flaeche.breit, 2), round(wort.y, 2), wort.anker, flaeche.schrift,
        600 if wort.stark else 400, _TINTE if wort.stark else _LEISE, wort.text,
    )  # fmt: skip
