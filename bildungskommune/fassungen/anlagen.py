"""The data that travels inside a PDF: the snapshot itself, and what a stage offers as tables."""

import json

from bildungskommune import tabellen
from bildungskommune.fassungen import lesen, namen, satz
from bildungskommune.fassungen.models import Fassung
from bildungskommune.fassungen.registry import definition


def anlagen_zu(fassung: Fassung) -> list[satz.Anlage]:
    """Return the attachments of a print, the same bytes for the same Fassung.

    The data is what was frozen, to the letter: the printed checksum speaks of it. It names nobody, but for old
    snapshots; they are left out once a name in them was taken out. Raises lesen.Unreadable.
    """
    tables = definition(fassung.definition).tabellen(lesen.inhalt(fassung))
    attached = [_table(fassung, name, rows) for name, rows in tables.items()]
    return attached if namen.stand_in_the_bytes(fassung) else [_data(fassung), *attached]


def _data(fassung: Fassung) -> satz.Anlage:
    text = json.dumps(fassung.snapshot, ensure_ascii=False, sort_keys=True, indent=1)
    return satz.Anlage(
        name="fassung.json",
        beschreibung="Der Inhalt dieser Fassung als Daten",
        inhalt=text.encode(),
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
