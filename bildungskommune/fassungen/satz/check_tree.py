"""Rules about the structure tree of a finished PDF."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from pikepdf import Array, Dictionary, Name, Object, Pdf

from bildungskommune.fassungen.satz.tables import Tafel

_ZEILEN = {"/THead", "/TBody", "/TFoot"}
_NUR_IN = {
    "/TR": (_ZEILEN | {"/Table"}, "Eine Tabellenzeile liegt außerhalb einer Tabelle."),
    "/LI": ({"/L"}, "Ein Listenpunkt liegt außerhalb einer Liste."),
    "/TOCI": ({"/TOC"}, "Eine Zeile des Inhaltsverzeichnisses liegt außerhalb des Verzeichnisses."),
}
_NIE_LEER = {"/P", "/Span", "/Link", "/Note", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6"}
_EBENEN = {f"/H{ebene}": ebene for ebene in range(1, 7)}


@dataclass
class Element:
    art: str
    objekt: Object
    eltern: "Element | None"
    kinder: list["Element"] = field(default_factory=list)
    mcids: list[tuple[tuple[int, int], int]] = field(default_factory=list)
    verweise: list[tuple[int, int]] = field(default_factory=list)

    def walk(self) -> Iterator["Element"]:
        yield self
        for kind in self.kinder:
            yield from kind.walk()

    def first_page(self) -> tuple[int, int] | None:
        return next((seite for element in self.walk() for seite, _ in element.mcids), None)


class Elemente:
    """The structure tree read once, so that every rule walks plain objects."""

    def __init__(self, datei: Pdf) -> None:
        wurzel = datei.Root.StructTreeRoot
        self.wurzel = Element("/StructTreeRoot", wurzel, None)
        self.haengt: set[tuple[tuple[int, int], int]] = set()
        self._read(self.wurzel, None)
        self.alle = list(self.wurzel.walk())

    def _read(self, element: Element, seite: tuple[int, int] | None) -> None:
        for kind in kids(element.objekt):
            if isinstance(kind, int):
                stelle = (seite or element.objekt.Pg.objgen, kind)
                element.mcids.append(stelle)
                self.haengt.add(stelle)
            elif kind.get("/Type") == Name("/OBJR"):
                element.verweise.append(kind.Obj.objgen)
            else:
                unten = Element(str(kind.S), kind, element)
                element.kinder.append(unten)
                self._read(unten, kind.Pg.objgen if "/Pg" in kind else seite)

    def heading_levels(self) -> list[int]:
        return [_EBENEN[e.art] for e in self.alle if e.art in _EBENEN]

    def linked_annotations(self) -> set[tuple[int, int]]:
        return {verweis for e in self.alle if e.art == "/Link" for verweis in e.verweise}


def kids(objekt: Object) -> list[Object | int]:
    """Return what stands right below: elements, references, numbers of marked content."""
    kinder = objekt.get("/K", Array())
    return list(kinder) if isinstance(kinder, Array) else [kinder]


def tree_findings(elemente: Elemente) -> list[str]:
    return [
        *_headings(elemente.heading_levels()),
        *(fund for element in elemente.alle for fund in _element(element)),
        *_notes(elemente.alle),
        *_torn_tables(elemente.alle),
    ]


def _headings(ebenen: list[int]) -> list[str]:
    if not ebenen or ebenen[0] != 1:
        return ["Die erste Überschrift hat nicht die Ebene 1."]
    if any(unten > oben + 1 for oben, unten in pairwise(ebenen)):
        return ["Die Überschriften überspringen eine Ebene."]
    return []


def _element(element: Element) -> list[str]:
    if element.art == "/Figure" and not str(element.objekt.get("/Alt", "")).strip():
        return ["Eine Abbildung hat keinen Alternativtext."]
    if element.art == "/TH" and "/Scope" not in _attributes(element):
        return ["Eine Kopfzelle sagt nicht, für welche Zeile oder Spalte sie steht."]
    if element.art == "/Table":
        return _table(element)
    if element.art in _NIE_LEER and not (element.kinder or element.mcids):
        return ["Ein Absatz, eine Überschrift oder ein Verweis ist leer."]
    worin, fund = _NUR_IN.get(element.art, (None, ""))
    return [fund] if worin is not None and _parent_art(element) not in worin else []


def _notes(alle: list[Element]) -> list[str]:
    """PDF/UA-1, 7.9: each note has an ID of its own."""
    kennungen = [str(element.objekt.get("/ID", "")) for element in alle if element.art == "/Note"]
    if not all(kennungen) or len(set(kennungen)) < len(kennungen):
        return ["Eine Fußnote hat keine eigene Kennung."]
    return []


def _parent_art(element: Element) -> str:
    return element.eltern.art if element.eltern is not None else ""


def _attributes(element: Element) -> Object:
    merkmale = element.objekt.get("/A", Dictionary())
    return merkmale[0] if isinstance(merkmale, Array) else merkmale


def _table(tabelle: Element) -> list[str]:
    """Rows are equally wide, counting cells that span columns or reach down from above."""
    zeilen = [e for e in tabelle.walk() if e.art == "/TR" and _table_of(e) is tabelle]
    breiten, von_oben = set(), list[list[int]]()
    for zeile in zeilen:
        breite = sum(spalten for _, spalten in von_oben)
        von_oben = [[rest - 1, spalten] for rest, spalten in von_oben if rest > 1]
        for zelle in zeile.kinder:
            merkmale = _attributes(zelle)
            spalten = int(merkmale.get("/ColSpan", 1))
            breite += spalten
            if int(merkmale.get("/RowSpan", 1)) > 1:
                von_oben.append([int(merkmale["/RowSpan"]) - 1, spalten])
        breiten.add(breite)
    return ["Eine Tabelle hat ungleich lange Zeilen."] if len(breiten) > 1 else []


def _table_of(element: Element) -> Element | None:
    oben = element.eltern
    while oben is not None and oben.art != "/Table":
        oben = oben.eltern
    return oben


def lost_tables(elemente: Elemente, tafeln: list[Tafel], seiten: list[tuple[int, int]]) -> list[str]:
    """All tables of the HTML are there, with all their rows and header cells; `seiten` are the pages in order."""
    da = [(element, _size(element)) for element in elemente.alle if element.art == "/Table"]
    if len(da) != len(tafeln):
        return [f"Im PDF stehen {len(da)} statt {len(tafeln)} Tabellen."]
    for (element, ist), soll in zip(da, tafeln, strict=True):
        if ist != soll:
            seite = element.first_page()
            wo = f"Seite {seiten.index(seite) + 1}: " if seite in seiten else ""
            zeilen = f"{ist.zeilen} statt {soll.zeilen} Zeilen"
            koepfe = f"{ist.kopfzellen} statt {soll.kopfzellen} Kopfzellen"
            return [f"{wo}Von einer Tabelle stehen im PDF {zeilen} und {koepfe}."]
    return []


def _size(tabelle: Element) -> Tafel:
    arten = Counter(element.art for element in tabelle.walk())
    return Tafel(arten["/TR"], arten["/TH"])


def _torn_tables(alle: list[Element]) -> list[str]:
    """Two tables side by side, the second on a later page, are one table torn apart."""
    for element in alle:
        for links, rechts in pairwise(element.kinder):
            if links.art == rechts.art == "/Table" and links.first_page() != rechts.first_page():
                return ["Eine Tabelle ist am Seitenwechsel zerrissen."]
    return []
