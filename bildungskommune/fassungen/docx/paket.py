"""The file: parts of the package, the same bytes for the same content."""

import re
from collections.abc import Mapping
from io import BytesIO
from xml.etree.ElementTree import Element
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from bildungskommune.fassungen.docx import baum
from bildungskommune.fassungen.docx.absatz import attribut, text_xml
from bildungskommune.fassungen.docx.bild import Bild
from bildungskommune.fassungen.docx.stile import KOPF, NAMENSRAUM, numbering, styles
from bildungskommune.fassungen.docx.text import Text

_OOXML = "http://schemas.openxmlformats.org"
_ART = f"{_OOXML}/officeDocument/2006/relationships"
_WORT = "application/vnd.openxmlformats-officedocument.wordprocessingml"
MEDIA_TYPE = f"{_WORT}.document"
_VERWEISE = f'xmlns:r="{_ART}"'
_TAG = re.compile(r"\d{4}-\d\d-\d\d")
_TEILE = ("document.main", "styles", "numbering", "settings", "header", "footer")


def docx(html: str) -> bytes:
    """Return the print `html` as a DOCX: the same HTML, the same bytes.

    Nothing is fetched. What leads out of the file are links to http, https, mailto and tel; photos stand in it, other
    pictures are told by their text alternative.
    """
    wurzel = baum.read(html)
    koerper = wurzel.find(".//body")
    text = Text(koerper if koerper is not None else wurzel)
    rand = koerper if koerper is not None else Element("body")
    return _zip(
        {
            "[Content_Types].xml": _content_types(),
            "_rels/.rels": _relations(
                [
                    ("rId1", f"{_ART}/officeDocument", "word/document.xml"),
                    ("rId2", f"{_OOXML}/package/2006/relationships/metadata/core-properties", "docProps/core.xml"),
                ]
            ),
            "docProps/core.xml": _properties(wurzel),
            "word/document.xml": _document(text.xml),
            "word/_rels/document.xml.rels": _document_relations(text.links, text.bilder),
            "word/styles.xml": styles(),
            "word/numbering.xml": numbering(text.listen),
            "word/settings.xml": _settings(),
            "word/header.xml": _margin("hdr", "Header", text_xml(rand.get("data-kopf", ""))),
            "word/footer.xml": _margin("ftr", "Footer", text_xml(rand.get("data-fuss", "")), _page_number()),
            **{f"word/{bild.name}": bild.inhalt for bild in text.bilder},
        }
    )


def _zip(teile: Mapping[str, str | bytes]) -> bytes:
    datei = BytesIO()
    with ZipFile(datei, "w", ZIP_DEFLATED, compresslevel=9) as archiv:
        for name, inhalt in teile.items():
            eintrag = ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            eintrag.compress_type = ZIP_DEFLATED
            eintrag.create_system = 0
            archiv.writestr(eintrag, inhalt.encode() if isinstance(inhalt, str) else inhalt)
    return datei.getvalue()


def _content_types() -> str:
    teile = "".join(
        f'<Override PartName="/word/{art.split(".")[0]}.xml" ContentType="{_WORT}.{art}+xml"/>' for art in _TEILE
    )
    return (
        f'{KOPF}<Types xmlns="{_OOXML}/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="jpeg" ContentType="image/jpeg"/><Default Extension="png" ContentType="image/png"/>'
        '<Override PartName="/docProps/core.xml" '
        f'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>{teile}</Types>'
    )


def _relations(verweise: list[tuple[str, str, str]], links: str = "") -> str:
    alle = "".join(f'<Relationship Id="{key}" Type="{art}" Target="{ziel}"/>' for key, art, ziel in verweise)
    return f'{KOPF}<Relationships xmlns="{_OOXML}/package/2006/relationships">{alle}{links}</Relationships>'


def _document_relations(links: list[str], bilder: list[Bild]) -> str:
    teile = [(f"teil-{art}", f"{_ART}/{art}", f"{art}.xml") for art in _TEILE[1:]]
    teile += [(f"bild{bild.nummer}", f"{_ART}/image", bild.name) for bild in bilder]
    fremde = "".join(
        f'<Relationship Id="link{nr}" Type="{_ART}/hyperlink" Target={attribut(ziel)} TargetMode="External"/>'
        for nr, ziel in enumerate(links, 1)
    )
    return _relations(teile, fremde)


def _properties(wurzel: Element) -> str:
    titel = "".join(wurzel.findtext(".//head/title", ""))
    tag = _TAG.match(baum.meta(wurzel, "dcterms.created"))
    zeit = f'<dcterms:created xsi:type="dcterms:W3CDTF">{tag[0]}T00:00:00Z</dcterms:created>' if tag else ""
    return (
        f'{KOPF}<cp:coreProperties xmlns:cp="{_OOXML}/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{text_xml(titel.strip())}</dc:title>"
        f"<dc:creator>{text_xml(baum.meta(wurzel, 'author'))}</dc:creator>"
        f"<dc:description>{text_xml(baum.meta(wurzel, 'description'))}</dc:description>"
        f"<dc:language>de-DE</dc:language>{zeit}</cp:coreProperties>"
    )


def _document(inhalt: str) -> str:
    return (
        f"{KOPF}<w:document {NAMENSRAUM} {_VERWEISE}><w:body>{inhalt}"
        '<w:sectPr><w:headerReference w:type="default" r:id="teil-header"/>'
        '<w:footerReference w:type="default" r:id="teil-footer"/><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1418" w:right="1134" w:bottom="1418" w:left="1134" '
        'w:header="680" w:footer="680" w:gutter="0"/>'
        "</w:sectPr></w:body></w:document>"
    )


def _settings() -> str:
    return (
        f'{KOPF}<w:settings {NAMENSRAUM}><w:defaultTabStop w:val="708"/><w:compat><w:compatSetting '
        'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="de-DE"/></w:settings>'
    )


def _margin(art: str, stil: str, text: str, ende: str = "") -> str:
    return (
        f'{KOPF}<w:{art} {NAMENSRAUM}><w:p><w:pPr><w:pStyle w:val="{stil}"/></w:pPr>'
        f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>{ende}</w:p></w:{art}>'
    )


def _page_number() -> str:
    def feld(name: str) -> str:
        return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'

    def wort(text: str) -> str:
        return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'

    return f"<w:r><w:tab/></w:r>{wort('Seite ')}{feld('PAGE')}{wort(' von ')}{feld('NUMPAGES')}"
