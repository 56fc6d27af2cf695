"""Check a finished PDF against the rules of PDF/A-3a and PDF/UA-1 that docs/pdf.md lists.

The reference validator is veraPDF; this check needs no Java and holds each print.
"""

from collections.abc import Callable, Sequence
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf

from bildungskommune.fassungen.satz.check_content import content_findings, font_findings
from bildungskommune.fassungen.satz.check_tree import Elemente, lost_tables, tree_findings
from bildungskommune.fassungen.satz.tables import tables_of

_VERBOTEN = ("/JavaScript", "/JS", "/OpenAction", "/AA", "/AcroForm", "/XFA", "/Perms")
_AKTIONEN = {"/URI", "/GoTo"}


def pruefen(pdf: bytes, html: str = "") -> list[str]:
    """Return German findings, an empty list for a file without fault.

    With the HTML that was printed, it says also which table did not come onto paper as a whole.
    """
    with Pdf.open(BytesIO(pdf)) as datei:
        if "/StructTreeRoot" not in datei.Root:
            return ["Das Dokument hat keine Struktur (Tags)."]
        elemente = Elemente(datei)
        funde = [fund for regel in _DATEI for fund in regel(datei)]
        funde += tree_findings(elemente)
        if html:
            funde += lost_tables(elemente, tables_of(html), [seite.obj.objgen for seite in datei.pages])
        funde += _outline(datei, elemente)
        funde += _annotations(datei, elemente)
        funde += font_findings(datei)
        funde += content_findings(datei, elemente)
        return list(dict.fromkeys(funde))


def _declared(datei: Pdf) -> list[str]:
    wurzel = datei.Root
    funde = []
    if not _is_set(wurzel.get("/MarkInfo", Dictionary()), "/Marked"):
        funde.append("Das Dokument ist nicht als getaggt ausgewiesen.")
    if not str(wurzel.get("/Lang", "")):
        funde.append("Die Sprache des Dokuments fehlt.")
    if not _is_set(wurzel.get("/ViewerPreferences", Dictionary()), "/DisplayDocTitle"):
        funde.append("Der Titel wird nicht in der Fensterleiste gezeigt.")
    if "/PageLabels" not in wurzel:
        funde.append("Die Seiten haben keine Bezeichnungen.")
    if "/ID" not in datei.trailer:
        funde.append("Die Kennung der Datei fehlt.")
    if datei.is_encrypted:
        funde.append("Das Dokument ist verschlüsselt.")
    return funde


def _metadata(datei: Pdf) -> list[str]:
    with datei.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as meta:
        werte = {
            "PDF/UA-1": str(meta.get("pdfuaid:part", "")) == "1",
            "PDF/A-3": str(meta.get("pdfaid:part", "")) == "3",
            "PDF/A Stufe A": str(meta.get("pdfaid:conformance", "")) == "A",
            "die Sprache": bool(meta.get("dc:language")),
        }
        titel = meta.get("dc:title", "")
    funde = [f"In den Metadaten fehlt: {was}." for was, da in werte.items() if not da]
    xmp = datei.Root.Metadata.read_bytes()
    if b"pdfaExtension:schemas" not in xmp or xmp.count(b"</rdf:RDF>") != 1:
        funde.append("Das Erweiterungsschema für PDF/UA fehlt in den Metadaten.")
    if not titel or titel != str(datei.docinfo.get("/Title", "")):
        funde.append("Der Titel fehlt oder stimmt in Info und XMP nicht überein.")
    return funde


def _is_set(objekt: Object, schluessel: str) -> bool:
    wert: object = objekt.get(schluessel)
    return wert is True


def _output_intent(datei: Pdf) -> list[str]:
    for absicht in datei.Root.get("/OutputIntents", []):
        if absicht.get("/S") == Name("/GTS_PDFA1") and "/DestOutputProfile" in absicht:
            return []
    return ["Das Farbprofil der Ausgabe fehlt."]


def _forbidden(datei: Pdf) -> list[str]:
    namen = datei.Root.get("/Names", Dictionary())
    funde = [
        f"Unerlaubter Eintrag {schluessel} im Dokument."
        for schluessel in _VERBOTEN
        if schluessel in datei.Root or schluessel in namen
    ]
    for objekt in datei.objects:
        funde += _forbidden_object(objekt)
    return funde


def _forbidden_object(objekt: Object) -> list[str]:
    if not isinstance(objekt, pikepdf.Stream | Dictionary):
        return []
    if isinstance(objekt, pikepdf.Stream) and "/F" in objekt:
        return ["Ein Inhalt liegt außerhalb der Datei."]
    if _is_set(objekt, "/Interpolate"):
        return ["Ein Bild trägt /Interpolate."]
    aktion = objekt.get("/S") if objekt.get("/Type") == Name("/Action") else None
    if aktion is not None and str(aktion) not in _AKTIONEN:
        return [f"Unerlaubte Aktion {aktion}."]
    return []


def _attachments(datei: Pdf) -> list[str]:
    verbunden = {eintrag.objgen for eintrag in datei.Root.get("/AF", [])}
    funde = []
    if len(verbunden) != len(datei.Root.get("/AF", [])):
        funde.append("Eine Anlage ist doppelt verbunden.")
    for name, anlage in datei.attachments.items():
        if anlage.obj.objgen not in verbunden:
            funde.append(f"Die Anlage {name} ist nicht mit dem Dokument verbunden.")
        if anlage.obj.get("/AFRelationship") is None or not str(anlage.obj.get("/Desc", "")):
            funde.append(f"Die Anlage {name} hat keine Beziehung oder Beschreibung.")
    return funde


def _outline(datei: Pdf, elemente: Elemente) -> list[str]:
    """The outline is the list of headings: as many, on the same pages, equally nested."""
    tiefen: list[int] = []
    with datei.open_outline() as gliederung:
        stapel = [(punkt, 1) for punkt in reversed(gliederung.root)]
        while stapel:
            punkt, tiefe = stapel.pop()
            tiefen.append(tiefe)
            stapel.extend((kind, tiefe + 1) for kind in reversed(punkt.children))
    if tiefen != elemente.heading_levels():
        return ["Die Lesezeichen stimmen nicht mit den Überschriften überein."]
    return []


def _annotations(datei: Pdf, elemente: Elemente) -> list[str]:
    in_link = elemente.linked_annotations()
    funde = []
    for nummer, seite in enumerate(datei.pages, 1):
        verweise: Sequence[Object] = list(seite.get("/Annots", Array()))
        if verweise and seite.get("/Tabs") != Name("/S"):
            funde.append(f"Seite {nummer}: Die Reihenfolge der Verweise folgt nicht der Struktur.")
        for verweis in verweise:
            if not str(verweis.get("/Contents", "")).strip():
                funde.append(f"Seite {nummer}: Ein Verweis hat keine Beschreibung.")
            if verweis.objgen not in in_link or "/StructParent" not in verweis:
                funde.append(f"Seite {nummer}: Ein Verweis liegt außerhalb der Struktur.")
    return funde


_DATEI: tuple[Callable[[Pdf], list[str]], ...] = (
    _declared,
    _metadata,
    _output_intent,
    _forbidden,
    _attachments,
)
