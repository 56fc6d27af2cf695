"""Make one element again of a table, list or paragraph that broken pages tore apart.

WeasyPrint tags each page on its own. Only the boxes know that the last thing
of one page goes on at the top of the next, so boxes and elements are walked
side by side along each page break.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import pydyf
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from bildungskommune.fassungen.satz.tree import Baum

_Paar = tuple[boxes.Box, pydyf.Dictionary]


@dataclass(frozen=True)
class _Seite:
    """What stands at the top level of one page."""

    reste: list[_Paar]
    """Columns that began on a page before: WeasyPrint lays what is left of them beside the body."""
    text: list[_Paar]

    @property
    def alle(self) -> list[_Paar]:
        return self.reste + self.text


class Zusammenfuegen:
    def __init__(self, baum: Baum) -> None:
        self._baum = baum
        self._paare: list[tuple[pydyf.Dictionary, pydyf.Dictionary]] = []
        self._wiederholt: list[pydyf.Dictionary] = []

    def join(self, pages: Iterable[boxes.PageBox]) -> None:
        """Merge later fragments into the first; repeated table heads leave the tree."""
        for vorher, nachher in pairwise(self._top_level(pages)):
            for rest in nachher.reste:
                if (anfang := self._begun(vorher.alle, rest[0])) is not None:
                    self._descend(anfang, rest)
            self._find(vorher.text, nachher.text)
        self._merge()

    def _top_level(self, pages: Iterable[boxes.PageBox]) -> list["_Seite"]:
        elemente = iter(self._baum.kids(self._baum.document))
        return [
            _Seite(*([(box, next(elemente)) for box in part] for part in (_carried_over(page), _body_children(page))))
            for page in pages
        ]

    def _begun(self, paare: list[_Paar], rest: boxes.Box) -> _Paar | None:
        """Return where a column began whose rest stands at the top of the next page."""
        for box, element in paare:
            if _same(box, rest):
                return box, element
            if not _is_line_parent(box) and (found := self._begun(self._below(box, element), rest)) is not None:
                return found
        return None

    def _find(self, vorher: list[_Paar], nachher: list[_Paar]) -> None:
        letzter = _last(vorher)
        kopf = [paar for paar in nachher if _is_header(paar[0]) and _has(vorher, paar[0])]
        erster = next((p for p in nachher if p not in kopf and _in_flow(p[0])), None)
        if letzter is None or erster is None or not _same(letzter[0], erster[0]):
            return
        self._wiederholt += [element for _, element in kopf]
        self._descend(letzter, erster)

    def _descend(self, vorher: _Paar, nachher: _Paar) -> None:
        self._paare.append((vorher[1], nachher[1]))
        if _is_line_parent(vorher[0]) or _is_line_parent(nachher[0]):
            return
        oben, unten = self._below(*vorher), self._below(*nachher)
        if not isinstance(vorher[0], boxes.TableRowBox):
            self._find(oben, unten)
            return
        # A row too high for the page goes on in every cell, not only in the last.
        for zelle, fortsetzung in zip(oben, unten, strict=True):
            self._descend(zelle, fortsetzung)

    def _below(self, box: boxes.Box, element: pydyf.Dictionary) -> list[_Paar]:
        if _is_wrapped_item(box, element):
            (element,) = self._baum.kids(element)
        kinder = [kind for kind in _children(box) if not (element["S"] == "/LI" and kind.element_tag in {"ul", "ol"})]
        return list(zip(kinder, self._baum.kids(element), strict=False))

    def _merge(self) -> None:
        ziel: dict[int, pydyf.Dictionary] = {}
        weg = {nachher.number for _, nachher in self._paare}
        weg |= {element.number for element in self._wiederholt}
        for vorher, nachher in self._paare:
            erstes = ziel.get(vorher.number, vorher)
            ziel[nachher.number] = erstes
            self._move(nachher, erstes, weg)
        oben = self._baum.document["K"]
        oben[:] = [kid for kid in oben if int(kid.split()[0]) not in weg]

    def _move(self, von: pydyf.Dictionary, nach: pydyf.Dictionary, weg: set[int]) -> None:
        quelle, senke = von, nach
        if _holds_only_body(von, self._baum) and _holds_only_body(nach, self._baum):
            (quelle,), (senke,) = self._baum.kids(von), self._baum.kids(nach)
        for kid in self._baum.kids(quelle):
            if kid.number not in weg:
                self._baum.adopt(senke, kid)
        quelle["K"].clear()
        von["K"].clear()


def _body_children(page: boxes.PageBox) -> list[boxes.Box]:
    (body,) = (kind for kind in _root_children(page) if kind.element_tag == "body")
    return _children(body)


def _carried_over(page: boxes.PageBox) -> list[boxes.Box]:
    return [kind for kind in _root_children(page) if kind.element_tag != "body"]


def _root_children(page: boxes.PageBox) -> list[boxes.Box]:
    return _children(next(kind for kind in page.children if not isinstance(kind, boxes.MarginBox)))


def _children(box: boxes.Box) -> list[boxes.Box]:
    if box.is_table_wrapper:
        tabelle = box.get_wrapped_table()
        gruppen = [k.children if k is tabelle else [k] for k in box.children]
        return [kind for gruppe in gruppen for kind in gruppe]
    return [kind._box if isinstance(kind, AbsolutePlaceholder) else kind for kind in box.children]  # noqa: SLF001


def _last(paare: list[_Paar]) -> _Paar | None:
    return next((paar for paar in reversed(paare) if _in_flow(paar[0])), None)


def _in_flow(box: boxes.Box) -> bool:
    return bool(box.is_in_normal_flow())


def _is_header(box: boxes.Box) -> bool:
    return isinstance(box, boxes.TableRowGroupBox) and bool(box.is_header)


def _has(paare: list[_Paar], box: boxes.Box) -> bool:
    return any(_same(anderes, box) for anderes, _ in paare)


def _same(vorher: boxes.Box, nachher: boxes.Box) -> bool:
    """Whether both boxes stem from one element; anonymous boxes bear their parent's element."""
    return (
        vorher.element is not None
        and vorher.element is nachher.element
        and vorher.element_tag == nachher.element_tag
        and type(vorher) is type(nachher)
    )


def _is_line_parent(box: boxes.Box) -> bool:
    return not box.children or isinstance(box.children[-1], boxes.LineBox)


def _is_wrapped_item(box: boxes.Box, element: pydyf.Dictionary) -> bool:
    """Whether WeasyPrint put an LI of its own around the LBody of a list item without bullet."""
    ohne_punkt = "list-item" not in box.style["display"] or box.style["list_style_type"] == "none"
    return element["S"] == "/LI" and box.element_tag == "li" and ohne_punkt


def _holds_only_body(element: pydyf.Dictionary, baum: Baum) -> bool:
    return element.get("S") == "/LI" and [k["S"] for k in baum.kids(element)] == ["/LBody"]
