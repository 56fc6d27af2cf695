"""A Fassung as data: what was frozen, to the letter, because its checksum speaks of it."""

import json

from bildungskommune.fassungen import namen
from bildungskommune.fassungen.models import Fassung


class NameImText(Exception):
    """The frozen text names somebody whose name was taken out, so nobody gets it."""


def as_json(fassung: Fassung) -> bytes:
    """Return the frozen content, the same bytes for the same Fassung; raises NameImText."""
    if namen.stand_in_the_bytes(fassung):
        raise NameImText(fassung)
    return json.dumps(fassung.snapshot, ensure_ascii=False, sort_keys=True, indent=1).encode()
