"""Let the HTML of a print say what WeasyPrint cannot know of its tags.

`data-tag="Note"` names the tag of an element, `data-tag="none"` lets its kids stand in its place, `aria-hidden="true"`
makes it an ornament that nobody reads aloud. `data-ebene` says how deep an entry of the contents stands. A link that
goes on in the next line is one link.
"""

import inspect
from collections.abc import Iterable, Iterator
from itertools import chain, pairwise
from typing import Any
from xml.etree.ElementTree import Element

import pydyf
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.pdf import tags

from bildungskommune.fassungen.satz.tree import Baum

TAG, LEVEL, HIDDEN, NONE = "data-tag", "data-ebene", "aria-hidden", "none"
_ARGUMENTS = ["box", "parent", "pdf", "page_number", "nums", "annotations", "tags"]


def install() -> None:
    """Make the PDF remember from which HTML element each element of its tree stems, where that says something."""
    build = tags._build_box_tree  # noqa: SLF001
    if hasattr(build, "remembers"):
        return
    if list(inspect.signature(build).parameters) != _ARGUMENTS:
        raise AssertionError("WeasyPrint builds the structure tree another way than version 70")

    def build_and_remember(
        box: boxes.Box, parent: pydyf.Dictionary, pdf: pydyf.PDF, page_number: int, *rest: Any
    ) -> Iterator[Any]:
        if isinstance(box, AbsolutePlaceholder):
            box = box._box  # noqa: SLF001
        if box.link_annotation is not None and box.link is None:
            _drop_inherited_link(box, pdf, page_number)
        for element in build(box, parent, pdf, page_number, *rest):
            if _says_something(box):
                _origins(pdf)[element.number] = box.element
            yield element

    build_and_remember.remembers = True  # type: ignore[attr-defined]
    tags._build_box_tree = build_and_remember  # noqa: SLF001


def _drop_inherited_link(box: boxes.Box, pdf: pydyf.PDF, page_number: int) -> None:
    """Take away the second link that WeasyPrint lays over the bold word within a link."""
    page = pdf.objects[int(pdf.page_references[page_number].split()[0])]
    page["Annots"].remove(box.link_annotation.reference)
    box.link_annotation.clear()
    box.link_annotation = None


def _says_something(box: boxes.Box) -> bool:
    if box.element is None or "::" in (box.element_tag or ""):
        return False
    return box.element_tag == "a" or box.element.get(TAG) is not None or box.element.get(HIDDEN) == "true"


def _origins(pdf: pydyf.PDF) -> dict[int, Element]:
    origins: dict[int, Element] = pdf.__dict__.setdefault("_origins", {})
    return origins


class Marks:
    """Brings what the HTML says into the tree; `ornament` is the marked content that nobody reads aloud."""

    def __init__(self, baum: Baum, pdf: pydyf.PDF) -> None:
        self._baum, self._pdf, self._origins = baum, pdf, _origins(pdf)
        self._notes: dict[str, pydyf.Dictionary] = {}
        self.ornament: set[tuple[bytes, int]] = set()

    def apply(self) -> None:
        self._below(self._baum.document, None)
        if self._notes:
            # ISO 32000-1, 14.7.2: who has an ID is found by it.
            pairs = ((pydyf.String(name), self._notes[name].reference) for name in sorted(self._notes))
            self._baum.root["IDTree"] = pydyf.Dictionary({"Names": pydyf.Array(chain.from_iterable(pairs))})

    def _below(self, element: pydyf.Dictionary, origin: Element | None) -> None:
        for kid in self._baum.kids(element):
            html = self._origins.get(kid.number)
            if html is not None and html.get(HIDDEN) == "true":
                self._hide(kid)
                _replace(element, kid, [])
                continue
            self._below(kid, html)
            if html is not None and (tag := html.get(TAG)):
                # A block without a name bears the element around it.
                self._tag(element, kid, "NonStruct" if html is origin else tag, html)
        self._join_links(element)

    def _join_links(self, parent: pydyf.Dictionary) -> None:
        """Make one link of what goes on in the next line of a page."""
        for before, link in pairwise(self._baum.kids(parent)):
            html = self._origins.get(link.number)
            if html is None or html is not self._origins.get(before.number) or not before["S"] == link["S"] == "/Link":
                continue
            if before["Pg"] == link["Pg"]:
                # Into the later one, so that a third line finds both.
                self._put_before(before, link)
                _replace(parent, before, [])
                before.clear()

    def _put_before(self, first: pydyf.Dictionary, link: pydyf.Dictionary) -> None:
        owners = self._baum.get(self._baum.root["ParentTree"])["Nums"]
        page = self._baum.pages.index(link["Pg"])
        for kid in first["K"]:
            if isinstance(kid, int):
                owners[2 * page + 1][kid] = link.reference
            elif (below := self._baum.get(kid)).get("Type") == "/OBJR":
                owners[2 * self._baum.get(below["Obj"])["StructParent"] + 1] = link.reference
            else:
                below["P"] = link.reference
        link["K"][:0] = first["K"]

    def _hide(self, element: pydyf.Dictionary) -> None:
        self.ornament |= {(element["Pg"], kid) for kid in element["K"] if isinstance(kid, int)}
        for kid in self._baum.kids(element):
            self._hide(kid)
        element.clear()

    def _tag(self, parent: pydyf.Dictionary, element: pydyf.Dictionary, tag: str, html: Element) -> None:
        if tag == NONE:
            for kid in self._baum.kids(element):
                kid["P"] = parent.reference
            _replace(parent, element, element["K"])
            element.clear()
            return
        element["S"] = f"/{tag}"
        element.pop("A", None)
        if tag == "TOC":
            self._nest(element)
        elif tag == "Note":
            name = html.get("id") or f"note-{len(self._notes) + 1}"
            element["ID"] = pydyf.String(name)
            self._notes[name] = element

    def _nest(self, contents: pydyf.Dictionary) -> None:
        """Put each entry of the contents below the last one that stands higher; lists that stay empty are pruned."""
        entries = self._baum.kids(contents)
        contents["K"].clear()
        above: list[tuple[int, pydyf.Dictionary]] = []
        for entry in entries:
            level = int(self._origins[entry.number].get(LEVEL, "1"))
            while above and above[-1][0] >= level:
                above.pop()
            self._baum.adopt(above[-1][1] if above else contents, entry)
            above.append((level, self._list_below(entry)))

    def _list_below(self, entry: pydyf.Dictionary) -> pydyf.Dictionary:
        below = pydyf.Dictionary({"Type": "/StructElem", "S": "/TOC", "K": pydyf.Array()})
        self._pdf.add_object(below)
        self._baum.adopt(entry, below)
        return below


def _replace(parent: pydyf.Dictionary, kid: pydyf.Dictionary, by: Iterable[object]) -> None:
    place = parent["K"].index(kid.reference)
    parent["K"][place : place + 1] = by
