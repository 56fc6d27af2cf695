"""Read an ODT: its body in order, then what stands at the margins."""

from collections.abc import Iterator
from dataclasses import replace

from bildungskommune.textdatei import nummern
from bildungskommune.textdatei.bausteine import Absatz, Baustein, Liste, Rolle
from bildungskommune.textdatei.markdown import Stueck, is_link, words
from bildungskommune.textdatei.modell import Note, Unlesbar
from bildungskommune.textdatei.odt_stile import Stile, attribute, first, inner, name, whole
from bildungskommune.textdatei.paket import KAPUTT, Element, Paket
from bildungskommune.textdatei.tafeln import MOST_COLUMNS, Zelle, table
from bildungskommune.textdatei.verluste import Verluste
from bildungskommune.textdatei.word import MOST_BLOCKS, VERZEICHNIS
from bildungskommune.textdatei.word_text import EINGEFUEGT, FREMDER_LINK, GELOESCHT

_ROLLEN = {"Title": "titel", "Subtitle": "untertitel", "Signature": "unterschrift"}
_TRANSPARENT = {
    "section",
    "soft-page-break",
    "numbered-paragraph",
    "text-box",
    "list-item",
    "list-header",
    "index-body",
}
_INDEX = {"table-of-content", "alphabetical-index", "illustration-index", "table-index", "bibliography", "user-index"}
_MARKS = {"change-start", "change-end", "change", "bookmark-end", "reference-mark-start", "reference-mark-end"}
_DRAWN = {"frame", "custom-shape", "g", "rect", "line"}
_SIGNS = {"s": " ", "tab": " ", "line-break": "\n", "soft-page-break": ""}
_SILENT = {"tracked-changes", "sequence-decls", "forms", "variable-decls", "user-field-decls"}
_LOOKS = ("Unterstreichung", "Durchstreichung", "Hochstellung", "Tiefstellung")


class Odt:
    """Reads a document once. Afterwards `bausteine` is there."""

    def __init__(self, paket: Paket, verluste: Verluste) -> None:
        self._verluste = verluste
        root, styles = paket.xml("content.xml"), paket.xml("styles.xml")
        body = first(root, "body", "text")
        if root is None or body is None:
            raise Unlesbar(KAPUTT)
        self._stile = Stile(root, styles)
        self._count = self._noted = self._lists = 0
        self._inserted: str | None = None
        self._changes(body)
        self.bausteine = [one for part in body for one in self._block(part)]
        self._margins(styles)

    def _changes(self, body: Element) -> None:
        self._kinds: dict[str, str] = {}
        for region in (one for one in body.iter() if isinstance(one.tag, str) and name(one) == "changed-region"):
            kind = next((name(one) for one in region), "")
            self._kinds[attribute(region, "id")] = kind
            if kind == "deletion" and (text := _without_dates(region)):
                self._verluste.add(GELOESCHT, text=text)

    def _margins(self, styles: Element | None) -> None:
        seen: set[str] = set()
        for one in [] if styles is None else styles.iter():
            word = {"header": "Kopfzeile", "footer": "Fußzeile"}.get(name(one))
            text = inner(one) if word else ""
            if word and text and text not in seen:
                seen.add(text)
                self._verluste.add(word, "", text)

    def _block(self, one: Element, liste: Liste | None = None) -> Iterator[Baustein]:
        what = name(one)
        if what in {"p", "h"}:
            yield from self._paragraph(one, liste)
        elif what == "list":
            yield from self._list(one, liste)
        elif what == "table":
            yield from self._table(one)
        elif what in _TRANSPARENT:
            for part in one:
                yield from self._block(part, liste)
        elif what in _DRAWN:
            yield from self._drawn(one, "")
        else:
            self._other(one, what)

    def _other(self, one: Element, what: str) -> None:
        if what in _INDEX:
            self._verluste.add(VERZEICHNIS, text=inner(one))
        elif what in _MARKS:
            self._change(one, what, "")
        elif what not in _SILENT and (text := inner(one)):
            self._verluste.add("Unbekannter Inhalt", text=text)

    def _paragraph(self, one: Element, liste: Liste | None) -> Iterator[Baustein]:
        self._count += 1
        if self._count > MOST_BLOCKS:
            raise Unlesbar("Der Text hat mehr als 10.000 Absätze. Bitte teilen Sie ihn auf.")
        key = attribute(one, "style-name")
        level = attribute(one, "outline-level")
        absatz = Absatz(liste=liste)
        if name(one) == "h":
            absatz.rolle = Rolle("ueberschrift", min(whole(level, 1), 9))
            absatz.liste = None
        elif rolle := next((_ROLLEN[part] for part in self._stile.chain(key) if part in _ROLLEN), ""):
            absatz.rolle = Rolle(rolle)
        look = Stueck("", *self._stile.look(key)[:2]) if absatz.rolle.art == "text" else Stueck("")
        behind: list[Baustein] = []
        self._content(one, look, absatz, behind)
        if absatz.worte:
            self._verluste.stelle = absatz.worte
        yield absatz
        yield from behind

    def _content(self, element: Element, look: Stueck, absatz: Absatz, behind: list[Baustein]) -> None:
        self._say(_spaced(element.text), look, absatz)
        for one in element:
            self._inline(one, look, absatz, behind)
            self._say(_spaced(one.tail), look, absatz)

    def _say(self, text: str | None, look: Stueck, absatz: Absatz) -> None:
        if text:
            absatz.stuecke.append(replace(look, text=text))
            if self._inserted is not None:
                self._inserted += text

    def _inline(self, one: Element, look: Stueck, absatz: Absatz, behind: list[Baustein]) -> None:
        what = name(one)
        if what == "span":
            self._span(one, look, absatz, behind)
        elif what == "a":
            self._link(one, look, absatz, behind)
        elif what in _SIGNS:
            self._say(_SIGNS[what], look, absatz)
        elif what in _DRAWN:
            behind += self._drawn(one, words(absatz.stuecke))
        elif not self._aside(one, what, absatz):
            self._content(one, look, absatz, behind)

    def _link(self, one: Element, look: Stueck, absatz: Absatz, behind: list[Baustein]) -> None:
        ziel = attribute(one, "href")
        if ziel and not is_link(ziel):
            self._verluste.add(FREMDER_LINK, words(absatz.stuecke) or None, ziel)
        self._content(one, replace(look, ziel=ziel), absatz, behind)

    def _aside(self, one: Element, what: str, absatz: Absatz) -> bool:
        """Take what stands in a paragraph without being its text; False for what is."""
        before = words(absatz.stuecke)
        if what == "note":
            self._note(one, absatz)
        elif what in {"bookmark", "bookmark-start"}:
            absatz.marken.append(attribute(one, "name"))
        elif what in _MARKS:
            self._change(one, what, before)
        elif what in {"annotation", "annotation-end"}:
            if text := _without_dates(one):
                self._verluste.add("Kommentar", before or None, text)
        else:
            return False
        return True

    def _span(self, one: Element, look: Stueck, absatz: Absatz, behind: list[Baustein]) -> None:
        fett, kursiv, *lost = self._stile.look(attribute(one, "style-name"))
        text, before = inner(one), words(absatz.stuecke)
        for on, word in zip(lost, _LOOKS, strict=True):
            if on and text:
                self._verluste.count(f"Zeichenformat {word}", before, text)
        shifted = (
            nummern.shifted(text, "hoch" if lost[2] else "tief") if (lost[2] or lost[3]) and not len(one) else None
        )
        if shifted is not None:
            absatz.stuecke.append(Stueck(shifted, look.fett, look.kursiv, look.ziel))
            return
        self._content(one, Stueck("", look.fett or fett, look.kursiv or kursiv, look.ziel), absatz, behind)

    def _change(self, one: Element, what: str, before: str) -> None:
        if self._kinds.get(attribute(one, "change-id")) != "insertion":
            return
        if what == "change-start":
            self._inserted = ""
        elif what == "change-end":
            self._verluste.add(EINGEFUEGT, before or None, self._inserted or "")
            self._inserted = None

    def _note(self, one: Element, absatz: Absatz) -> None:
        self._noted += 1
        nr = str(self._noted)
        body = first(one, "note-body")
        absatz.noten.append(Note(nr, inner(body) if body is not None else ""))
        if attribute(one, "note-class") == "endnote":
            self._verluste.count("Endnote: daraus wurde eine Fußnote", words(absatz.stuecke))
        if absatz.rolle.art != "ueberschrift":
            absatz.stuecke.append(Stueck(nummern.raised(nr)))

    def _list(self, one: Element, outer: Liste | None) -> Iterator[Baustein]:
        self._lists += outer is None
        depth = outer.tiefe + 1 if outer else 0
        name_of = attribute(one, "style-name") or (outer.name.partition("/")[0] if outer else "")
        form, start = self._stile.numbered(name_of, depth + 1)
        number = start if form else None
        if form not in {"", "1"}:
            self._verluste.count("Nummerierung mit Buchstaben oder römischen Zahlen: sie zählt jetzt 1, 2, 3")
        for item in one:
            if number is not None:
                number = whole(attribute(item, "start-value"), number)
            for part in item:
                yield from self._block(part, Liste(min(depth, 8), number, f"{name_of}/{self._lists}"))
            if number is not None and any(name(part) == "p" for part in item):
                number += 1

    def _table(self, one: Element) -> Iterator[Baustein]:
        rows: list[list[Zelle]] = []
        heads = [row for part in one if name(part) == "table-header-rows" for row in part]
        for row in _rows(one):
            cells: list[Zelle] = []
            for cell in (part for part in row if name(part) == "table-cell"):
                inhalt = [block for part in cell for block in self._block(part)]
                span = min(whole(attribute(cell, "number-columns-spanned"), 1), MOST_COLUMNS)
                cells.append(Zelle(inhalt, span, whole(attribute(cell, "number-rows-spanned"), 1) > 1))
            rows.append(cells)
        yield from table(rows, self._verluste, head=bool(heads))

    def _drawn(self, one: Element, before: str) -> list[Baustein]:
        boxes = [box for box in one.iter() if name(box) == "text-box"]
        found: list[Baustein] = []
        for box in boxes:
            self._verluste.add("Textfeld: sein Text steht jetzt hinter dem Absatz", before or None, inner(box))
            found += [block for part in box for block in self._block(part)]
        if not boxes:
            about = " ".join(inner(part) for part in one if name(part) in {"desc", "title"})
            picture = any(name(part) == "image" for part in one)
            what = "Bild" if picture else "Zeichnung oder Diagramm"
            self._verluste.add(what, before or None, about if picture else inner(one))
        return found


def _spaced(text: str | None) -> str:
    return (text or "").replace("\n", " ").replace("\t", " ")


def _rows(table_of: Element) -> Iterator[Element]:
    for one in table_of:
        if name(one) == "table-row":
            yield one
        elif name(one) in {"table-header-rows", "table-rows", "table-row-group"}:
            yield from _rows(one)


def _without_dates(one: Element) -> str:
    """Return the words of a comment or a deletion, without who wrote it when."""
    return " ".join(filter(None, (inner(part) for part in one.iter() if name(part) in {"p", "h"})))
