"""The thread beside a measure as Stationen: from the cards on the wall to what comes next."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from bildungskommune.beteiligung.models import Punkt
from bildungskommune.tracing.faden import Schritt, Station, bring
from bildungskommune.tracing.netz import Netz, netz
from bildungskommune.ui import zeiten
from konzept.models import Handlungsfeld, Strategie, Ziel
from leitbild.models import Abschnitt
from massnahmen.models import Massnahme, MassnahmeStatus, Meilenstein, Sachstand
from massnahmen.models.massnahme import STATUS_ART
from workshops.herkunft import cards, in_words
from workshops.models import Beitrag, Thema

THEMEN = 2
LEITSAETZE = 3
PUNKTE = 5
KARTEN = 12
"""From so many cards of a Thema the shortest is quoted."""
S = MassnahmeStatus
ENDE = {
    S.UMGESETZT: ("Sie ist umgesetzt.", "gut"),
    S.VERSTETIGT: ("Sie ist eine dauerhafte Aufgabe geworden.", "gut"),
    S.VERWORFEN: ("Sie wird nicht weiterverfolgt.", "gut"),
    S.ZURUECKGESTELLT: ("Sie ruht, bis neu entschieden wird.", "offen"),
}


def stations(
    massnahme: Massnahme,
    meilensteine: Sequence[Meilenstein],
    sachstand: Sachstand | None = None,
    *,
    oeffentlich: bool = True,
) -> list[Station]:
    """Return the whole thread of a measure, from the first card down to its newest Sachstand and what follows."""
    net = netz([massnahme], "woher", oeffentlich=oeffentlich)
    schritte = net.schritte(massnahme)
    sources = _first_bezug_first(net, schritte)
    found = [*_werkstatt(net, sources), *_leitsaetze(sources), *_konzept(schritte), *_comments(schritte)]
    found += _here(massnahme, sachstand)
    if follows := _next(massnahme, meilensteine):
        found.append(follows)
    return found


def _first_bezug_first(net: Netz, schritte: Sequence[Schritt]) -> list[Schritt]:
    """Bring forward what lies behind the part of the Konzept that the thread names first."""
    first = next((step.key for step in schritte if step.ist(Strategie, Ziel, Handlungsfeld)), None)
    if first is None:
        return list(schritte)
    behind = net.schritte(first)
    own = {step.key for step in behind}
    return [*behind, *(step for step in schritte if step.key not in own)]


def _here(massnahme: Massnahme, sachstand: Sachstand | None) -> list[Station]:
    """Return the measure, and its newest Sachstand as what ends the thread for now."""
    here = Station(massnahme.bezeichnung, art="Sie sind hier", stand_art=_knot(massnahme.status_art))
    if sachstand is None:
        return [here]
    report = Station(
        sachstand.faden_titel,
        art=f"Sachstand vom {zeiten.datum(sachstand.stichtag)}",
        url="#stand",
        stand_art=_knot(STATUS_ART[sachstand.stand]),
    )
    return [replace(here, stand_art="gut"), report]


def _knot(status_art: str) -> str:
    return {"gut": "gut", "neutral": "gut", "offen": "offen"}.get(status_art, "laeuft")


def _werkstatt(net: Netz, schritte: Sequence[Schritt]) -> Iterator[Station]:
    """The nearest Themen, those of the first Bezug before the others; single cards only where no Thema gathers them."""
    themen = [step for step in schritte if step.ist(Thema)][:THEMEN]
    karten = [cards(net, thema.key) for thema in themen]
    bring([*themen, *(card for of_thema in karten for card in of_thema[:KARTEN])])
    for number, (thema, of_thema) in enumerate(zip(themen, karten, strict=True)):
        yield _thema(thema, of_thema, "Woher kommt das?" if number == 0 else "Und daher")
    if not themen:
        single = next((step for step in schritte if step.ist(Beitrag)), None)
        if single is not None:
            bring([single])
            yield Station(single.titel, art="Woher kommt das?", url=single.url)


def _thema(thema: Schritt, karten: Sequence[Schritt], art: str) -> Station:
    first = min(karten[:KARTEN], key=lambda card: len(card.titel), default=None)
    return Station(
        ", ".join(filter(None, (in_words(len(karten)), f"Thema „{thema.titel}“"))),
        art=art,
        url=thema.url,
        zusatz=first.titel if first else "",
        zusatz_url=first.url if first else "",
    )


def _leitsaetze(schritte: Sequence[Schritt]) -> Iterator[Station]:
    found = [step for step in schritte if step.ist(Abschnitt)]
    for step in found[: LEITSAETZE - 1]:
        yield Station(step.titel, art=step.art, url=step.url)
    if rest := found[LEITSAETZE - 1 :]:
        yield _together("Und daraus", [(f"{step.art}: {step.titel}", step.url) for step in rest])


def _konzept(schritte: Sequence[Schritt]) -> Iterator[Station]:
    """The first Strategie or Ziel carries its Handlungsfeld; every other link is "Auch verbunden mit".

    Of the Ziele only those that the measure names: what its Strategien serve stands with them.
    """
    strategien = [step.als(Strategie) for step in schritte if step.ist(Strategie)]
    ziele = [step.als(Ziel) for step in schritte if step.ist(Ziel) and step.tiefe == 1]
    parts: list[Strategie | Ziel] = [*strategien, *ziele]
    shown = {part.handlungsfeld_id for part in parts}
    felder = [step.als(Handlungsfeld) for step in schritte if step.ist(Handlungsfeld)]
    things: list[Strategie | Ziel | Handlungsfeld] = [*parts, *(feld for feld in felder if feld.pk not in shown)]
    if not things:
        return
    first, *others = things
    feld = f"{first.handlungsfeld.bezeichnung}, " if isinstance(first, Strategie | Ziel) else ""
    yield Station(first.titel, art=f"{feld}{first.bezeichnung}", url=first.get_absolute_url())
    if others:
        yield _together("Auch verbunden mit", [(str(thing), thing.get_absolute_url()) for thing in others])


def _comments(schritte: Sequence[Schritt]) -> Iterator[Station]:
    """The points of a Beteiligung that the measure itself came from, or that changed its words."""
    points = [step for step in schritte if step.ist(Punkt) and step.tiefe == 1][:PUNKTE]
    if points:
        bring(points)
        yield _together("Aus der Beteiligung", [(step.titel, step.url) for step in points])


def _together(art: str, links: Sequence[tuple[str, str]]) -> Station:
    (titel, url), *weitere = links
    return Station(titel, art=art, url=url, weitere=weitere)


def _next(massnahme: Massnahme, meilensteine: Sequence[Meilenstein]) -> Station | None:
    if (end := ENDE.get(S(massnahme.status))) is not None:
        return Station(end[0], art="Was wurde daraus?", stand_art=end[1])
    open_ones = [stone for stone in meilensteine if stone.erreicht_am is None]
    if not open_ones:
        return None
    first: Meilenstein = min(open_ones, key=_day)
    return Station(first.titel, art="Was wird daraus?", zusatz=zeiten.datum(first.datum), stand_art="offen")


def _day(meilenstein: Meilenstein) -> date:
    return meilenstein.datum
