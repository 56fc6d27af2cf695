"""What the card wall shows: its columns with their cards, narrowed to a group or a phase."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Page
from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from workshops.models import Arbeitsgruppe, Beitrag, Phase, Thema, Workshop
from workshops.wand import cardwall, rangfolge

AN_DER_WAND = 48
"""So many cards stand on one page of the whole wall, evenly spread over its columns."""
JE_SPALTE = 40
"""So many cards of a column stand on each page of the column alone."""
OHNE, WOANDERS = "ohne", "woanders"


@dataclass(frozen=True, kw_only=True)
class Wandspalte:
    """One column; `thema` is None for the cards without one and for those under Themen outside of this wall.

    `vorher` counts its cards before the first shown one; the sides say whether a column stands there to move to.
    """

    thema: Thema | None
    karten: Sequence[Beitrag]
    anzahl: int
    punkte: int = 0
    vorher: int = 0
    woanders: bool = False
    hat_links: bool = False
    hat_rechts: bool = False

    @property
    def schluessel(self) -> str:
        """The name of the column in addresses."""
        return str(self.thema.pk) if self.thema else WOANDERS if self.woanders else OHNE

    @property
    def titel(self) -> str:
        return str(self.thema or ("Unter Themen außerhalb dieser Wand" if self.woanders else "Ohne Thema"))

    @property
    def mehr(self) -> int:
        """How many cards follow the last shown one."""
        return self.anzahl - self.vorher - len(self.karten)

    @property
    def weiter(self) -> int:
        """On which page of the column alone the next card stands."""
        return len(self.karten) // JE_SPALTE + 1


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

    def spalten(self, themen: Sequence[Thema], alle: Sequence[Thema]) -> list[Wandspalte]:
        """Return the column without Thema and these of `alle`, with a constant number of queries.

        Last come the cards that lie only under Themen outside of this wall, if there are any.
        """
        counts, foreign = self._counts(), self.elsewhere()
        ausserhalb = foreign.count()
        je_spalte = self._level(counts, themen, ausserhalb)
        first = self._first_cards([thema.pk for thema in themen], je_spalte)
        dots = {rang.thema.pk: rang.punkte for rang in rangfolge.of_workshop(self.workshop.pk)}
        columns = [
            Wandspalte(
                thema=thema,
                karten=first.get(pk, []),
                anzahl=counts.get(pk, 0),
                punkte=dots.get(pk or 0, 0),
                **_sides(thema, alle),
            )
            for thema, pk in ((thema, thema.pk if thema else None) for thema in (None, *themen))
        ]
        if not ausserhalb:
            return columns
        return [*columns, Wandspalte(thema=None, karten=list(foreign[:je_spalte]), anzahl=ausserhalb, woanders=True)]

    def je_spalte(self, themen: Sequence[Thema]) -> int:
        """Return how many cards of each column stand on the page of the wall with these Themen."""
        return self._level(self._counts(), themen, self.elsewhere().count())

    def spalte(self, thema: Thema | None) -> QuerySet[Beitrag]:
        """Return all cards of one column in their order."""
        return self._narrow(cardwall.cards(self.workshop, thema))

    def elsewhere(self) -> QuerySet[Beitrag]:
        return self._narrow(cardwall.elsewhere(self.workshop))

    def allein(
        self, thema: Thema | None, karten: "Page[Beitrag]", alle: Sequence[Thema], *, woanders: bool = False
    ) -> Wandspalte:
        """Return one column with one page of its cards."""
        return Wandspalte(
            thema=thema,
            karten=list(karten),
            anzahl=karten.paginator.count,
            vorher=max(karten.start_index() - 1, 0),
            woanders=woanders,
            **_sides(thema, alle),
        )

    def mit_neuer(self, thema: Thema | None, karte: Beitrag, alle: Sequence[Thema]) -> Wandspalte:
        """Return the end of a column with the card that was laid there last."""
        anzahl = self.spalte(thema).count()
        return Wandspalte(thema=thema, karten=[karte], anzahl=anzahl, vorher=max(anzahl - 1, 0), **_sides(thema, alle))

    def platz(self, karte: Beitrag, thema: Thema | None) -> tuple[int, int]:
        """Return the place of the card in this column, counted from 1 (0: not there), and how many cards it has."""
        order = list(self.spalte(thema).values_list("pk", flat=True))
        return (order.index(karte.pk) + 1 if karte.pk in order else 0), len(order)

    def _level(self, counts: dict[int | None, int], themen: Sequence[Thema], ausserhalb: int) -> int:
        return level([*(counts.get(pk, 0) for pk in (None, *(thema.pk for thema in themen))), ausserhalb])

    def _counts(self) -> dict[int | None, int]:
        rows = self.karten().order_by().values_list("zuordnungen__thema").annotate(anzahl=Count("pk"))
        return {pk: anzahl for pk, anzahl in rows}  # noqa: C416  # the rows are typed wider than a pair

    def _first_cards(self, themen: Sequence[int], je_spalte: int) -> dict[int | None, list[Beitrag]]:
        place = Window(
            RowNumber(),
            partition_by=F("spalte"),
            order_by=(F("zuordnungen__position").asc(nulls_first=True), "position", "pk"),
        )
        hanging = self.karten().annotate(spalte=F("zuordnungen__thema"))
        here = hanging.filter(Q(spalte__isnull=True) | Q(spalte__in=themen)).annotate(platz=place)
        shown: dict[int | None, list[Beitrag]] = {}
        for beitrag in here.filter(platz__lte=je_spalte).order_by("platz"):
            shown.setdefault(beitrag.spalte, []).append(beitrag)
        return shown

    def _narrow(self, cards: QuerySet[Beitrag]) -> QuerySet[Beitrag]:
        if self.gruppe:
            cards = cards.filter(gruppe=self.gruppe)
        return cards.filter(phase=self.phase) if self.phase else cards


def level(counts: Sequence[int], summe: int = AN_DER_WAND) -> int:
    """Return how many cards each column may show so that together they are no more than `summe`, at least one each."""
    left, columns = summe, sorted(counts)
    for place, count in enumerate(columns):
        share = max(left // (len(columns) - place), 1)
        if count > share:
            return share
        left -= count
    return max(columns, default=0) or 1


def _sides(thema: Thema | None, alle: Sequence[Thema]) -> dict[str, bool]:
    """Say whether a column stands to the left and to the right; the one without Thema is the first of all."""
    last = alle[-1] if alle else None
    return {"hat_links": thema is not None, "hat_rechts": thema != last}
