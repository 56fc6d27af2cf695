"""One list of records in a file, and the lists below each of its records."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import models

from bildungskommune.akte.aufbau import Pfad
from bildungskommune.akte.kurzform import Kurzform
from bildungskommune.akte.modell import Satz, Teil
from bildungskommune.akte.namen import Namen


@dataclass(frozen=True)
class Satzliste:
    """A list of records to read below one row."""

    part: Teil
    records: list[Any]
    parent: models.Model | None
    pfad: Pfad
    parent_is_new: bool = False
    parent_name: str = ""
    fremd: str = ""
    """Why nothing may change here: the row above belongs to another process."""
    stellen: Sequence[int] | None = None
    """The place of each record in the file, where that is not the one in `records`."""

    def place(self, index: int) -> Pfad:
        return (*self.pfad, index if self.stellen is None else self.stellen[index])

    def at_length(self, kurzform: Kurzform, namen: Namen) -> "Satzliste":
        """Return the list with whole records, where plain references stand in the file. What they name is there."""
        if not self.part.kurz or self.pfad[-1] != self.part.kurz:
            return self
        records, stellen = kurzform.at_length(self.part, self.records, namen)
        return replace(self, records=records, stellen=stellen)


def below(above: Satzliste, satz: Satz) -> Iterator[Satzliste]:
    """Yield the lists of the parts of one record; of a row that was there also those that the file leaves empty."""
    for child in above.part.teile:
        name = child.kurz if child.kurz and satz.get(child.kurz) else child.name
        if satz.get(name) or not above.parent_is_new:
            yield replace(above, part=child, records=satz.get(name, []), pfad=(*above.pfad, name))
