"""Read an upload: which kind it is shows its content, not its name."""

from typing import IO

from bildungskommune.textdatei.aufbau import Aufbau
from bildungskommune.textdatei.modell import MOST_LETTERS, Datei, Unlesbar
from bildungskommune.textdatei.odt import Odt
from bildungskommune.textdatei.paket import Paket
from bildungskommune.textdatei.verluste import Verluste
from bildungskommune.textdatei.word import Word


def read(content: IO[bytes], size: int) -> Datei:
    """Return the parts of a DOCX or ODT, and what was not taken over. Raises Unlesbar."""
    paket = Paket(content, size)
    verluste = Verluste()
    if "content.xml" in paket.names:
        bausteine = Odt(paket, verluste).bausteine
    elif "_rels/.rels" in paket.names:
        bausteine = Word(paket, verluste).bausteine
    else:
        raise Unlesbar("Bitte wählen Sie einen Text aus Word (.docx) oder LibreOffice (.odt).")
    datei = Aufbau(verluste).build(bausteine)
    if not datei.teile and not datei.titel:
        raise Unlesbar("In der Datei steht kein Text.")
    if len(datei.in_one_line()) > MOST_LETTERS:
        raise Unlesbar("Der Text ist zu lang. Bitte teilen Sie ihn auf.")
    return datei
