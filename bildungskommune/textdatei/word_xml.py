"""Names of elements in a DOCX, short and the same for both editions of the standard."""

from collections.abc import Iterator

from bildungskommune.textdatei.paket import Element

_OOXML = "http://schemas.openxmlformats.org"
_STRICT = "http://purl.oclc.org/ooxml"
_PREFIXES = {
    f"{_OOXML}/wordprocessingml/2006/main": "w",
    f"{_STRICT}/wordprocessingml/main": "w",
    f"{_OOXML}/officeDocument/2006/math": "m",
    f"{_STRICT}/officeDocument/math": "m",
    f"{_OOXML}/drawingml/2006/main": "a",
    f"{_STRICT}/drawingml/main": "a",
    f"{_OOXML}/drawingml/2006/wordprocessingDrawing": "wp",
    f"{_STRICT}/drawingml/wordprocessingDrawing": "wp",
    f"{_OOXML}/markup-compatibility/2006": "mc",
    "urn:schemas-microsoft-com:vml": "v",
}
_SPOKEN = {"w:t", "w:delText", "m:t", "a:t"}


def name(element: Element) -> str:
    """Return "w:p" for a paragraph; what is not known has no prefix."""
    space, _, local = str(element.tag).rpartition("}")
    return f"{_PREFIXES.get(space[1:], '')}:{local}"


def child(element: Element | None, *path: str) -> Element | None:
    """Return the first element of this path below, None where there is none."""
    for step in path:
        if element is None:
            return None
        element = next((one for one in element if name(one) == step), None)
    return element


def value(element: Element | None, attribute: str = "val") -> str:
    """Return an attribute by its bare name, empty where there is none."""
    if element is None:
        return ""
    return next((text for key, text in element.attrib.items() if key.rpartition("}")[2] == attribute), "")


def is_on(element: Element | None) -> bool | None:
    """Return what a switch says, None where nobody touched it."""
    if element is None:
        return None
    return value(element) not in {"0", "false", "off", "none"}


def within(element: Element) -> Iterator[Element]:
    """Yield what is inside, without the copy for old programs that says the same once more."""
    for one in element:
        if name(one) != "mc:Fallback":
            yield one
            yield from within(one)


def spoken(element: Element) -> str:
    """Return all words inside, paragraphs apart."""
    found = ""
    for one in within(element):
        found += (one.text or "") if name(one) in _SPOKEN else " " if name(one) in {"w:p", "w:tab", "w:br"} else ""
    return " ".join(found.split())
