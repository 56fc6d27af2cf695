"""Read and change the structure tree of a PDF that WeasyPrint has not written yet."""

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

    def prune(self) -> list[pydyf.Dictionary]:
        """Drop empty boxes, which are ornament, and return what is left; only empty cells mean something."""
        found: list[pydyf.Dictionary] = []
        self._prune(self.document, found)
        return found

    def _prune(self, element: pydyf.Dictionary, found: list[pydyf.Dictionary]) -> bool:
        kept = []
        for kid in element["K"]:
            if isinstance(kid, bytes):
                unten = self.get(kid)
                if unten.get("Type") == "/StructElem" and not self._prune(unten, found):
                    unten.clear()
                    continue
            kept.append(kid)
        element["K"][:] = kept
        if kept or element["S"] in {"/TD", "/TH"}:
            found.append(element)
            return True
        return False
