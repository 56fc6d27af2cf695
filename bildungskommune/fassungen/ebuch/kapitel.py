"""Cut the HTML of a print into chapters of XHTML that stand by themselves: nothing of paper, nothing from elsewhere."""

import base64
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

import tinyhtml5  # type: ignore[import-untyped]

from bildungskommune.fassungen.zeichenvorrat import NOT_XML

SVG = "http://www.w3.org/2000/svg"

Element = ET.Element
OF_PAPER = frozenset(
    {"titel__qr", "titel__faden", "titel__stufen", "knoten", "feld__rand", "feld__faden", "ende", "lesehilfe"}
)
"""Classes of what only paper needs: codes to scan, nodes of the drawn thread, what ends a float."""
CONTENTS = "verzeichnis"
IMAGE = re.compile(r"data:(image/(?:png|jpeg));base64,(.*)", re.DOTALL)
ENDINGS = {"image/png": "png", "image/jpeg": "jpg"}


@dataclass
class Kapitel:
    """One file of the book."""

    name: str
    titel: str
    inhalt: list[Element] = field(default_factory=list)

    @property
    def has_svg(self) -> bool:
        return any(one.tag == "svg" for part in self.inhalt for one in part.iter())


@dataclass(frozen=True)
class Bild:
    name: str
    mime: str
    inhalt: bytes


@dataclass(frozen=True)
class Inhalt:
    """The chapters in their order, the pictures, and in which chapter each anchor stands."""

    kapitel: list[Kapitel]
    bilder: list[Bild]
    anker: dict[str, str]


def cut(html: str) -> Inhalt:
    """Return the chapters of a print; each begins with a heading of the first or second level."""
    root = tinyhtml5.parse(NOT_XML.sub("", html))
    _name_plainly(root)
    body = root.find("body")
    assert body is not None  # the parser makes one
    _drop_paper(body)
    chapters: list[Kapitel] = []
    for part in body:
        titel = _heading(part)
        if titel or not chapters:
            chapters.append(Kapitel(f"teil-{len(chapters) + 1}.xhtml", titel))
        chapters[-1].inhalt.append(part)
    anchors = {one.get("id", ""): chapter.name for chapter, one in _all(chapters) if one.get("id")}
    pictures: dict[str, Bild] = {}
    for _, one in _all(chapters):
        _clean(one, anchors, pictures)
    return Inhalt(chapters, list(pictures.values()), anchors)


def _all(chapters: list[Kapitel]) -> Iterator[tuple[Kapitel, Element]]:
    for chapter in chapters:
        for part in chapter.inhalt:
            for one in part.iter():
                yield chapter, one


def _name_plainly(root: Element) -> None:
    """Take the namespaces off the names, as a book writes them: HTML is the default, a drawing says that it is SVG."""
    for one in root.iter():
        if _is_comment(one):
            continue
        one.tag = one.tag.rpartition("}")[2]
        said = {name.rpartition("}")[2]: value for name, value in one.attrib.items() if not name.startswith("data-")}
        one.attrib.clear()
        one.attrib.update(said | ({"xmlns": SVG} if one.tag == "svg" else {}))


def _drop_paper(parent: Element) -> None:
    last: Element | None = None
    for child in list(parent):
        if _is_comment(child) or _is_of_paper(child):
            _remove(parent, child, last)
            continue
        _drop_paper(child)
        last = child


def _is_comment(one: Element) -> bool:
    return callable(one.tag)


def _is_of_paper(one: Element) -> bool:
    if OF_PAPER & set((one.get("class") or "").split()):
        return True
    # The list of contents names pages; a book has its own.
    return any(CONTENTS in (part.get("class") or "").split() for part in one)


def _remove(parent: Element, child: Element, before: Element | None) -> None:
    """Take a child out and keep the text behind it."""
    tail = child.tail or ""
    parent.remove(child)
    if before is None:
        parent.text = (parent.text or "") + tail
    else:
        before.tail = (before.tail or "") + tail


def _heading(part: Element) -> str:
    for one in part.iter():
        if one.tag in {"h1", "h2"}:
            return " ".join("".join(one.itertext()).split())
    return ""


def _clean(one: Element, anchors: dict[str, str], pictures: dict[str, Bild]) -> None:
    link = one.get("href")
    if link and link.startswith("#"):
        where = anchors.get(link[1:])
        one.set("href", f"{where}{link}" if where else "#")
        if not where:
            del one.attrib["href"]
    if one.tag == "img":
        _file_of(one, pictures)


def _file_of(img: Element, pictures: dict[str, Bild]) -> None:
    """Let a picture be a file of the book. Raises ValueError for one from elsewhere."""
    source = img.get("src", "")
    found = IMAGE.fullmatch(source)
    if found is None:
        raise ValueError(f"kein eigenes Bild: {source[:60]}")
    if source not in pictures:
        mime = found[1]
        name = f"bilder/bild-{len(pictures) + 1}.{ENDINGS[mime]}"
        pictures[source] = Bild(name, mime, base64.b64decode(found[2]))
    img.set("src", pictures[source].name)
