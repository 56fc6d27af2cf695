"""Read a DOCX: its body in order, then what stands at the margins."""

from bildungskommune.textdatei.bausteine import Absatz, Baustein
from bildungskommune.textdatei.modell import Unlesbar
from bildungskommune.textdatei.paket import KAPUTT, Element, Paket, targets
from bildungskommune.textdatei.tafeln import Zelle, table
from bildungskommune.textdatei.verluste import Verluste
from bildungskommune.textdatei.word_stile import Nummern, Stile
from bildungskommune.textdatei.word_text import GELOESCHT, Absatzleser, Quelle
from bildungskommune.textdatei.word_xml import child, name, spoken, value, within

MOST_BLOCKS = 10_000
VERZEICHNIS = "Inhaltsverzeichnis: das Portal macht es von selbst"
ZEILE_GELOESCHT = "Nachverfolgte Änderung: eine gelöschte Zeile einer Tabelle wurde übernommen"
_TRANSPARENT = {
    "w:customXml",
    "w:ins",
    "w:moveTo",
    "mc:AlternateContent",
    "mc:Choice",
    "w:sdt",
    "w:sdtContent",
    "w:smartTag",
}
_SILENT = {"w:sectPr", "w:sdtPr", "mc:Fallback", "w:tcPr"}
_LOST = {"w:del": GELOESCHT, "w:moveFrom": GELOESCHT, "w:altChunk": "Eingebettete Datei", "m:oMathPara": "Formel"}


class Word:
    """Reads a document once. Afterwards `bausteine` is there."""

    def __init__(self, paket: Paket, verluste: Verluste) -> None:
        self._paket, self._verluste = paket, verluste
        main = _main_part(paket)
        document = paket.xml(main)
        body = child(document, "w:body")
        if body is None:
            raise Unlesbar(KAPUTT)
        folder, _, file = main.rpartition("/")
        self._teile = targets(paket.xml(f"{folder}/_rels/{file}.rels"), folder)
        stile = Stile(self._part("styles"))
        self._quelle = Quelle(
            stile,
            Nummern(self._part("numbering"), stile),
            verluste,
            self._teile,
            self._notes("footnote") | self._notes("endnote"),
            {value(one, "id"): one for one in self._below("comments", "w:comment")},
            self._blocks,
        )
        self._count = 0
        self._quelle.gezaehlt = _typed_notes(body, stile)
        self._marken: list[str] = []
        self.bausteine = self._blocks(body)
        if contents := " ".join(filter(None, self._quelle.verzeichnis)):
            verluste.add(VERZEICHNIS, self._quelle.vor_verzeichnis, contents)
        self._margins()

    def _part(self, kind: str) -> Element | None:
        return next((self._paket.xml(part) for of, part in self._teile.values() if of == kind), None)

    def _below(self, kind: str, what: str) -> list[Element]:
        root = self._part(kind)
        return [] if root is None else [one for one in root if name(one) == what]

    def _notes(self, kind: str) -> dict[tuple[str, str], Element]:
        found = self._below(f"{kind}s", f"w:{kind}")
        return {(kind, value(one, "id")): one for one in found if value(one, "type") in {"", "normal"}}

    def _margins(self) -> None:
        """Name what stands at the head and foot of pages, each text once."""
        seen: set[str] = set()
        for kind, word in (("header", "Kopfzeile"), ("footer", "Fußzeile")):
            for of, part in self._teile.values():
                root = self._paket.xml(part) if of == kind else None
                text = "" if root is None else spoken(root)
                if text and text not in seen:
                    seen.add(text)
                    self._verluste.add(word, "", text)

    def _blocks(self, parent: Element) -> list[Baustein]:
        found: list[Baustein] = []
        for one in parent:
            found += self._block(one)
        return found

    def _block(self, one: Element) -> list[Baustein]:
        what = name(one)
        if what == "w:p":
            return self._paragraph(one)
        if what == "w:tbl":
            return self._table(one)
        if what == "w:sdt" and _is_contents(one):
            self._quelle.leave_out(spoken(one))
            return []
        if what in _TRANSPARENT:
            return self._blocks(one)
        if what == "w:bookmarkStart":
            self._marken.append(value(one, "name"))
        elif what not in _SILENT and ((text := spoken(one)) or what in _LOST):
            self._verluste.add(_LOST.get(what, "Unbekannter Inhalt"), text=text)
        return []

    def _paragraph(self, one: Element) -> list[Baustein]:
        self._count += 1
        if self._count > MOST_BLOCKS:
            raise Unlesbar("Der Text hat mehr als 10.000 Absätze. Bitte teilen Sie ihn auf.")
        found = Absatzleser(self._quelle).read(one)
        if found and isinstance(found[0], Absatz) and self._marken:
            found[0].marken += self._marken
            self._marken = []
        return found

    def _table(self, one: Element) -> list[Baustein]:
        rows = [row for row in within(one) if name(row) == "w:tr" and _nearest(row, "w:tbl") is one]
        for row in rows:
            if child(row, "w:trPr", "w:del") is not None:
                self._verluste.add(ZEILE_GELOESCHT, text=spoken(row))
        cells = [[self._cell(cell) for cell in _cells(row)] for row in rows]
        head = bool(rows) and child(rows[0], "w:trPr", "w:tblHeader") is not None
        return table(cells, self._verluste, head=head)

    def _cell(self, cell: Element) -> Zelle:
        properties = child(cell, "w:tcPr")
        span = value(child(properties, "w:gridSpan"))
        merged = child(properties, "w:vMerge") is not None
        return Zelle(self._blocks(cell), min(int(span), 60) if span.isdigit() and len(span) < 4 else 1, merged)


def _cells(row: Element) -> list[Element]:
    return [cell for cell in within(row) if name(cell) == "w:tc" and _nearest(cell, "w:tr") is row]


def _nearest(one: Element, what: str) -> Element | None:
    return next((above for above in one.iterancestors() if name(above) == what), None)


def _typed_notes(body: Element, stile: Stile) -> int:
    """Return the highest number of the notes that stand as paragraphs of their own, as our own files have them."""
    typed = (
        spoken(one).partition(" ")[0]
        for one in within(body)
        if name(one) == "w:p" and stile.role(value(child(one, "w:pPr", "w:pStyle")), None).art == "fussnote"
    )
    return max((int(nr) for nr in typed if nr.isascii() and nr.isdigit() and len(nr) < 5), default=0)


def _is_contents(one: Element) -> bool:
    gallery = value(child(one, "w:sdtPr", "w:docPartObj", "w:docPartGallery"))
    return gallery == "Table of Contents"


def _main_part(paket: Paket) -> str:
    for kind, part in targets(paket.xml("_rels/.rels"), "").values():
        if kind == "officeDocument":
            return part
    raise Unlesbar(KAPUTT)
