"""Filters and tags of the print templates."""

from collections import Counter
from typing import Any

from django import template
from django.utils.safestring import SafeString

from bildungskommune.fassungen import grafik
from bildungskommune.fassungen.verzeichnis import anker as anchor
from bildungskommune.fassungen.verzeichnis import heading_levels
from bildungskommune.ui import zeiten
from bildungskommune.ui.templatetags import texte

register = template.Library()

ERSTER_SATZ_HOECHSTENS = 240
JE_ART = 2
HOECHSTENS = 5
GENANNT = 3
MEHRZAHL = {
    "Karte": "Karten",
    "Beitrag": "Beiträge",
    "Thema": "Themen",
    "Leitsatz": "Leitsätze",
    "Handlungsfeld": "Handlungsfelder",
    "Strategie": "Strategien",
    "Maßnahme": "Maßnahmen",
}
WORTLAUT_HOECHSTENS = 160
KURZES_WORT = 5

_ARTEN = ("dokumentation", "leitbild", "konzept", "massnahmenplan")

register.filter("anker", anchor)


@register.filter
def iso_datum(wert: object) -> str:
    """28. Mai 2026, never broken over two lines; what is no date comes back as typed."""
    return zeiten.datum(wert) or str(wert or "")


@register.filter
def groesse(text: str) -> str:
    """Choose the type size of a title by its length: real ones have up to 260 characters."""
    if len(text) <= 60:
        return "kurz"
    return "mittel" if len(text) <= 130 else "lang"


@register.filter
def erster_satz(text: str) -> str:
    """Return the first sentence for the opening page of a chapter."""
    ende = text.find(". ")
    satz = text if ende < 0 else text[: ende + 1]
    if len(satz) <= ERSTER_SATZ_HOECHSTENS:
        return satz
    return satz[:ERSTER_SATZ_HOECHSTENS].rsplit(" ", 1)[0] + " …"


@register.filter
def gebunden(titel: str) -> str:
    """Keep a short last word with the one before it, so that no line holds "an" alone."""
    anfang, leer, letztes = titel.rpartition(" ")
    return f"{anfang}{zeiten.NBSP}{letztes}" if leer and len(letztes) <= KURZES_WORT else titel


def nennung(folge: dict[str, Any]) -> str:
    """Leitsatz 2, but Thema „Wege“: a kind without a number needs its title."""
    art = str(folge["art"])
    return art if any(zeichen.isdigit() for zeichen in art) else f"{art} „{folge['titel']}“"


@register.filter
def aufzaehlung(wege: list[dict[str, Any]]) -> str:
    """Leitsatz 2, Leitsatz 3 und Thema „Wege“: the first three."""
    *anfang, letzte = [nennung(weg) for weg in wege[:GENANNT]] or [""]
    return f"{', '.join(anfang)} und {letzte}" if anfang else letzte


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
def knapp(wege: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Show what has a Begründung first, few of each kind; the rest is counted and stands on the web page.

    The attached snapshot names every one.
    """
    gezeigt: list[dict[str, Any]] = []
    anzahl: Counter[str] = Counter()
    rest: Counter[str] = Counter()
    for weg in sorted(wege, key=lambda weg: not weg["grund"]):
        wort = str(weg["art"]).split(" ")[0]
        anzahl[wort] += 1
        if anzahl[wort] <= JE_ART and len(gezeigt) < HOECHSTENS:
            gezeigt.append({**weg, "titel": _gekuerzt(str(weg["titel"]))})
        else:
            rest[wort] += 1
    return [*gezeigt, {"weitere": _gezaehlt(rest)}] if rest else gezeigt


def _gezaehlt(rest: Counter[str]) -> str:
    """Return "dazu 12 Karten, 1 Thema": what is not shown, counted."""
    return "dazu " + ", ".join(
        f"{zahl} {MEHRZAHL.get(wort, wort) if zahl > 1 else wort}" for wort, zahl in rest.items()
    )


def _gekuerzt(titel: str) -> str:
    if len(titel) <= WORTLAUT_HOECHSTENS:
        return titel
    return titel[:WORTLAUT_HOECHSTENS].rsplit(" ", 1)[0] + (" …“" if titel.startswith("„") else " …")


@register.filter
def anzahl_massnahmen(feld: dict[str, Any]) -> int:
    """Count the Maßnahmen that a Handlungsfeld leads to, each once."""
    folgen = [*feld["folgen"], *(f for strategie in feld["strategien"] for f in strategie["massnahmen"])]
    return len({(f["art"], f["titel"]) for f in folgen if f["art"].startswith("Maßnahme")})


@register.filter
def mit_stufen(abschnitte: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Add the heading level (2 to 6) to each Abschnitt as `stufe`."""
    paare = zip(abschnitte, heading_levels(abschnitte), strict=True)
    return [{**abschnitt, "stufe": stufe} for abschnitt, stufe in paare]


@register.filter
def vorzeichen(zeichen: str) -> str:
    return zeichen.replace("-", "−")


@register.filter
def vorzeichen_wort(zeichen: str) -> str:
    """Say what + and − on a card mean, for those who hear the document."""
    return {"+": "Lob", "-": "Kritik"}.get(zeichen, "")


@register.simple_tag
def zeitstrahl(meilensteine: list[dict[str, Any]], stichtag: str) -> SafeString:
    return grafik.zeitstrahl(meilensteine, zeiten.to_date(stichtag))


@register.simple_tag
def verlauf(indikator: dict[str, Any]) -> SafeString:
    return grafik.verlauf(indikator)


@register.simple_tag
def balken(teil: int | None, ganzes: int) -> SafeString:
    return grafik.balken(teil or 0, ganzes)


@register.filter
def prozent(teil: int, ganzes: int) -> str:
    return f"{round(100 * teil / ganzes)}{zeiten.NBSP}%" if ganzes else ""


@register.filter
def hoechste(zeilen: list[dict[str, Any]], feld: str) -> int:
    return max((int(zeile[feld] or 0) for zeile in zeilen), default=0)


@register.filter
def neuester(sachstaende: list[dict[str, Any]]) -> dict[str, Any] | None:
    return max(sachstaende, key=lambda stand: str(stand["stichtag"]), default=None)


@register.filter
def ohne_schema(adresse: str) -> str:
    """bildung.example/…: nobody types https."""
    return adresse.partition("://")[2] or adresse


@register.filter
def in_gruppen(pruefsumme: str) -> str:
    """Break a checksum into groups that an eye can compare."""
    return " ".join(pruefsumme[i : i + 8] for i in range(0, len(pruefsumme), 8))


@register.filter
def foerderhinweis(kommune: Any, stichtag: object) -> str:
    """Return the Förderhinweis of the Kommune if it is valid on that day."""
    tag = zeiten.to_date(stichtag)
    return str(kommune.foerderhinweis_am(tag)) if tag else ""


@register.simple_tag
def stufen_des_verfahrens(art: str, stufen: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """List the stages for the cover: what came before is filled, what follows is open."""
    hier = _ARTEN.index(art)
    return [{"wort": stufe["name"], "hier": i == hier, "offen": i > hier} for i, stufe in enumerate(stufen or ())]
