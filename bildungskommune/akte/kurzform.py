"""A list whose records say nothing but what they refer to, in the own order of that, stands as plain references."""

from collections.abc import Mapping, Sequence
from typing import Any

from bildungskommune.akte.modell import Satz, Teil, teil
from bildungskommune.akte.namen import Namen


class Kurzform:
    """Writes such lists short and takes them at length; the own order of each kind of record is loaded once."""

    def __init__(self) -> None:
        self._orders: dict[str, Mapping[Any, int]] = {}

    def short(self, part: Teil, records: Sequence[Satz], keys: Sequence[Any]) -> Satz:
        """Return the plain references where they say it all, else nothing; `keys` are those of the rows named."""
        name, target = _reference(part)
        order = self._order(target)
        places = [order[key] for key in keys]
        if places != sorted(places) or any(record.keys() != {name} for record in records):
            return {}
        return {part.kurz: sorted(record[name] for record in records)}

    def at_length(self, part: Teil, refs: Sequence[str], namen: Namen) -> tuple[list[Satz], list[int]]:
        """Return the records that plain references stand for in their own order, and the place of each in the file.

        One that is named twice counts once; one that leads nowhere comes last.
        """
        name, target = _reference(part)
        order = self._order(target)
        places = {ref: place for place, ref in reversed(list(enumerate(refs)))}
        found = sorted(places, key=lambda ref: (order.get(namen.row(target.name, ref), len(order)), places[ref]))
        return [{name: ref} for ref in found], [places[ref] for ref in found]

    def _order(self, target: Teil) -> Mapping[Any, int]:
        """Return the place of each row of an ordered kind of record."""
        if target.name not in self._orders:
            rows = target.model_class._default_manager.order_by("position", "pk").values_list("pk", flat=True)
            self._orders[target.name] = {pk: place for place, pk in enumerate(rows)}
        return self._orders[target.name]


def _reference(part: Teil) -> tuple[str, Teil]:
    """Return the name of the one reference of a record, and the kind of record it points to."""
    (name,) = part.schluessel
    return name, teil(part.verweise[name])
