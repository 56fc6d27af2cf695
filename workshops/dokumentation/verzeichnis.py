"""The table of contents of a documentation."""

from collections.abc import Iterator

from bildungskommune.fassungen.registry import Snapshot
from bildungskommune.fassungen.verzeichnis import Inhaltszeile, anker, inhaltszeile

# Parts after the Themen, by their key in the snapshot; an empty one has no heading.
TEILE = (
    ("ohne_thema", "Weitere Karten"),
    ("gruppen", "Ergebnisse der Gruppen"),
    ("weitere_fotos", "Fotos"),
    ("punktabfragen", "Punktabfragen"),
    ("projektskizzen", "Projektskizzen"),
    ("institutionen", "Beteiligte Einrichtungen"),
)


def verzeichnis(snapshot: Snapshot) -> Iterator[Inhaltszeile]:
    yield inhaltszeile("Überblick", "ueberblick")
    if snapshot["themen"]:
        yield inhaltszeile("Themen und Karten", "themen")
    for thema in snapshot["themen"]:
        yield inhaltszeile(thema["titel"], anker(thema["kennung"], "thema"), ebene=2)
    for key, titel in TEILE:
        if snapshot.get(key):
            yield inhaltszeile(titel, key.replace("_", "-"))
