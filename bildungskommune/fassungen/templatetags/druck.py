"""Filters and tags of the print templates."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from django import template
from django.utils.safestring import SafeString

from bildungskommune.fassungen import fussnoten, grafik
from bildungskommune.fassungen.registry import plural_of
from bildungskommune.fassungen.verzeichnis import anker as anchor
from bildungskommune.fassungen.verzeichnis import heading_levels
from bildungskommune.tracing.snapshot import Schritte, gattung
from bildungskommune.ui import zeiten

register = template.Library()

ERSTER_SATZ_HOECHSTENS = 240
JE_ART = 2
HOECHSTENS = 5
OBERSTE_STUFE = 2
GENANNT = 3
WORTLAUT_HOECHSTENS = 110
KURZES_WORT = 5

register.filter("anker", anchor)
register.filter("text_mit_fussnoten", fussnoten.linked)
register.filter("fussnoten", fussnoten.notes)


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
def schriftgrad(abschnitt: dict[str, Any]) -> str:
    """Name the classes of a heading by its level."""
    if abschnitt["stufe"] == OBERSTE_STUFE:
        return f"h-kapitel h-kapitel--{groesse(abschnitt.get('titel') or '')}"
    return {3: "h-teil", 4: "h-klein"}.get(abschnitt["stufe"], "h-fein")


@register.simple_tag
def fusszeile(nummer: int, stichtag: object, kurz: str, entwurf: object, beispiele: object = False) -> str:
    """Say at the foot of every page which Fassung this is, and that its texts are samples."""
    stand = f"Fassung {nummer}, Stichtag {zeiten.datum(stichtag)} · {kurz}{' · Beispieltext' if beispiele else ''}"
    return f"Entwurf, nicht beschlossen · {stand}" if entwurf else stand


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


@register.simple_tag
def nur_beispiele(inhalt: object) -> bool:
    """Say whether all parts of a Fassung are sample texts: then cover and foot say it once for all."""
    marken = list(_marken(inhalt))
    return bool(marken) and all(marken)


def _marken(teil: object) -> Iterator[bool]:
    if isinstance(teil, Mapping):
        if "beispieltext" in teil:
            yield bool(teil["beispieltext"])
        teil = teil.values()
    elif not isinstance(teil, list):
        return
    for stueck in teil:
        yield from _marken(stueck)


@register.filter
def aufzaehlung(wege: list[dict[str, Any]]) -> str:
    """Leitsatz 2, Leitsatz 3 und Thema „Wege“: the first three."""
    *anfang, letzte = [nennung(weg) for weg in wege[:GENANNT]] or [""]
    return f"{', '.join(anfang)} und {letzte}" if anfang else letzte


@register.filter
def knapp(wege: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Show a few of each kind; the rest is counted and stands on the web page.

    First comes the kind with the fewest, as it sums up the others; within a kind, what has a Begründung. The attached
    snapshot names more of them.
    """
    gezeigt: list[dict[str, Any]] = []
    anzahl: Counter[str] = Counter()
    rest: Counter[str] = Counter(weitere_von(wege))
    alle = rest + Counter(gattung(weg) for weg in wege)
    for weg in sorted(wege, key=lambda weg: (alle[gattung(weg)], not weg["grund"])):
        wort = gattung(weg)
        anzahl[wort] += 1
        if anzahl[wort] <= JE_ART and len(gezeigt) < HOECHSTENS:
            gezeigt.append({**weg, "titel": _gekuerzt(str(weg["titel"]))})
        else:
            rest[wort] += 1
    return [*gezeigt, {"weitere": _gezaehlt(rest)}] if rest else gezeigt


def weitere_von(wege: list[dict[str, Any]]) -> Mapping[str, int]:
    """Return what the snapshot only counts."""
    return wege.weitere if isinstance(wege, Schritte) else {}


@register.filter
def dazu(wege: list[dict[str, Any]]) -> str:
    """Return "dazu 12 Karten" for what the snapshot only counts, nothing when it names all."""
    rest = weitere_von(wege)
    return _gezaehlt(rest) if rest else ""


def _gezaehlt(rest: Mapping[str, int]) -> str:
    """Return "dazu 12 Karten, 1 Thema": what is not shown, counted."""
    return "dazu " + ", ".join(f"{zahl} {plural_of(wort) if zahl > 1 else wort}" for wort, zahl in rest.items())


def _gekuerzt(titel: str) -> str:
    if len(titel) <= WORTLAUT_HOECHSTENS:
        return titel
    return titel[:WORTLAUT_HOECHSTENS].rsplit(" ", 1)[0] + (" …“" if titel.startswith("„") else " …")


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


@register.simple_tag
def stufen_des_verfahrens(hier: int, stufen: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """List the stages for the cover: what came before this one is filled, what follows is open."""
    return [{"wort": stufe["name"], "hier": stufe["nr"] == hier, "offen": stufe["nr"] > hier} for stufe in stufen or ()]
