"""What is known of an institution beside its entry, by which the office chooses: that its people came to a workshop."""

from dataclasses import dataclass

from django.db.models import Exists

from bildungskommune.register import Register


@dataclass(frozen=True)
class Merkmal:
    """One such thing: its name in addresses, its words, and the condition of an institution."""

    name: str
    wort: str
    gilt: Exists


merkmale: Register[[], Merkmal] = Register("merkmale")
