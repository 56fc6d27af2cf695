from collections import Counter
from collections.abc import Sequence

from bildungskommune.vergleich.gegenueber import Zeile


def summary(zeilen: Sequence[Zeile]) -> list[tuple[str, int]]:
    """Return how many parts changed in which way, over all steps: [("geändert", 3), ("neu", 1)]."""
    counts = Counter(zelle.wort for zeile in zeilen for zelle in zeile.zellen[1:] if zelle.ist_anders)
    return counts.most_common()
