"""Read the HTML of a print into a tree."""

from html.parser import HTMLParser
from xml.etree.ElementTree import Element, SubElement

_LEER = frozenset({"br", "col", "img", "link", "meta", "hr", "input", "wbr"})


def read(html: str) -> Element:
    """Return the root of the tree; what stands in no element is left out."""
    leser = _Leser()
    leser.feed(html)
    leser.close()
    return leser.wurzel


def classes(element: Element) -> frozenset[str]:
    return frozenset(element.get("class", "").split())


def meta(wurzel: Element, name: str) -> str:
    """Return what the head of the document says under `name`, or nothing."""
    return next((one.get("content", "") for one in wurzel.iter("meta") if one.get("name") == name), "")


class _Leser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.wurzel = Element("document")
        self._offen = [self.wurzel]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = SubElement(self._offen[-1], tag, {name: value or "" for name, value in attrs})
        if tag not in _LEER:
            self._offen.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        stellen = [stelle for stelle, element in enumerate(self._offen) if stelle and element.tag == tag]
        if stellen:
            del self._offen[stellen[-1] :]

    def handle_data(self, data: str) -> None:
        eltern = self._offen[-1]
        if len(eltern):
            eltern[-1].tail = (eltern[-1].tail or "") + data
        else:
            eltern.text = (eltern.text or "") + data
