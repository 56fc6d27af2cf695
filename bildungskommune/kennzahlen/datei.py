"""The file of a GENESIS database as it is downloaded: CSV, or a ZIP with one in it."""

from io import BytesIO
from typing import IO
from zipfile import ZipFile

from bildungskommune import tabellen_lesen
from bildungskommune.tabellen_lesen import BROKEN, Grenzen, Tabelle, Unlesbar

GRENZEN = Grenzen(20, 60_000, "Bitte wählen Sie beim Abruf der Tabelle weniger Regionen, Jahre oder Merkmale aus.")
KEIN_ZIP = "Die ZIP-Datei ist nicht lesbar. Bitte laden Sie sie noch einmal herunter."


def read(name: str, content: IO[bytes], size: int) -> tuple[str, Tabelle]:
    """Return the table of a file, and the name under which the database gave it out. Raises Unlesbar."""
    if name.casefold().endswith(".zip"):
        name, content, size = _unpacked(content, size)
    elif not name.casefold().endswith(".csv"):
        raise Unlesbar("Bitte wählen Sie die Datei, die Sie als „Flatfile“ geladen haben: .csv oder .zip.")
    return name, tabellen_lesen.read(name, content, size, GRENZEN)


def of_one_line(text: str) -> Tabelle:
    """Return the table that a form carried along. Raises Unlesbar."""
    return tabellen_lesen.of_one_line(text, GRENZEN)


def _unpacked(content: IO[bytes], size: int) -> tuple[str, IO[bytes], int]:
    """Return name, content and size of the one table in a ZIP. Raises Unlesbar."""
    try:
        with ZipFile(content) as parts:
            tables = [part for part in parts.infolist() if part.filename.casefold().endswith(".csv")]
            if len(tables) != 1:
                raise Unlesbar(
                    "In der ZIP-Datei muss genau eine CSV-Datei liegen. Bitte entpacken Sie sie und laden Sie die "
                    "Tabellen einzeln hoch."
                )
            if tables[0].file_size > GRENZEN.megabyte * 2**20:
                raise Unlesbar(f"Die Datei ist entpackt größer als {GRENZEN.megabyte} MB. {GRENZEN.statt}")
            return tables[0].filename, BytesIO(parts.read(tables[0])), tables[0].file_size
    except BROKEN as error:
        raise Unlesbar(KEIN_ZIP) from error
