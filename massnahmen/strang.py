"""The thread beside a measure: from the cards on the wall to what comes next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bildungskommune.tracing.netz import Netz, Schritt
from bildungskommune.ui import zeiten
from konzept.models import Handlungsfeld, Strategie
from leitbild.models import Abschnitt
from massnahmen.herkunft import upward
from massnahmen.models import Massnahme, MassnahmeStatus, Meilenstein
from workshops.models import Beitrag, Thema

THEMEN = 2
LEITSAETZE = 3
S = MassnahmeStatus
ENDE = {
    S.UMGESETZT: ("Sie ist umgesetzt.", "gut"),
    S.VERSTETIGT: ("Sie ist eine dauerhafte Aufgabe geworden.", "gut"),
    S.VERWORFEN: ("Sie wird nicht weiterverfolgt.", "gut"),
    S.ZURUECKGESTELLT: ("Sie ruht, bis neu entschieden wird.", "offen"),
}


@dataclass(frozen=True)
class Station:
    """One knot on the thread; `stand_art` says how it is drawn: full, ring with core (laeuft) or ring (offen)."""

    wort: str
    titel: str
    url: str = ""
    zusatz: str = ""
    zusatz_url: str = ""
    stand_art: str = "gut"
    weitere: Sequence[tuple[str, str]] = ()


def stations(massnahme: Massnahme, meilensteine: Sequence[Meilenstein], *, oeffentlich: bool = True) -> list[Station]:
    """Return the whole thread of a measure, from the first card down to what follows."""
    net = upward([massnahme], oeffentlich=oeffentlich)
    schritte = net.schritte(massnahme)
    sources = _first_bezug_first(net, schritte)
    found = [*_werkstatt(net, sources), *_leitsaetze(sources), *_konzept(schritte)]
    found.append(Station("Sie sind hier", massnahme.bezeichnung, stand_art=_here(massnahme)))
    if follows := _next(massnahme, meilensteine):
        found.append(follows)
    return found


def _first_bezug_first(net: Netz, schritte: Sequence[Schritt]) -> list[Schritt]:
    """Bring forward what lies behind the Strategie or Handlungsfeld that the thread names first."""
    first = next((step.knoten for step in schritte if isinstance(step.knoten, Strategie | Handlungsfeld)), None)
    if first is None:
        return list(schritte)
    behind = net.schritte(first)
    own = {(type(step.knoten), step.knoten.pk) for step in behind}
    return [*behind, *(step for step in schritte if (type(step.knoten), step.knoten.pk) not in own)]


def _here(massnahme: Massnahme) -> str:
    return {"gut": "gut", "neutral": "gut", "offen": "offen"}.get(massnahme.status_art, "laeuft")


def _werkstatt(net: Netz, schritte: Sequence[Schritt]) -> Iterator[Station]:
    """The nearest Themen, those of the first Bezug before the others; single cards only where no Thema gathers them."""
    themen = [step.knoten for step in schritte if isinstance(step.knoten, Thema)]
    cards = {thema.pk: _cards(net, thema) for thema in themen}
    for number, thema in enumerate(themen[:THEMEN]):
        yield _thema(thema, cards[thema.pk], "Woher kommt das?" if number == 0 else "Und daher")
    if not themen:
        single = next((step.knoten for step in schritte if isinstance(step.knoten, Beitrag)), None)
        if single is not None:
            yield Station("Woher kommt das?", single.faden_titel, single.get_absolute_url())


def _cards(net: Netz, thema: Thema) -> list[Beitrag]:
    targets = [net.nodes[key] for key, _ in net.links.get(("workshops.thema", thema.pk), ())]
    return [card for card in targets if isinstance(card, Beitrag)]


def _thema(thema: Thema, cards: Sequence[Beitrag], wort: str) -> Station:
    anzahl = f"{len(cards)} {'Karte' if len(cards) == 1 else 'Karten'}, " if cards else ""
    first = min(cards, key=lambda card: len(card.text), default=None)
    return Station(
        wort,
        f"{anzahl}Thema „{thema.titel}“",
        thema.get_absolute_url(),
        first.faden_titel if first else "",
        first.get_absolute_url() if first else "",
    )


def _leitsaetze(schritte: Sequence[Schritt]) -> Iterator[Station]:
    found = [step for step in schritte if isinstance(step.knoten, Abschnitt)]
    for step in found[: LEITSAETZE - 1]:
        yield Station(step.art, step.titel, step.url)
    if rest := found[LEITSAETZE - 1 :]:
        links = [(f"{step.art}: {step.titel}", step.url) for step in rest]
        yield Station("Und daraus", *links[0], weitere=links[1:])


def _konzept(schritte: Sequence[Schritt]) -> Iterator[Station]:
    """The first Strategie carries its Handlungsfeld; every other link is "Auch verbunden mit"."""
    strategien = [step.knoten for step in schritte if isinstance(step.knoten, Strategie)]
    shown = {strategie.handlungsfeld_id for strategie in strategien}
    felder = [step.knoten for step in schritte if isinstance(step.knoten, Handlungsfeld)]
    things: list[Strategie | Handlungsfeld] = [*strategien, *(feld for feld in felder if feld.pk not in shown)]
    if not things:
        return
    first, *others = things
    feld = f"{first.handlungsfeld.bezeichnung}, " if isinstance(first, Strategie) else ""
    yield Station(f"{feld}{first.bezeichnung}", first.titel, first.get_absolute_url())
    if others:
        links = [(str(thing), thing.get_absolute_url()) for thing in others]
        yield Station("Auch verbunden mit", *links[0], weitere=links[1:])


def _next(massnahme: Massnahme, meilensteine: Sequence[Meilenstein]) -> Station | None:
    if (end := ENDE.get(S(massnahme.status))) is not None:
        return Station("Was wurde daraus?", end[0], stand_art=end[1])
    open_ones = [stone for stone in meilensteine if stone.erreicht_am is None]
    if not open_ones:
        return None
    first: Meilenstein = min(open_ones, key=_day)
    return Station("Was wird daraus?", first.titel, zusatz=zeiten.datum(first.datum), stand_art="offen")


def _day(meilenstein: Meilenstein) -> date:
    return meilenstein.datum
