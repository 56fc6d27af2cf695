"""What the card wall shows: its columns with their first cards, narrowed to a group or a phase."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, QuerySet, Window
from django.db.models.functions import RowNumber

from workshops.models import Arbeitsgruppe, Beitrag, Phase, Thema, Workshop
from workshops.wand import cardwall, rangfolge

JE_SPALTE = 6


@dataclass(frozen=True)
class Spalte:
    """One column; `thema` is None for the cards without one."""

    thema: Thema | None
    karten: list[Beitrag]
    anzahl: int
    punkte: int

    @property
    def mehr(self) -> int:
        return self.anzahl - len(self.karten)


@dataclass(frozen=True, kw_only=True)
class Wand:
    workshop: Workshop
    gruppe: Arbeitsgruppe | None = None
    phase: str = ""

    @property
    def titel(self) -> str:
        """Name what is shown: "Phase Kritik, Wege und Orte", or the whole wall."""
        phase = f"Phase {Phase(self.phase).label}" if self.phase else ""
        return ", ".join(part for part in (phase, str(self.gruppe or "")) if part) or "Kartenwand"

    def karten(self) -> QuerySet[Beitrag]:
        return self._narrow(cardwall.hanging(self.workshop))

    def spalten(self, themen: Iterable[Thema]) -> list[Spalte]:
        """Return these columns and the one without Thema, with a constant number of queries."""
        first, counts = self._first_cards(), self._counts()
        dots = {rang.thema.pk: rang.punkte for rang in rangfolge.of_workshop(self.workshop.pk)}
        columns: list[Thema | None] = [*themen, None]
        return [
            Spalte(thema, first.get(pk, []), counts.get(pk, 0), dots.get(pk or 0, 0))
            for thema, pk in ((thema, thema.pk if thema else None) for thema in columns)
        ]

    def _counts(self) -> dict[int | None, int]:
        rows = self.karten().order_by().values_list("zuordnungen__thema").annotate(anzahl=Count("pk"))
        return {pk: anzahl for pk, anzahl in rows}  # noqa: C416  # the rows are typed wider than a pair

    def _first_cards(self) -> dict[int | None, list[Beitrag]]:
        place = Window(
            RowNumber(),
            partition_by=F("zuordnungen__thema"),
            order_by=(F("zuordnungen__position").asc(nulls_first=True), "position", "pk"),
        )
        rows = self.karten().annotate(spalte=F("zuordnungen__thema"), platz=place)
        shown: dict[int | None, list[Beitrag]] = {}
        for beitrag in rows.filter(platz__lte=JE_SPALTE).order_by("platz"):
            shown.setdefault(beitrag.spalte, []).append(beitrag)
        return shown

    def spalte(self, thema: Thema | None) -> QuerySet[Beitrag]:
        """Return all cards of one column in their order."""
        return self._narrow(cardwall.cards(self.workshop, thema))

    def _narrow(self, cards: QuerySet[Beitrag]) -> QuerySet[Beitrag]:
        if self.gruppe:
            cards = cards.filter(gruppe=self.gruppe)
        return cards.filter(phase=self.phase) if self.phase else cards
