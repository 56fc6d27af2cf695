"""Turn WeasyPrint's PDF/A-3a into a file that is PDF/UA-1 as well, before it is written.

Each function mends one defect that WeasyPrint 70 leaves; docs/pdf.md lists them.
"""

from collections.abc import Sequence
from itertools import islice

import pydyf
from weasyprint.document import Document
from weasyprint.formatting_structure import boxes

from bildungskommune.fassungen.satz import once, xmp
from bildungskommune.fassungen.satz.fragments import Zusammenfuegen
from bildungskommune.fassungen.satz.marks import Marks
from bildungskommune.fassungen.satz.parts import Anlage
from bildungskommune.fassungen.satz.tree import Baum

_PUNKT = 0.75
_TEXTE = {"/P", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6"}
_SCOPE = {"row": "/Row", "rowgroup": "/Row", "col": "/Column", "colgroup": "/Column"}


class Nachlauf:
    """The finisher for `write_pdf`."""

    def __init__(self, attachments: Sequence[Anlage]) -> None:
        self._typen = {anlage.name: anlage.mime for anlage in attachments}

    def __call__(self, document: Document, pdf: pydyf.PDF) -> None:
        baum = Baum(pdf)
        seiten = [page._page_box for page in document.pages]  # noqa: SLF001
        _scope_header_cells(seiten)
        _name_links(document)
        Zusammenfuegen(baum).join(seiten)
        marks = Marks(baum, pdf)
        marks.apply()
        marks.ornament |= _without_text(baum, pdf)
        elemente = baum.prune(marks.ornament)
        _flatten_anonymous(baum, elemente)
        _wrap_list_bodies(baum, pdf, elemente)
        _fix_figures(baum, pdf, elemente)
        _mark_artifacts(baum, pdf, elemente, marks.ornament)
        _label_pages(pdf)
        _complete_metadata(pdf, document.metadata.lang or "")
        self._relate_files(pdf)
        once.put_into_bytes(pdf)

    def _relate_files(self, pdf: pydyf.PDF) -> None:
        """Name each attached file once, in order, with the media type we were given."""
        if "AF" not in pdf.catalog:
            return
        dateien = {pdf.objects[int(ref.split()[0])].number: ref for ref in pdf.catalog["AF"]}
        pdf.catalog["AF"] = pydyf.Array(dateien.values())
        namen = []
        for nummer, ref in dateien.items():
            datei = pdf.objects[nummer]
            name = datei["UF"].string
            inhalt = pdf.objects[int(datei["EF"]["F"].split()[0])]
            inhalt.extra["Subtype"] = "/" + self._typen[name].replace("/", "#2f")
            namen.append((name, datei["UF"], ref))
        ziel = pdf.objects[int(pdf.catalog["Names"]["EmbeddedFiles"].split()[0])]
        ziel["Names"] = pydyf.Array(teil for _, *paar in sorted(namen) for teil in paar)


def _scope_header_cells(seiten: Sequence[boxes.PageBox]) -> None:
    """Give each TH its Scope; the ids WeasyPrint counts per page would not be unique."""
    for seite in seiten:
        for box in seite.descendants():
            element = getattr(box, "mark", None)
            if not isinstance(box, boxes.TableCellBox) or element is None:
                continue
            element.pop("ID", None)
            element["A"].pop("Headers", None)
            scope = box.element.get("scope", "")
            if element["S"] == "/TH" and scope in _SCOPE:
                element["A"]["Scope"] = _SCOPE[scope]


def _name_links(document: Document) -> None:
    """Describe each link in words; WeasyPrint writes the address or the anchor."""
    for page in document.pages:
        for art, ziel, _, box in page.links:
            if art not in {"internal", "external"} or box.link_annotation is None:
                continue
            text = " ".join("".join(box.element.itertext()).split())
            vorsatz = "Zum Abschnitt" if art == "internal" else "Zur Webseite"
            worte = box.element.get("aria-label") or f"{vorsatz}: {text or ziel}"
            box.link_annotation["Contents"] = pydyf.String(worte)


def _flatten_anonymous(baum: Baum, elemente: list[pydyf.Dictionary]) -> None:
    """Undo the heading in a heading: an anonymous block and what CSS adds bear the tag of the element around it."""
    for element in elemente:
        if element["S"] in _TEXTE | {"/Link"}:
            for kid in baum.kids(element):
                if kid["S"] == element["S"]:
                    kid["S"] = "/Span"


def _wrap_list_bodies(baum: Baum, pdf: pydyf.PDF, elemente: list[pydyf.Dictionary]) -> None:
    """Put what stands in a list item beside its bullet into an LBody."""
    for element in elemente:
        if element["S"] != "/LI":
            continue
        lose = [kid for kid in baum.kids(element) if kid["S"] not in {"/Lbl", "/LBody"}]
        if not lose:
            continue
        rumpf = pydyf.Dictionary({"Type": "/StructElem", "S": "/LBody", "K": pydyf.Array(), "P": element.reference})
        pdf.add_object(rumpf)
        weg = {kid.number for kid in lose}
        element["K"][:] = [kid.reference for kid in baum.kids(element) if kid.number not in weg]
        baum.adopt(element, rumpf)
        for kid in lose:
            baum.adopt(rumpf, kid)


def _fix_figures(baum: Baum, pdf: pydyf.PDF, elemente: list[pydyf.Dictionary]) -> None:
    """Turn the BBox of figures from CSS pixels into points from below."""
    hoehen = {ref: pdf.objects[int(ref.split()[0])]["MediaBox"][3] for ref in baum.pages}
    for element in elemente:
        if element["S"] == "/Figure":
            links, oben, rechts, unten = element["A"]["BBox"]
            hoehe = hoehen[element["Pg"]]
            ecken = (links, hoehe / _PUNKT - unten, rechts, hoehe / _PUNKT - oben)
            element["A"]["BBox"] = pydyf.Array(round(wert * _PUNKT, 3) for wert in ecken)


def _without_text(baum: Baum, pdf: pydyf.PDF) -> set[tuple[bytes, int]]:
    """Return the marks around no text: WeasyPrint marks what is left of a space at the end of a line."""
    found = set()
    for seite in baum.pages:
        stream = _stream_of(pdf, seite)
        for stelle, teil in enumerate(stream):
            if teil == "/Span" and not _has_text(stream, stelle):
                marke = stream[stelle + 1]
                assert isinstance(marke, pydyf.Dictionary)
                found.add((seite, marke["MCID"]))
    return found


def _has_text(stream: list[object], stelle: int) -> bool:
    tiefe = 0
    for teil in islice(stream, stelle + 1, None):
        befehl = teil[-3:] if isinstance(teil, bytes) else b""
        if befehl[-2:] in {b"TJ", b"Tj"}:
            return True
        tiefe += (befehl in {b"BDC", b"BMC"}) - (befehl == b"EMC")
        if befehl == b"EMC" and tiefe == 0:
            return False
    return False


def _stream_of(pdf: pydyf.PDF, seite: bytes) -> list[object]:
    inhalt = pdf.objects[int(seite.split()[0])]["Contents"]
    stream: list[object] = pdf.objects[int(inhalt.split()[0])].stream
    return stream


def _mark_artifacts(
    baum: Baum, pdf: pydyf.PDF, elemente: list[pydyf.Dictionary], ornament: set[tuple[bytes, int]]
) -> None:
    """Make an artifact of all marked content that hangs in no tree: heads, feet, repeated rows, ornament."""
    erreichbar = {(e["Pg"], kid) for e in elemente for kid in e["K"] if isinstance(kid, int)}
    zuordnung = baum.get(baum.root["ParentTree"])["Nums"]
    for index, seite in enumerate(baum.pages):
        eintraege = zuordnung[2 * index + 1]
        verwaist = {mcid for mcid in range(len(eintraege)) if (seite, mcid) not in erreichbar}
        for mcid in verwaist:
            eintraege[mcid] = "null"
        arten = {mcid: "/Layout" if (seite, mcid) in ornament else "/Pagination" for mcid in verwaist}
        _rewrite(_stream_of(pdf, seite), arten)
    baum.root["ParentTreeNextKey"] = zuordnung[-2] + 1


def _rewrite(stream: list[object], arten: dict[int, str]) -> None:
    """Turn marked content into artifacts of these types, by their MCID."""
    for stelle, teil in enumerate(stream if arten else ()):
        if isinstance(teil, pydyf.Dictionary) and teil.get("MCID") in arten:
            stream[stelle - 1] = "/Artifact"
            stream[stelle] = pydyf.Dictionary({"Type": arten[teil["MCID"]]})


def _label_pages(pdf: pydyf.PDF) -> None:
    """Number pages from 1, as the foot of each page does."""
    pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": pydyf.Array([0, pydyf.Dictionary({"S": "/D", "St": 1})])})


def _complete_metadata(pdf: pydyf.PDF, language: str) -> None:
    strom = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    (inhalt,) = strom.stream
    strom.stream = [xmp.complete(inhalt, language)]
