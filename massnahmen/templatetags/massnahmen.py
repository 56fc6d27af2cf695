"""How the print of a Maßnahmenplan puts a measure into words."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import template

from bildungskommune.grafik.anteil import share
from bildungskommune.ui import zeiten
from bildungskommune.ui.templatetags import texte
from bildungskommune.ui.zeiten import NBSP
from massnahmen import ampel as urteil
from massnahmen import vollstaendigkeit
from massnahmen.ampel import Ampel
from massnahmen.jahresziele import Jahresziel, of_snapshot
from massnahmen.models import Ampelstufe, Massnahme
from massnahmen.vollstaendigkeit import Vollstaendigkeit

register = template.Library()

STELLEN_HOECHSTENS = 10
"""So many Stellen fit below the states on the page of the overview."""
GETAN = "gut"
"""How a measure is shown that is done or has become routine."""
OHNE_STELLE = "noch offen"


@dataclass(frozen=True)
class Stelle:
    """How many measures a Stelle leads, and how many of them are done."""

    name: str
    anzahl: int
    getan: int


@register.filter
def ampel(massnahme: Massnahme) -> Ampel:
    """How a measure stands that the list loaded with all that this asks."""
    return urteil.of(massnahme)


@register.filter
def angaben(massnahme: Massnahme) -> Vollstaendigkeit:
    """How much is told of a measure that the list loaded with all that this asks."""
    return vollstaendigkeit.of(massnahme)


@register.filter
def getan(massnahmen: Iterable[Mapping[str, Any]]) -> int:
    """Count the measures that are done or have become routine."""
    return sum(eine["status_art"] == GETAN for eine in massnahmen)


@register.filter
def summe(massnahmen: Iterable[Mapping[str, Any]], feld: str) -> Decimal | None:
    """Add up "gesamt" or "gesichert" in euros; None when no measure says it."""
    betraege = [eine["kosten"].get(feld) for eine in massnahmen]
    genannt = [Decimal(str(betrag)) for betrag in betraege if betrag not in (None, "")]
    return sum(genannt, Decimal(0)) if genannt else None


@register.filter
def mit_kosten(massnahmen: Iterable[Mapping[str, Any]]) -> int:
    """Count the measures that name an amount."""
    return sum(eine["kosten"].get("gesamt") not in (None, "") for eine in massnahmen)


@register.filter
def nach_stelle(massnahmen: Iterable[Mapping[str, Any]]) -> list[Stelle]:
    """Return who leads how many, most first and those without anybody last; beyond ten they are one row."""
    anzahl: Counter[str] = Counter()
    fertig: Counter[str] = Counter()
    for eine in massnahmen:
        name = str(eine["federfuehrung"] or OHNE_STELLE)
        anzahl[name] += 1
        fertig[name] += eine["status_art"] == GETAN
    zeilen = sorted(
        (Stelle(name, zahl, fertig[name]) for name, zahl in anzahl.items()),
        key=lambda stelle: (stelle.name == OHNE_STELLE, -stelle.anzahl, stelle.name),
    )
    if len(zeilen) <= STELLEN_HOECHSTENS:
        return zeilen
    gezeigt, rest = zeilen[: STELLEN_HOECHSTENS - 1], zeilen[STELLEN_HOECHSTENS - 1 :]
    weitere = Stelle(f"{len(rest)} weitere", sum(s.anzahl for s in rest), sum(s.getan for s in rest))
    return [*gezeigt, weitere]


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


@register.filter
def posten(massnahme: Mapping[str, Any]) -> str:
    """Haushalt des Landkreises (gesichert) 2026: 80.000 €, 2027: 40.000 €; Land (beantragt) 2027: 40.000 €."""
    years: dict[str, list[str]] = {}
    for row in massnahme.get("posten") or ():
        years.setdefault(f"{row['quelle']} ({row['stand']})", []).append(f"{row['jahr']}: {texte.euro(row['betrag'])}")
    return "; ".join(f"{source} {', '.join(amounts)}" for source, amounts in years.items())


@register.filter
def ohne_einblick(massnahmen: Iterable[Mapping[str, Any]]) -> int:
    """Count the measures whose cost is not public."""
    return sum(not eine["kosten"].get("oeffentlich", True) for eine in massnahmen)


@register.filter
def im_verzug(massnahmen: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the measures of a report that are behind, in their order."""
    return [eine for eine in massnahmen if eine["ampel"]["code"] == Ampelstufe.IN_VERZUG]


@register.filter
def anteil(teil: int, ganzes: int) -> float:
    """Return the share, 0 to 1."""
    return share(teil, ganzes)


@register.filter
def hundertstel(teil: int, ganzes: int) -> str:
    """25 %"""
    return f"{100 * share(teil, ganzes):.0f}{NBSP}%"


@register.filter
def jahresziele(indikator: Mapping[str, Any]) -> list[Jahresziel]:
    """Return what an indicator of a snapshot was to reach year by year, and what was measured."""
    return of_snapshot(indikator)


@register.filter
def gemessen(indikator: Mapping[str, Any]) -> str:
    """Standorte: Ausgang 4, Ziel 18, zuletzt 7 (30. April 2026), in Orten; and each target of a year."""
    werte = indikator["werte"]
    zuletzt = f"zuletzt {texte.zahl(werte[-1]['wert'])} ({zeiten.datum(werte[-1]['datum'])})" if werte else ""
    said = texte.komma(
        texte.satz(texte.zahl(indikator["basis"]), "Ausgang {}"),
        texte.satz(texte.zahl(indikator["ziel"]), "Ziel {}"),
        zuletzt or "noch kein Wert",
    )
    einheit = f" ({indikator['einheit']})" if indikator["einheit"] else ""
    yearly = [eines.satz for eines in of_snapshot(indikator)]
    return "; ".join([f"{indikator['titel']}{einheit}: {said}", *yearly])
