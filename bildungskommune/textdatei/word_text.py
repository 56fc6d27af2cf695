"""One paragraph of a DOCX: its runs, links, notes, changes, fields and what is drawn in it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from bildungskommune.textdatei import nummern
from bildungskommune.textdatei.bausteine import Absatz, Baustein, Liste
from bildungskommune.textdatei.markdown import Stueck, is_link, words
from bildungskommune.textdatei.modell import Note
from bildungskommune.textdatei.paket import Element
from bildungskommune.textdatei.verluste import Verluste
from bildungskommune.textdatei.word_stile import Nummern, Stile
from bildungskommune.textdatei.word_xml import child, is_on, name, spoken, value, within

VERZEICHNIS = re.compile(r"\s*(TOC|INDEX)\b")
EINGEFUEGT = "Nachverfolgte Änderung: der eingefügte Text wurde übernommen"
GELOESCHT = "Nachverfolgte Änderung: der gelöschte Text wurde nicht übernommen"
FREMDER_LINK = "Link, der nicht ins Netz führt"
_LINK = re.compile(r'\s*HYPERLINK\s+(?:"([^"]*)")?(?:\s*\\l\s+"([^"]*)")?')
_SIGNS = {"w:noBreakHyphen": "\u2011", "w:softHyphen": "\u00ad", "w:cr": "\n", "w:tab": " ", "w:ptab": " "}
_FORMS = (
    ("w:u", "Unterstreichung"),
    ("w:strike", "Durchstreichung"),
    ("w:dstrike", "Durchstreichung"),
    ("w:highlight", "Texthervorhebung"),
    ("w:caps", "Großbuchstaben als Zeichenformat"),
    ("w:smallCaps", "Kapitälchen"),
)
_SILENT = {"w:pPr", "w:rPr", "w:sdtPr", "w:smartTagPr", "w:customXmlPr", "mc:Fallback", "w:rubyPr"}
_SHIFTS = {"superscript": ("hoch", "Hochstellung"), "subscript": ("tief", "Tiefstellung")}


@dataclass
class Feld:
    """A field that is open: what it is told to do, and whether its result is being read."""

    befehl: str = ""
    ergebnis: bool = False

    @property
    def ziel(self) -> str:
        found = _LINK.match(self.befehl)
        return (found[1] or (f"#{found[2]}" if found[2] else "")) if found else ""


@dataclass
class Quelle:
    """What all paragraphs of a document share."""

    stile: Stile
    nummern: Nummern
    verluste: Verluste
    verweise: Mapping[str, tuple[str, str]]
    noten: Mapping[tuple[str, str], Element]
    """Kind (footnote, endnote) and key of each note."""
    kommentare: Mapping[str, Element]
    bloecke: Callable[[Element], list[Baustein]]
    """Reads the paragraphs and tables of a text box."""
    felder: list[Feld] = field(default_factory=list)
    verzeichnis: list[str] = field(default_factory=list)
    """Words of tables of contents, which are left out."""
    vor_verzeichnis: str = ""
    gezaehlt: int = 0

    def leave_out(self, text: str) -> None:
        """Keep the words of a table of contents for the list of losses."""
        if not self.verzeichnis:
            self.vor_verzeichnis = self.verluste.stelle
        self.verzeichnis.append(text)


class Absatzleser:
    """Reads one paragraph into `absatz`, and what is drawn in it into `danach`."""

    def __init__(self, quelle: Quelle) -> None:
        self._q = quelle
        self.absatz = Absatz()
        self.danach: list[Baustein] = []
        self._key = ""
        self._readers: dict[str, Callable[[Element, Stueck], None]] = {
            "w:r": self._run,
            "w:hyperlink": self._hyperlink,
            "w:ins": self._inserted,
            "w:moveTo": self._inserted,
            "w:bookmarkStart": self._bookmark,
            "m:oMath": self._formula,
            "m:oMathPara": self._formula,
            "w:fldSimple": self._simple_field,
            "w:drawing": self._drawn,
            "w:pict": self._drawn,
            "w:object": self._drawn,
            "w:footnoteReference": self._note,
            "w:endnoteReference": self._note,
            "w:commentReference": self._comment,
            "w:br": self._break,
            "w:sym": self._symbol,
            "w:fldChar": self._field,
            "w:instrText": self._instruction,
        }

    def read(self, element: Element) -> list[Baustein]:
        properties = child(element, "w:pPr")
        key = value(child(properties, "w:pStyle"))
        if self._q.stile.is_contents(key):
            self._q.leave_out(spoken(element))
            return []
        self.absatz.rolle, self._key = self._q.stile.role(key, properties), key
        self.absatz.rechts = value(child(properties, "w:jc")) in {"right", "end"}
        self._place(key, properties)
        self._content(element, Stueck(""))
        if self.absatz.worte:
            self._q.verluste.stelle = self.absatz.worte
        return [self.absatz, *self.danach]

    def _place(self, key: str, properties: Element | None) -> None:
        place = self._q.nummern.place(key, properties)
        if place is None:
            return
        number = self._q.nummern.next(*place)
        if self.absatz.rolle.art == "ueberschrift":
            self.absatz.nummer = number.gezeigt
        elif self.absatz.rolle.art == "text" and number.form != "none":
            self.absatz.liste = Liste(place[1], number.wert, place[0])
            if number.form not in {"decimal", "bullet"}:
                self._q.verluste.count("Nummerierung mit Buchstaben oder römischen Zahlen: sie zählt jetzt 1, 2, 3")

    def _content(self, element: Element, form: Stueck) -> None:
        for one in element:
            self._one(one, form)

    def _one(self, one: Element, form: Stueck) -> None:
        what = name(one)
        if what in _SILENT:
            return
        if reader := self._readers.get(what):
            reader(one, form)
        elif what in {"w:del", "w:moveFrom"}:
            self._changed(GELOESCHT, spoken(one))
        else:
            self._content(one, form)

    def _hyperlink(self, one: Element, form: Stueck) -> None:
        _, target = self._q.verweise.get(value(one, "id"), ("", ""))
        anchor = value(one, "anchor")
        ziel = target or (f"#{anchor}" if anchor else "")
        if ziel and not is_link(ziel):
            self._lost(FREMDER_LINK, ziel)
        self._content(one, replace(form, ziel=ziel))

    def _inserted(self, one: Element, form: Stueck) -> None:
        self._changed(EINGEFUEGT, spoken(one))
        self._content(one, form)

    def _bookmark(self, one: Element, form: Stueck) -> None:
        self.absatz.marken.append(value(one, "name"))

    def _formula(self, one: Element, form: Stueck) -> None:
        self._lost("Formel", spoken(one))

    def _simple_field(self, one: Element, form: Stueck) -> None:
        self._content(one, replace(form, ziel=Feld(value(one, "instr")).ziel or form.ziel))

    def _before(self) -> str:
        return words(self.absatz.stuecke)

    def _lost(self, what: str, text: str = "") -> None:
        self._q.verluste.add(what, self._before() or None, text)

    def _changed(self, what: str, text: str) -> None:
        if text:
            self._lost(what, text)

    def _run(self, run: Element, form: Stueck) -> None:
        properties = child(run, "w:rPr")
        switch = self._q.stile.switch
        if switch(properties, "w:vanish"):
            self._lost("Ausgeblendeter Text", spoken(run))
            return
        look = replace(form, fett=switch(properties, "w:b"), kursiv=switch(properties, "w:i"))
        marked = any(value(one, "customMarkFollows") in {"1", "true"} for one in run)
        for one in run:
            what = name(one)
            if what == "w:t":
                self._say("" if marked else one.text or "", properties, look)
            elif what in _SIGNS:
                self._sign(what, look)
            elif what not in {"w:rPr", "w:delText"}:
                self._one(one, look)

    def _say(self, text: str, properties: Element | None, look: Stueck) -> None:
        """Add the words of a run; inside a table of contents they are left out."""
        felder = self._q.felder
        if any(feld.ergebnis and VERZEICHNIS.match(feld.befehl) for feld in felder):
            self._q.leave_out(text)
            return
        ziel = next((feld.ziel for feld in reversed(felder) if feld.ergebnis and feld.ziel), look.ziel)
        if text.strip():
            text = self._formed(text, properties, ziel)
            large = self._q.stile.is_large(self._key, properties)
            self.absatz.auffaellig = large and (self.absatz.auffaellig or not self._before())
        self.absatz.stuecke.append(replace(look, text=text, ziel=ziel))

    def _formed(self, text: str, properties: Element | None, ziel: str) -> str:
        """Note the looks that are lost; raised and lowered digits become signs of their own."""
        for what, word in _FORMS:
            if is_on(child(properties, what)) and not (what == "w:u" and ziel):
                self._q.verluste.count(f"Zeichenformat {word}", self._before(), text)
        shift = _SHIFTS.get(value(child(properties, "w:vertAlign")))
        if shift is None:
            return text
        richtung, word = shift
        if (sign := nummern.shifted(text, richtung)) is not None:
            self._q.verluste.count(f"Zeichenformat {word}: Ziffern wurden eigene Zeichen", self._before(), text)
            return sign
        self._q.verluste.count(f"Zeichenformat {word}", self._before(), text)
        return text

    def _sign(self, what: str, look: Stueck) -> None:
        if what in {"w:tab", "w:ptab"} and self._before() and not nummern.begins(self._before()):
            self._q.verluste.count("Tabulator: daraus wurde ein Leerzeichen", self._before())
        self._say(_SIGNS[what], None, look)

    def _break(self, one: Element, look: Stueck) -> None:
        if value(one, "type") in {"page", "column"}:
            self._q.verluste.count("Seiten- oder Spaltenumbruch", self._before())
        else:
            self._say("\n", None, look)

    def _symbol(self, one: Element, look: Stueck) -> None:
        code = value(one, "char")
        sign = chr(int(code, 16)) if re.fullmatch(r"[0-9A-Fa-f]{2,4}", code) else ""
        self._lost(f"Sonderzeichen der Schrift {value(one, 'font')}: bitte prüfen", code)
        if sign and sign.isprintable():
            self._say(sign, None, look)

    def _instruction(self, one: Element, look: Stueck) -> None:
        felder = self._q.felder
        if felder and not felder[-1].ergebnis:
            felder[-1].befehl += one.text or ""

    def _field(self, one: Element, look: Stueck) -> None:
        felder, kind = self._q.felder, value(one, "fldCharType")
        if kind == "begin":
            felder.append(Feld())
        elif felder and kind == "separate":
            felder[-1].ergebnis = True
        elif felder and kind == "end":
            felder.pop()

    def _note(self, one: Element, look: Stueck) -> None:
        kind = name(one)[2:-9]
        element = self._q.noten.get((kind, value(one, "id")))
        if element is None:
            return
        self._q.gezaehlt += 1
        nr = str(self._q.gezaehlt)
        self.absatz.noten.append(Note(nr, self._note_text(element)))
        if kind == "endnote":
            self._q.verluste.count("Endnote: daraus wurde eine Fußnote", self._before())
        if self.absatz.rolle.art != "ueberschrift":
            self.absatz.stuecke.append(Stueck(nummern.raised(nr)))

    def _note_text(self, element: Element) -> str:
        found = []
        for paragraph in (one for one in within(element) if name(one) == "w:p"):
            leser = Absatzleser(self._q)
            leser.read(paragraph)
            for one in leser.absatz.stuecke:
                if (one.fett or one.kursiv) and one.text.strip():
                    self._q.verluste.count("Fett oder kursiv in einer Fußnote", leser.absatz.worte, one.text)
                away = f" ({one.ziel})" if one.ziel and one.ziel not in leser.absatz.worte else ""
                found.append(one.text + away)
            found.append(" ")
        return " ".join("".join(found).split())

    def _comment(self, one: Element, look: Stueck) -> None:
        element = self._q.kommentare.get(value(one, "id"))
        if element is not None:
            self._lost("Kommentar", spoken(element))

    def _drawn(self, one: Element, look: Stueck) -> None:
        """Take the text out of text boxes, and name pictures by what is said of them."""
        boxes = [box for box in within(one) if name(box) == "w:txbxContent"]
        for box in boxes:
            if text := spoken(box):
                self._lost("Textfeld: sein Text steht jetzt hinter dem Absatz", text)
            self.danach += self._q.bloecke(box)
        about = next((value(box, "descr") for box in within(one) if name(box) == "wp:docPr"), "")
        if any(name(box) in {"a:blip", "v:imagedata"} for box in within(one)):
            self._lost("Bild", about)
        elif name(one) == "w:object":
            self._lost("Eingebettetes Objekt", about)
        elif not boxes:
            self._lost("Zeichnung oder Diagramm", f"{about} {spoken(one)}".strip())
