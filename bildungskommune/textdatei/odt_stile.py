"""Names and styles of an ODT."""

from collections.abc import Iterator

from bildungskommune.textdatei.paket import Element

_SPACE = " "


def name(element: Element) -> str:
    """Return the bare name of an element."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: Element | None, wanted: str) -> str:
    """Return an attribute by its bare name, empty where there is none."""
    if element is None:
        return ""
    return next((text for key, text in element.attrib.items() if key.rpartition("}")[2] == wanted), "")


def first(element: Element | None, *path: str) -> Element | None:
    """Return the first element of this path below, None where there is none."""
    for step in path:
        if element is None:
            return None
        element = next((one for one in element if name(one) == step), None)
    return element


def inner(element: Element) -> str:
    """Return all words inside, paragraphs apart."""
    return _SPACE.join(_SPACE.join(_texts(element)).split()) if name(element) != "span" else "".join(element.itertext())


def whole(text: str, otherwise: int) -> int:
    """Return a number of the file, within what a document can mean."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else otherwise


def _texts(element: Element) -> Iterator[str]:
    for one in element.iter():
        if name(one) in {"p", "h", "desc", "title"}:
            yield "".join(one.itertext())
    if name(element) not in {"p", "h", "desc", "title"} and not any(name(one) in {"p", "h"} for one in element.iter()):
        yield "".join(element.itertext())


class Stile:
    """The styles of both parts of the file."""

    def __init__(self, content: Element, styles: Element | None) -> None:
        roots = [one for one in (styles, content) if one is not None]
        self._stile = {attribute(s, "name"): s for root in roots for s in root.iter() if name(s) == "style"}
        self._listen = {attribute(s, "name"): s for root in roots for s in root.iter() if name(s) == "list-style"}

    def chain(self, key: str) -> Iterator[str]:
        """Yield the name of a style and of those it is based on."""
        seen: set[str] = set()
        while key and key not in seen:
            seen.add(key)
            yield key
            key = attribute(self._stile.get(key), "parent-style-name")

    def look(self, key: str) -> tuple[bool, bool, bool, bool, bool, bool]:
        """Return whether it is bold, italic, underlined, struck out, raised, lowered."""

        def said(wanted: str) -> str:
            found = (attribute(first(self._stile.get(one), "text-properties"), wanted) for one in self.chain(key))
            return next(filter(None, found), "")

        position = said("text-position")
        lowered = position.startswith(("sub", "-"))
        raised = not lowered and position.startswith(("super", *"123456789"))
        return (
            said("font-weight") in {"bold", "600", "700", "800", "900"},
            said("font-style") in {"italic", "oblique"},
            said("text-underline-style") not in {"", "none"},
            said("text-line-through-style") not in {"", "none"},
            raised,
            lowered,
        )

    def numbered(self, key: str, level: int) -> tuple[str, int]:
        """Return how a level of a list counts and from where: "" for bullets, "1", "a", "I"."""
        for one in self._listen.get(key, []):
            if attribute(one, "level") == str(level) and name(one) == "list-level-style-number":
                return attribute(one, "num-format"), whole(attribute(one, "start-value"), 1)
        return "", 1
