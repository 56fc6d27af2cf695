"""Rules about page contents and fonts of a finished PDF."""

from collections import defaultdict

import pikepdf
from pikepdf import Dictionary, Name, Object, Pdf

from bildungskommune.fassungen.satz.check_tree import Elemente

_BEFEHLE = "BDC BMC EMC Tj TJ ' \" Do"
_TEXT = {"Tj", "TJ", "'", '"'}


def content_findings(datei: Pdf, elemente: Elemente) -> list[str]:
    """All text is marked, and all marked content hangs in the tree or is an artifact."""
    funde = []
    haengt = defaultdict[tuple[int, int], set[int]](set)
    for auf, mcid in elemente.haengt:
        haengt[auf].add(mcid)
    for nummer, seite in enumerate(datei.pages, 1):
        mcids, unmarkiert = _read_page(seite.obj)
        if unmarkiert:
            funde.append(f"Seite {nummer}: Text ohne Auszeichnung.")
        if mcids - haengt[seite.obj.objgen]:
            funde.append(f"Seite {nummer}: Inhalt außerhalb der Struktur.")
        if haengt[seite.obj.objgen] - mcids:
            funde.append(f"Seite {nummer}: Die Struktur verweist auf fehlenden Inhalt.")
    return funde


def _read_page(seite: Object) -> tuple[set[int], bool]:
    mcids: set[int] = set()
    offen: list[bool] = []
    unmarkiert = False
    for befehl in pikepdf.parse_content_stream(seite, _BEFEHLE):
        name = str(befehl.operator)
        if name == "BDC":
            merkmale = befehl.operands[1]
            if "/MCID" in merkmale:
                mcids.add(int(merkmale["/MCID"]))
            offen.append("/MCID" in merkmale or befehl.operands[0] == Name("/Artifact"))
        elif name == "BMC":
            offen.append(befehl.operands[0] == Name("/Artifact"))
        elif name == "EMC":
            offen.pop()
        elif name in _TEXT and not any(offen):
            unmarkiert = True
    return mcids, unmarkiert


def font_findings(datei: Pdf) -> list[str]:
    funde = []
    for objekt in datei.objects:
        if isinstance(objekt, Dictionary) and objekt.get("/Subtype") == Name("/Type0"):
            name = str(objekt.get("/BaseFont", ""))
            if "/ToUnicode" not in objekt:
                funde.append(f"Der Schrift {name} fehlt die Zuordnung zu Zeichen.")
            beschreibung = objekt.DescendantFonts[0].FontDescriptor
            if not any(f"/FontFile{art}" in beschreibung for art in ("", "2", "3")):
                funde.append(f"Die Schrift {name} ist nicht eingebettet.")
    return funde
