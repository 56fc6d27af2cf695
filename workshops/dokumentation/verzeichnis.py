"""The table of contents of a documentation."""

from collections.abc import Iterator

from bildungskommune.fassungen.registry import Snapshot
from bildungskommune.fassungen.verzeichnis import Eintrag, anker, eintrag

# Parts after the Themen, by their key in the snapshot; an empty one has no heading.
TEILE = (
    ("ohne_thema", "Weitere Karten"),
    ("punktabfragen", "Punktabfragen"),
    ("projektskizzen", "Projektskizzen"),
    ("institutionen", "Beteiligte Einrichtungen"),
)


def verzeichnis(snapshot: Snapshot) -> Iterator[Eintrag]:
    yield eintrag("Überblick", "ueberblick")
    if snapshot["themen"]:
        yield eintrag("Themen und Karten", "themen")
    for thema in snapshot["themen"]:
        yield eintrag(thema["titel"], anker(thema["kennung"], "thema"), ebene=2)
    for key, titel in TEILE:
        if snapshot[key]:
            yield eintrag(titel, key.replace("_", "-"))
