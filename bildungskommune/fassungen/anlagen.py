"""The data that travels inside a PDF: the snapshot itself, and what a stage offers as tables."""

from bildungskommune import tabellen
from bildungskommune.fassungen import daten, lesen, satz
from bildungskommune.fassungen.models import Fassung
from bildungskommune.fassungen.registry import definition


def anlagen_zu(fassung: Fassung) -> list[satz.Anlage]:
    """Return the attachments of a print, the same bytes for the same Fassung.

    The data is what was frozen, to the letter: the printed checksum speaks of it. It names nobody, but for old
    snapshots; they are left out once a name in them was taken out. Raises lesen.Unreadable.
    """
    tables = definition(fassung.definition).tabellen(lesen.inhalt(fassung))
    attached = [_table(fassung, name, rows) for name, rows in tables.items()]
    try:
        return [_data(fassung), *attached]
    except daten.NameImText:
        return attached


def _data(fassung: Fassung) -> satz.Anlage:
    return satz.Anlage(
        name="fassung.json",
        beschreibung="Der Inhalt dieser Fassung als Daten",
        inhalt=daten.as_json(fassung),
        mime="application/json",
        erstellt=fassung.eingefroren_am,
    )


def _table(fassung: Fassung, name: str, rows: list[tabellen.Zeile]) -> satz.Anlage:
    return satz.Anlage(
        name=f"{name}.csv",
        beschreibung="Tabelle für Tabellenprogramme, Trennzeichen Semikolon",
        inhalt=b"".join(tabellen.csv_lines(rows[0], rows[1:])),
        mime="text/csv",
        erstellt=fassung.eingefroren_am,
    )
