"""One paragraph of a document: its text in runs, its links, its place in a list."""

import re
from dataclasses import dataclass, field, replace
from hashlib import sha256
from xml.sax.saxutils import escape, quoteattr

from bildungskommune.fassungen.zeichenvorrat import NOT_XML

_WEISSRAUM = re.compile("[ \t\n\r\f]+")
UMBRUCH = "\n"


def text_xml(text: str) -> str:
    """Return text as XML takes it; characters that XML forbids are left out."""
    return escape(NOT_XML.sub("", text))


def attribut(text: str) -> str:
    """Return text as the value of an attribute, with its quotation marks."""
    return quoteattr(NOT_XML.sub("", text))


def bookmark(kennung: str) -> str:
    """Return the name that a place has in the file: word processors take forty letters and no hyphen."""
    return f"stelle_{sha256(kennung.encode()).hexdigest()[:24]}"


@dataclass(frozen=True)
class Schrift:
    """How a run looks and where it leads: `r:id="…"` or `w:anchor="…"`."""

    fett: bool = False
    kursiv: bool = False
    verweis: str = ""


@dataclass
class Absatz:
    stil: str = ""
    liste: tuple[int, int] | None = None
    """Number of the list and level in it, from 0."""
    neue_seite: bool = False
    rechts: bool = False
    marken: list[tuple[int, str]] = field(default_factory=list)
    """Bookmarks: number and name."""
    teile: list[tuple[str, Schrift]] = field(default_factory=list)

    def add(self, text: str, schrift: Schrift) -> None:
        """Add text as a browser would show it: white space is one space, none at the beginning of a line."""
        text = _WEISSRAUM.sub(" ", text)
        if text.startswith(" ") and self._am_rand():
            text = text[1:]
        if text:
            self.teile.append((text, schrift))

    def break_line(self) -> None:
        if self.teile:
            self._strip()
            self.teile.append((UMBRUCH, Schrift()))

    def _am_rand(self) -> bool:
        return not self.teile or self.teile[-1][0].endswith((" ", UMBRUCH))

    def _strip(self) -> None:
        while self.teile and not (rest := self.teile[-1][0].rstrip(" \n")):
            self.teile.pop()
        if self.teile:
            self.teile[-1] = (rest, self.teile[-1][1])

    @property
    def text(self) -> str:
        return "".join(text for text, _ in self.teile)

    def xml(self) -> str:
        self._strip()
        anfang = "".join(f'<w:bookmarkStart w:id="{nr}" w:name={attribut(name)}/>' for nr, name in self.marken)
        ende = "".join(f'<w:bookmarkEnd w:id="{nr}"/>' for nr, _ in self.marken)
        return f"<w:p>{self._eigenschaften()}{anfang}{self._inhalt()}{ende}</w:p>"

    def _eigenschaften(self) -> str:
        teile = [f'<w:pStyle w:val="{self.stil}"/>' if self.stil else ""]
        teile.append("<w:pageBreakBefore/>" if self.neue_seite else "")
        if self.liste:
            nummer, ebene = self.liste
            teile.append(f'<w:numPr><w:ilvl w:val="{ebene}"/><w:numId w:val="{nummer}"/></w:numPr>')
        teile.append('<w:jc w:val="right"/>' if self.rechts else "")
        alle = "".join(teile)
        return f"<w:pPr>{alle}</w:pPr>" if alle else ""

    def _inhalt(self) -> str:
        xml, offen = "", ""
        for text, schrift in self.teile:
            if schrift.verweis != offen:
                xml += "</w:hyperlink>" if offen else ""
                xml += f"<w:hyperlink {schrift.verweis}>" if schrift.verweis else ""
                offen = schrift.verweis
            xml += _run(text, schrift)
        return xml + ("</w:hyperlink>" if offen else "")


def _run(text: str, schrift: Schrift) -> str:
    if text == UMBRUCH:
        return "<w:r><w:br/></w:r>"
    form = '<w:rStyle w:val="Hyperlink"/>' if schrift.verweis else ""
    form += "<w:b/>" if schrift.fett else ""
    form += "<w:i/>" if schrift.kursiv else ""
    form = f"<w:rPr>{form}</w:rPr>" if form else ""
    return f'<w:r>{form}<w:t xml:space="preserve">{text_xml(text)}</w:t></w:r>'


def bold(schrift: Schrift) -> Schrift:
    return replace(schrift, fett=True)


def italic(schrift: Schrift) -> Schrift:
    return replace(schrift, kursiv=True)
