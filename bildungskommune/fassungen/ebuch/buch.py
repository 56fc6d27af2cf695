"""Put an EPUB 3 together: chapters, list of contents, what it says of itself. The same input gives the same bytes."""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

from bildungskommune.fassungen.ebuch.kapitel import Inhalt, Kapitel, cut
from bildungskommune.fassungen.verzeichnis import Inhaltszeile
from bildungskommune.fassungen.zeichenvorrat import NOT_XML

STYLE = Path(__file__).with_name("buch.css")
MIMETYPE = "application/epub+zip"
CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
  <rootfiles><rootfile full-path="buch/inhalt.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
PAGE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="{lang}" xml:lang="{lang}">
<head><title>{titel}</title><link rel="stylesheet" type="text/css" href="buch.css"/></head>
<body>{inhalt}</body>
</html>
"""
# https://www.w3.org/TR/epub-a11y-11/: what somebody needs to know before opening the book.
ACCESS = (
    ("schema:accessMode", "textual"),
    ("schema:accessMode", "visual"),
    ("schema:accessModeSufficient", "textual"),
    ("schema:accessibilityFeature", "alternativeText"),
    ("schema:accessibilityFeature", "structuralNavigation"),
    ("schema:accessibilityFeature", "tableOfContents"),
    ("schema:accessibilityFeature", "readingOrder"),
    ("schema:accessibilityHazard", "none"),
    (
        "schema:accessibilitySummary",
        "Überschriften, Listen und Tabellen sind ausgezeichnet. Zu jeder Grafik steht derselbe Inhalt als Text.",
    ),
)


@dataclass(frozen=True)
class Angaben:
    """What the book says of itself."""

    titel: str
    kennung: str
    """The permanent address of what it holds."""
    sprache: str
    """As in BCP 47."""
    herausgeber: str
    beschreibung: str
    datum: date
    geaendert: datetime


class _Zeile(NamedTuple):
    ebene: int
    worte: str
    ziel: str


def make(html: str, angaben: Angaben, verzeichnis: Sequence[Inhaltszeile]) -> bytes:
    """Return the EPUB of a print. Raises ValueError when the HTML holds a picture that is not its own."""
    inhalt = cut(html)
    files: dict[str, bytes] = {"META-INF/container.xml": CONTAINER.encode()}
    files["buch/inhalt.opf"] = _package(inhalt, angaben).encode()
    files["buch/verzeichnis.xhtml"] = _contents(inhalt, angaben, verzeichnis).encode()
    files["buch/buch.css"] = STYLE.read_bytes()
    for kapitel in inhalt.kapitel:
        files[f"buch/{kapitel.name}"] = _chapter(kapitel, angaben).encode()
    for bild in inhalt.bilder:
        files[f"buch/{bild.name}"] = bild.inhalt
    return _packed(files)


def _packed(files: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        # First and not packed, so that a program knows the file by its first bytes.
        archive.writestr(zipfile.ZipInfo("mimetype"), MIMETYPE, zipfile.ZIP_STORED)
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _page(titel: str, inhalt: str, angaben: Angaben) -> str:
    return PAGE.format(lang=_said(angaben.sprache), titel=_said(titel), inhalt=inhalt)


def _said(text: str) -> str:
    return escape(NOT_XML.sub("", text), {'"': "&quot;"})


def _chapter(kapitel: Kapitel, angaben: Angaben) -> str:
    parts = "".join(ET.tostring(part, encoding="unicode") for part in kapitel.inhalt)
    return _page(kapitel.titel or angaben.titel, parts, angaben)


def _contents(inhalt: Inhalt, angaben: Angaben, verzeichnis: Sequence[Inhaltszeile]) -> str:
    lines = [
        _Zeile(row["ebene"], f"{row['nr']} {row['titel']}".strip(), f"{inhalt.anker[row['anker']]}#{row['anker']}")
        for row in verzeichnis
        if row["anker"] in inhalt.anker
    ]
    if not lines:
        lines = [_Zeile(1, kapitel.titel or angaben.titel, kapitel.name) for kapitel in inhalt.kapitel]
    first = inhalt.kapitel[0].name
    marks = (
        f'<nav epub:type="landmarks" hidden=""><h2>Wegmarken</h2><ol><li><a epub:type="bodymatter" href="{first}">'
        'Text</a></li><li><a epub:type="toc" href="verzeichnis.xhtml">Inhalt</a></li></ol></nav>'
    )
    lists = f'<nav epub:type="toc"><h1>Inhalt</h1>{_tree(lines)}</nav>'
    return _page("Inhalt", lists + marks, angaben)


def _tree(lines: Sequence[_Zeile]) -> str:
    """Return the lines as lists in each other: what is deeper than the first stands in the one before it."""
    groups: list[tuple[_Zeile, list[_Zeile]]] = []
    for line in lines:
        if not groups or line.ebene <= lines[0].ebene:
            groups.append((line, []))
        else:
            groups[-1][1].append(line)
    return "<ol>" + "".join(_item(line, _tree(below) if below else "") for line, below in groups) + "</ol>"


def _item(line: _Zeile, below: str) -> str:
    return f'<li><a href="{_said(line.ziel)}">{_said(line.worte)}</a>{below}</li>'


def _package(inhalt: Inhalt, angaben: Angaben) -> str:
    """Return what the book is and what is in it."""
    meta = [
        f'<dc:identifier id="kennung">{_said(angaben.kennung)}</dc:identifier>',
        f"<dc:title>{_said(angaben.titel)}</dc:title>",
        f"<dc:language>{_said(angaben.sprache)}</dc:language>",
        f"<dc:creator>{_said(angaben.herausgeber)}</dc:creator>",
        f"<dc:publisher>{_said(angaben.herausgeber)}</dc:publisher>",
        f"<dc:description>{_said(angaben.beschreibung)}</dc:description>",
        f"<dc:date>{angaben.datum.isoformat()}</dc:date>",
        f'<meta property="dcterms:modified">{angaben.geaendert.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}</meta>',
        *(f'<meta property="{name}">{_said(value)}</meta>' for name, value in ACCESS),
    ]
    items = [
        '<item id="verzeichnis" href="verzeichnis.xhtml" media-type="application/xhtml+xml" properties="nav"/>',
        '<item id="stil" href="buch.css" media-type="text/css"/>',
        *(_listed(kapitel) for kapitel in inhalt.kapitel),
        *(
            f'<item id="bild-{number}" href="{bild.name}" media-type="{bild.mime}"/>'
            for number, bild in enumerate(inhalt.bilder, start=1)
        ),
    ]
    order = [f'<itemref idref="{_key(kapitel)}"/>' for kapitel in inhalt.kapitel]
    order.insert(1, '<itemref idref="verzeichnis"/>')
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="kennung" '
        f'xml:lang="{_said(angaben.sprache)}">'
        f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">{"".join(meta)}</metadata>'
        f"<manifest>{''.join(items)}</manifest><spine>{''.join(order)}</spine></package>\n"
    )


def _key(kapitel: Kapitel) -> str:
    return kapitel.name.partition(".")[0]


def _listed(kapitel: Kapitel) -> str:
    drawn = ' properties="svg"' if kapitel.has_svg else ""
    return f'<item id="{_key(kapitel)}" href="{kapitel.name}" media-type="application/xhtml+xml"{drawn}/>'
