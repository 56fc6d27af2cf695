"""Link many sources with many Handlungsfelder in one act, and take that act back."""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import QuerySet

from bildungskommune.audit.log import By
from bildungskommune.werkbank import aendern
from bildungskommune.werkbank.quellenwahl import links, row_of
from bildungskommune.werkbank.reihenfolge import lock
from konzept.models import Ableitung, Handlungsfeld, Konzept

Gewaehlt = Sequence[tuple[str, str]]
"""Key and reason of each source, as `QuellenForm.gewaehlt` has them."""


def connect(konzept: Konzept, gewaehlt: Gewaehlt, felder: Iterable[Handlungsfeld], *, by: By) -> list[Ableitung]:
    """Store the links that were not there yet, all or none, and return them; those that were stay as they are."""
    found: list[Ableitung] = []
    with transaction.atomic():
        # Lock first: two people may link the same pair.
        lock(konzept)
        for feld in felder:
            fresh = [(key, grund) for key, grund in gewaehlt if not feld.ableitungen.filter(**row_of(key)).exists()]
            found += links(Ableitung, fresh, by=by, handlungsfeld=feld)
    return found


def removable(konzept: Konzept, pks: Iterable[int]) -> QuerySet[Ableitung]:
    """Return those of these links that can be taken back: what stood in a published Fassung stays."""
    return Ableitung.objects.filter(handlungsfeld__konzept=konzept, beschlossen_in=None, pk__in=list(pks))


def take_back(konzept: Konzept, pks: Iterable[int], *, by: By) -> int:
    """Remove these links of the Konzept again, into the Papierkorb; return how many."""
    with transaction.atomic():
        found = list(removable(konzept, pks).select_for_update(of=("self",)))
        for row in found:
            aendern.delete(row, by=by)
    return len(found)
