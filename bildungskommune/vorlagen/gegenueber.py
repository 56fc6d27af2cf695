"""What changed from the Fassung that lay there to the one there is now; each pair is compared once."""

from collections.abc import Sequence
from dataclasses import dataclass

from bildungskommune.fassungen import lesen
from bildungskommune.fassungen.models import Fassung
from bildungskommune.vergleich.auswahl import Linie, side_by_side
from bildungskommune.vergleich.bilanz import summary
from bildungskommune.vergleich.gegenueber import Zeile

HOECHSTENS = 8
"""So many pairs are compared for one page; of others only the address of the comparison is told."""


@dataclass(frozen=True)
class Seither:
    vorgelegt: Fassung
    heute: Fassung
    bilanz: Sequence[tuple[str, int]] | None
    """How many parts changed in which way; None when nobody counted."""
    url: str
    pdf: str

    @property
    def ist_gleich(self) -> bool:
        return self.bilanz is not None and not self.bilanz


class Vergleiche:
    """The comparisons of one page."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], list[Zeile] | None] = {}

    def since(self, before: Fassung, after: Fassung) -> Seither:
        zeilen = self._rows(before, after)
        bilanz = None if zeilen is None else summary(zeilen)
        return Seither(before, after, bilanz, self.address(before, after), self.address(before, after, "vergleich-pdf"))

    def changed(self, before: Fassung, after: Fassung) -> list[Zeile]:
        """Return the parts that are not as they were."""
        return [zeile for zeile in self._rows(before, after) or () if zeile.ist_anders]

    def address(self, before: Fassung, after: Fassung, name: str = "vergleich") -> str:
        return Linie(before.definition, before.dokument, before.linie).address(name, [before.nummer, after.nummer])

    def _rows(self, before: Fassung, after: Fassung) -> list[Zeile] | None:
        pair = before.pk, after.pk
        if pair not in self._known:
            self._known[pair] = _compared(*pair) if len(self._known) < HOECHSTENS else None
        return self._known[pair]


def _compared(before: int, after: int) -> list[Zeile] | None:
    """Return the parts side by side, None when one of the two cannot be read."""
    whole = Fassung.objects.filter(pk__in=(before, after)).order_by("nummer")
    pair = [fassung for fassung, _ in lesen.readable(whole)]
    return side_by_side(pair) if len(pair) == len({before, after}) else None
