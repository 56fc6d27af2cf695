"""The body of the document: headings, paragraphs, lists and tables from the tree of a print."""

import re
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from bildungskommune.fassungen.docx import tafel
from bildungskommune.fassungen.docx.absatz import Absatz, Schrift, bold, bookmark, italic
from bildungskommune.fassungen.docx.baum import classes
from bildungskommune.fassungen.docx.bild import Bild, picture
from bildungskommune.fassungen.docx.stile import Liste

STILE = {"h1": "Title", "h2": "Heading1", "h3": "Heading2", "h4": "Heading3", "h5": "Heading4", "h6": "Heading5"}
KLASSEN = {
    "fussnoten": "Fussnote",
    "klein": "Klein",
    "karte__fuss": "Klein",
    "faden-wort": "Stichwort",
    "steck__nr": "Vorzeile",
    "untertitel": "Subtitle",
    "unterschrift": "Signature",
}
_BLOECKE = frozenset(
    {"p", "div", "section", "article", "blockquote", "ul", "ol", "li", "table", "dl", "dt", "dd", "figure", "svg"}
    | {"header", "footer", "main", "body", "html", "figcaption", "pre"}
    | set(STILE)
)
_WEG = frozenset({"head", "script", "style", "template", "iframe", "object", "colgroup"})
_NUR_DRUCK = frozenset({"lesehilfe", "knoten", "ende", "titel__faden"})
"""What draws or explains the thread at the margin, which a word processor does not have."""
_NUR_PDF = {
    "Dieses Dokument folgt PDF/UA-1 und PDF/A-3a. ": "",
    ", der diesem PDF als Datei beiliegt": "",
}
"""What the Impressum says of the PDF and is not true of this file."""
_FREMD = re.compile(r"(?:https?|mailto|tel):[^\s\x00-\x1f]+", re.IGNORECASE)
_WEISSRAUM = re.compile("[ \t\n\r\f]+")
_TIEFSTE = 8


@dataclass(frozen=True)
class Lage:
    """What holds where the reader of the tree stands."""

    schrift: Schrift = field(default_factory=Schrift)
    stil: str = ""
    liste: tuple[int, int] | None = None
    impressum: bool = False
    rechts: bool = False


class Text:
    """Walks the tree once.

    Afterwards `xml`, `links` (addresses by their number), `bilder` and `listen` are there.
    """

    def __init__(self, wurzel: Element) -> None:
        kennungen = dict.fromkeys(one.get("id", "") for one in wurzel.iter() if one.get("id"))
        self._marken = {kennung: (nr, bookmark(kennung)) for nr, kennung in enumerate(kennungen, 1)}
        self._unbesetzt = dict(self._marken)
        self._offene_marken: list[tuple[int, str]] = []
        self._neue_seite = False
        self._absatz: Absatz | None = None
        self._teile: list[str] = []
        self.links: list[str] = []
        self.listen: list[Liste] = []
        self.bilder: list[Bild] = []
        self._element(wurzel, Lage())
        self._end()
        self.xml = "".join(self._teile)

    def _element(self, element: Element, lage: Lage) -> None:
        klassen = classes(element)
        if element.tag in _WEG or klassen & _NUR_DRUCK:
            return
        self._mark(element, klassen)
        block = element.tag in _BLOECKE
        if block:
            self._end()
        self._content(element, klassen, self._lage(element, klassen, lage))
        if block:
            self._end()
        if "titel" in klassen:
            self._neue_seite = True

    def _mark(self, element: Element, klassen: frozenset[str]) -> None:
        if (kennung := element.get("id")) and (marke := self._unbesetzt.pop(kennung, None)):
            self._offene_marken.append(marke)
        self._neue_seite = self._neue_seite or "neue-seite" in klassen

    def _lage(self, element: Element, klassen: frozenset[str], lage: Lage) -> Lage:
        stil = next((KLASSEN[one] for one in sorted(klassen) if one in KLASSEN), lage.stil)
        if element.tag == "blockquote":
            stil = "Quote"
        lage = replace(lage, stil=STILE.get(element.tag, stil), impressum=lage.impressum or "impressum" in klassen)
        schrift = lage.schrift
        if element.tag in {"strong", "b"}:
            schrift = bold(schrift)
        elif element.tag in {"em", "i"}:
            schrift = italic(schrift)
        elif element.tag == "a":
            schrift = replace(schrift, verweis=self._verweis(element.get("href", "")))
        return replace(lage, schrift=schrift)

    def _content(self, element: Element, klassen: frozenset[str], lage: Lage) -> None:
        if element.tag == "br":
            self._open(lage).break_line()
        elif element.tag in {"ul", "ol"}:
            self._list(element, lage)
        elif element.tag == "table" and "verzeichnis" in klassen:
            self._contents(element)
        elif element.tag == "table":
            self._table(element, lage)
        elif element.tag in {"img", "svg"}:
            self._picture(element, lage)
        else:
            if element.tag == "span" and not klassen:
                self._open(lage).break_line()
            self._flow(element, lage)

    def _flow(self, element: Element, lage: Lage) -> None:
        self._write(element.text, lage)
        for kind in element:
            if "titel__qr" not in classes(element) or kind.tag != "img":
                self._element(kind, lage)
            self._write(kind.tail, lage)

    def _write(self, text: str | None, lage: Lage) -> None:
        if not text or not (text.strip(" \t\n\r\f") or self._absatz):
            return
        if lage.impressum:
            text = _WEISSRAUM.sub(" ", text)
            for alt, neu in _NUR_PDF.items():
                text = text.replace(alt, neu)
        self._open(lage).add(text, lage.schrift)

    def _open(self, lage: Lage) -> Absatz:
        if self._absatz is None:
            self._absatz = Absatz(lage.stil, lage.liste, self._neue_seite, lage.rechts, self._offene_marken)
            self._neue_seite, self._offene_marken = False, []
        return self._absatz

    def _end(self) -> None:
        if self._absatz is not None and self._absatz.text.strip():
            self._teile.append(self._absatz.xml())
        self._absatz = None

    def _verweis(self, ziel: str) -> str:
        if ziel.startswith("#") and ziel[1:] in self._marken:
            return f'w:anchor="{self._marken[ziel[1:]][1]}"'
        if not _FREMD.fullmatch(ziel):
            return ""
        if ziel not in self.links:
            self.links.append(ziel)
        return f'r:id="link{self.links.index(ziel) + 1}"'

    def _list(self, element: Element, lage: Lage) -> None:
        ebene = min(lage.liste[1] + 1, _TIEFSTE) if lage.liste else 0
        start = element.get("start", "1")
        liste = Liste(element.tag == "ol", ebene, int(start) if start.isdecimal() else 1)
        outer = self.listen[lage.liste[0] - 1] if lage.liste else None
        if lage.liste and outer and liste == replace(outer, ebene=ebene, beginn=1):
            nummer = lage.liste[0]
        else:
            self.listen.append(liste)
            nummer = len(self.listen)
        for kind in element:
            self._element(kind, replace(lage, liste=(nummer, ebene)))

    def _contents(self, element: Element) -> None:
        for zeile in element.iter("tr"):
            stufe = "2" if "ebene-2" in classes(zeile) else "1"
            zellen = [zelle for zelle in zeile if "seite" not in classes(zelle) and zelle.get("scope") != "col"]
            for zelle in zellen:
                self._flow(zelle, Lage(stil=f"TOC{stufe}"))
                self._write(" ", Lage(stil=f"TOC{stufe}"))
            self._end()

    def _table(self, element: Element, lage: Lage) -> None:
        zeilen = tafel.rows(element)
        if not zeilen:
            return
        xml = [[self._cell(zelle, lage) for zelle in zeile.zellen] for zeile in zeilen]
        self._teile.append(tafel.xml(zeilen, xml))

    def _cell(self, zelle: Element, lage: Lage) -> str:
        davor, self._teile = self._teile, []
        kopf = zelle.tag == "th" and not zelle.findall(".//p")
        rechts = "zahl" in classes(zelle)
        self._element(zelle, replace(lage, stil="Tafelkopf" if kopf else "Tafel", liste=None, rechts=rechts))
        self._end()
        inhalt, self._teile = "".join(self._teile), davor
        return inhalt or Absatz("Tafel").xml()

    def _picture(self, element: Element, lage: Lage) -> None:
        """A photo stands in the text; another picture is told by its text alternative, one without is an ornament."""
        if (bild := picture(element, len(self.bilder) + 1)) is not None:
            self._end()
            self.bilder.append(bild)
            self._teile.append(bild.xml)
            return
        titel = element.find("title")
        wort = element.get("alt") or element.get("aria-label") or (titel.text if titel is not None else "")
        if wort:
            self._open(replace(lage, stil=lage.stil or "Klein")).add(f"[Grafik: {wort}] ", italic(lage.schrift))
