"""Texts from word processors: a DOCX or ODT becomes parts under their headings, and a list of what was not taken over.

No models, no database, and nothing is fetched. What stands in the document is either in a part or in the list.
"""

from bildungskommune.textdatei.aufbau import joined
from bildungskommune.textdatei.lesen import read
from bildungskommune.textdatei.modell import Datei, Note, Teil, Unlesbar, Verlust, of_one_line
from bildungskommune.textdatei.paket import MOST_BYTES

__all__ = ("MOST_BYTES", "Datei", "Note", "Teil", "Unlesbar", "Verlust", "joined", "of_one_line", "read")
