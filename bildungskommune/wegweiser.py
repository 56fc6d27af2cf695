"""Which chapter of the handbook belongs to a page of the desk: `<app>/wegweiser.py` says it of its own pages."""

from dataclasses import dataclass

from bildungskommune.register import Register


@dataclass(frozen=True)
class Wegweiser:
    """One chapter, and the pages that it describes."""

    kapitel: str
    """The name of its file, without the ending."""
    namen: tuple[str, ...]
    """Beginnings of the names of their addresses: `v-workshop` is meant with all that follows a hyphen."""


wegweiser: Register[[], Wegweiser] = Register("wegweiser")


def chapter_for(name: str) -> str:
    """Return the chapter for the page whose address has this name, empty when nobody knows it.

    The longest beginning counts.
    """
    fitting = [
        (len(beginning), one.kapitel)
        for one in wegweiser.collect()
        for beginning in one.namen
        if name == beginning or name.startswith(f"{beginning}-")
    ]
    return max(fitting)[1] if fitting else ""
