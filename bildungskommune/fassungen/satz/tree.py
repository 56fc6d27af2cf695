"""Read and change the structure tree of a PDF that WeasyPrint has not written yet."""

from collections.abc import Iterator

import pydyf


class Baum:
    """The structure tree: elements are `pydyf.Dictionary`, kids are references or MCIDs."""

    def __init__(self, pdf: pydyf.PDF) -> None:
        self._objects = pdf.objects
        self.root = self.get(pdf.catalog["StructTreeRoot"])
        self.document = self.get(self.root["K"][0])
        self.pages: list[bytes] = list(pdf.page_references)

    def get(self, reference: bytes) -> pydyf.Dictionary:
        return self._objects[int(reference.split()[0])]

    def kids(self, element: pydyf.Dictionary) -> list[pydyf.Dictionary]:
        """Return the structure elements below `element`, without annotations and text."""
        found = (self.get(kid) for kid in element["K"] if isinstance(kid, bytes))
        return [kid for kid in found if kid.get("Type") == "/StructElem"]

    def adopt(self, parent: pydyf.Dictionary, kid: pydyf.Dictionary) -> None:
        kid["P"] = parent.reference
        parent["K"].append(kid.reference)

    def prune(self) -> None:
        """Drop elements without content: empty boxes are ornament, only empty cells mean something."""
        self._prune(self.document)

    def _prune(self, element: pydyf.Dictionary) -> bool:
        kept = []
        for kid in element["K"]:
            if isinstance(kid, bytes):
                unten = self.get(kid)
                if unten.get("Type") == "/StructElem" and not self._prune(unten):
                    unten.clear()
                    continue
            kept.append(kid)
        element["K"][:] = kept
        return bool(kept) or element["S"] in {"/TD", "/TH"}

    def walk(self) -> Iterator[pydyf.Dictionary]:
        """Yield every element that hangs in the tree, parents first."""
        stapel = [self.document]
        while stapel:
            element = stapel.pop()
            yield element
            stapel.extend(reversed(self.kids(element)))

    def marked_content(self) -> set[tuple[bytes, int]]:
        """Return (page, MCID) of all text and pictures that hang in the tree."""
        return {(element["Pg"], kid) for element in self.walk() for kid in element["K"] if isinstance(kid, int)}
