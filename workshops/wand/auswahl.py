"""Many cards at once: into a Thema, a phase or a group, and to a place in the column."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db.models import F

from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.audit.log import record
from workshops.models import Arbeitsgruppe, Beitrag, Phase, Thema
from workshops.wand import cardwall, schritte, themen
from workshops.wand.spalten import Wand

HOECHSTENS = 200
"""So many cards are moved at once."""


@dataclass(frozen=True)
class Gewaehlt:
    """A card as it was ticked: in this column, None is the one without Thema."""

    beitrag: Beitrag
    von: Thema | None


@dataclass(frozen=True, kw_only=True)
class Ziel:
    """Where the cards go; what is left out stays as it is."""

    bleibt: bool = False
    """Each card stays in its column."""
    thema: Thema | None = None
    neu: str = ""
    """Title of the Thema that takes them, made where there is none."""
    platz: int | None = None
    """Counted from 1 among the cards that are shown; None is the end."""
    phase: str = ""
    gruppe: Arbeitsgruppe | None = None
    ohne_gruppe: bool = False


def move(wand: Wand, wahl: Sequence[Gewaehlt], ziel: Ziel, *, by: Nutzer) -> str:
    """Move these cards in their order and say so in a sentence; the step can be taken back. Raises ForeignThema."""
    with schritte.noted(wand.workshop, [one.beitrag.pk for one in wahl], by=by) as schritt:
        if ziel.neu:
            ziel = replace(ziel, thema=themen.find_or_create(wand.workshop, ziel.neu, by=by))
        if not ziel.bleibt:
            cardwall.put_all(wand.workshop, [(one.beitrag, one.von) for one in wahl], ziel.thema, by=by)
        if ziel.platz is not None:
            _place(wand, wahl, ziel)
        if ziel.phase or ziel.gruppe or ziel.ohne_gruppe:
            _mark(wahl, ziel, by=by)
        schritt.satz = _sentence(wahl, ziel)
    return schritt.satz


def _place(wand: Wand, wahl: Sequence[Gewaehlt], ziel: Ziel) -> None:
    """Bring the cards to their place, in each column those that hang there."""
    assert ziel.platz is not None
    columns: dict[Thema | None, list[int]] = {}
    for one in wahl:
        columns.setdefault(one.von if ziel.bleibt else ziel.thema, []).append(one.beitrag.pk)
    for thema, cards in columns.items():
        shown = set(wand.spalte(thema).values_list("pk", flat=True))
        cardwall.place(wand.workshop, cards, thema, ziel.platz, shown=shown)


def _mark(wahl: Sequence[Gewaehlt], ziel: Ziel, *, by: Nutzer) -> None:
    changed: dict[str, object] = {"phase": ziel.phase} if ziel.phase else {}
    if ziel.gruppe or ziel.ohne_gruppe:
        changed["gruppe"] = ziel.gruppe
    Beitrag.objects.filter(pk__in=[one.beitrag.pk for one in wahl]).update(**changed, version=F("version") + 1)
    for one in wahl:
        record(by, "karte.zugeordnet", one.beitrag, felder=sorted(changed))


def _sentence(wahl: Sequence[Gewaehlt], ziel: Ziel) -> str:
    parts = []
    if not ziel.bleibt:
        parts.append(f"nach „{ziel.thema or 'Ohne Thema'}“")
    if ziel.platz is not None:
        parts.append(f"an Position {ziel.platz}")
    if ziel.phase:
        parts.append(f"in die Phase „{Phase(ziel.phase).label}“")
    if ziel.gruppe:
        parts.append(f"in die Gruppe „{ziel.gruppe}“")
    elif ziel.ohne_gruppe:
        parts.append("aus ihrer Gruppe heraus")
    return f"{_cards(wahl)} {', '.join(parts)} verschoben"


def _cards(wahl: Sequence[Gewaehlt]) -> str:
    """Name one card by its code, several by their number."""
    found = {one.beitrag.pk: one.beitrag.code for one in wahl}
    return f"{len(found)} Karten" if len(found) > 1 else f"Karte {next(iter(found.values()), '')}"
