"""Run a Werkstattkoffer: the portal for phones and notebooks in the network of a hall, without internet.

Called by script/koffer, with the file of the office at the first start. It is `script.serve` with data of its own in
var/koffer, on the address that this machine has in the network of the hall.
"""

import getpass
import io
import json
import sys
from pathlib import Path

import segno

from script import serve

NETZ = """
Telefone und Notebooks im selben WLAN öffnen diese Adresse oder lesen den Code:

{code}
Wechselt die Adresse, beenden Sie mit Strg-C und starten neu. Die Daten bleiben.
"""
WHITE_ON_BLACK = "\x1b[97;40m{}\x1b[0m"


def main(arguments: list[str]) -> None:
    file = Path(arguments[0]).resolve() if arguments else None
    if file is not None and not file.is_file():
        sys.exit(f"Fehler: Die Datei {file} gibt es nicht.")
    typed = (getpass.getpass("Passwort der Datei: ") if sys.stdin.isatty() else sys.stdin.readline()) if file else ""

    def fill(environment: dict[str, str]) -> None:
        if file is not None:
            serve.manage(["koffer_fuellen", str(file)], environment, f"{typed.strip()}\n")
        environment["OFFICE_URL"] = office(serve.VAR)

    serve.main(fill, lambda address: NETZ.format(code=picture(address)))


def office(folder: Path) -> str:
    """Return the address of the office's portal, as the file taken along last names it."""
    files = sorted((folder / "koffer").glob("*.json"), key=lambda path: path.stat().st_mtime)
    return str(json.loads(files[-1].read_text(encoding="utf-8"))["adresse"]) if files else ""


def picture(address: str) -> str:
    """Return the QR code of an address as lines of a terminal, whatever its colours are."""
    drawn = io.StringIO()
    segno.make(address, micro=False).terminal(drawn, border=2, compact=True)
    return "\n".join(WHITE_ON_BLACK.format(line) for line in drawn.getvalue().splitlines())


if __name__ == "__main__":
    main(sys.argv[1:])
