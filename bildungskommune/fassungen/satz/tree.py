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

    def prune(self, ornament: set[tuple[bytes, int]]) -> list[pydyf.Dictionary]:
        """Drop ornament and the boxes left empty, and return what stays; only empty cells mean something.

        `ornament` names marked content by the reference of its page and its MCID.
        """
        found: list[pydyf.Dictionary] = []
        self._prune(self.document, ornament, found)
        return found

    def _prune(
        self, element: pydyf.Dictionary, ornament: set[tuple[bytes, int]], found: list[pydyf.Dictionary]
    ) -> bool:
        kept = []
        for kid in element["K"]:
            if isinstance(kid, int):
                if (element["Pg"], kid) in ornament:
                    continue
            elif (unten := self.get(kid)).get("Type") == "/StructElem" and not self._prune(unten, ornament, found):
                unten.clear()
                continue
            kept.append(kid)
        if element["S"] == "/Link" and all(self._is_annotation(kid) for kid in kept):
            for kid in kept:
                self._drop_annotation(self.get(kid))
            kept = []
        element["K"][:] = kept
        if kept or element["S"] in {"/TD", "/TH"}:
            found.append(element)
            return True
        return False

    def _is_annotation(self, kid: bytes | int) -> bool:
        return isinstance(kid, bytes) and self.get(kid).get("Type") == "/OBJR"

    def _drop_annotation(self, place: pydyf.Dictionary) -> None:
        """Take a link without words off its page: nobody could see or hear where to go."""
        annotation = self.get(place["Obj"])
        self.get(place["Pg"])["Annots"].remove(annotation.reference)
        owners = self.get(self.root["ParentTree"])["Nums"]
        key = owners[::2].index(annotation["StructParent"])
        del owners[2 * key : 2 * key + 2]
        annotation.clear()
        place.clear()
