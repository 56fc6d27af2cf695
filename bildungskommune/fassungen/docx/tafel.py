"""Tables: head rows that repeat, columns as wide as their text asks for."""

from dataclasses import dataclass
from math import sqrt
from xml.etree.ElementTree import Element

BREITE = 9638
"""Width of the text on A4 with margins of 2 cm, in twentieths of a point."""
_SCHMALSTE = 700


@dataclass(frozen=True)
class Zeile:
    zellen: list[Element]
    kopf: bool


def rows(tabelle: Element) -> list[Zeile]:
    """Return the rows that have cells; those of a thead are head rows. A column of ornaments alone is left out."""
    koepfe = {zeile for teil in tabelle.iter("thead") for zeile in teil.iter("tr")}
    alle = [
        Zeile([zelle for zelle in zeile if zelle.tag in {"td", "th"}], zeile in koepfe) for zeile in tabelle.iter("tr")
    ]
    zeilen = [zeile for zeile in alle if zeile.zellen]
    schmuck = _ornaments(zeilen)
    return [
        Zeile([zelle for nr, zelle in enumerate(zeile.zellen) if nr not in schmuck], zeile.kopf) for zeile in zeilen
    ]


def _ornaments(zeilen: list[Zeile]) -> set[int]:
    """Return the columns that below their head hold no text, but bars, or links for the numbers of pages."""
    koerper = [zeile.zellen for zeile in zeilen if not zeile.kopf]
    spalten = {
        nr: [zellen[nr] for zellen in koerper if nr < len(zellen)] for nr in range(1, max(map(len, koerper), default=0))
    }
    return {
        nr
        for nr, zellen in spalten.items()
        if any(zelle.find(f".//{schmuck}") is not None for zelle in zellen for schmuck in ("svg", "a"))
        and not any(map(_words, zellen))
    }


def xml(zeilen: list[Zeile], inhalte: list[list[str]]) -> str:
    """Return the table and a narrow paragraph behind it, without which two tables in a row become one."""
    breiten = widths(zeilen)
    spalten = "".join(f'<w:gridCol w:w="{breite}"/>' for breite in breiten)
    erste = int(zeilen[0].kopf)
    koerper = "".join(_row(zeile, inhalt, breiten) for zeile, inhalt in zip(zeilen, inhalte, strict=True))
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="Liniert"/><w:tblW w:w="5000" w:type="pct"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:firstRow="{erste}" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" '
        'w:noHBand="1" w:noVBand="1"/>'
        f"</w:tblPr><w:tblGrid>{spalten}</w:tblGrid>{koerper}</w:tbl>"
        '<w:p><w:pPr><w:pStyle w:val="Abstand"/></w:pPr></w:p>'
    )


def widths(zeilen: list[Zeile]) -> list[int]:
    """Return the widths of the columns: room for the longest word, and what is left by the root of the longest text."""
    anzahl = max(len(zeile.zellen) for zeile in zeilen)
    texte = [[_words(zeile.zellen[nr]) for zeile in zeilen if nr < len(zeile.zellen)] for nr in range(anzahl)]
    eng = [max([_SCHMALSTE, *(len(wort) * 125 + 250 for text in spalte for wort in text)]) for spalte in texte]
    eng = [min(breite, BREITE // anzahl) for breite in eng]
    gewicht = [sqrt(max(1, *(sum(map(len, text)) for text in spalte), 1)) for spalte in texte]
    rest = BREITE - sum(eng)
    return [breite + int(rest * teil / sum(gewicht)) for breite, teil in zip(eng, gewicht, strict=True)]


def _words(zelle: Element) -> list[str]:
    return "".join(zelle.itertext()).split()


def _row(zeile: Zeile, inhalte: list[str], breiten: list[int]) -> str:
    kopf = "<w:tblHeader/>" if zeile.kopf else ""
    zellen = ""
    for nr, inhalt in enumerate(inhalte):
        letzte = nr == len(inhalte) - 1
        breite = sum(breiten[nr:]) if letzte else breiten[nr]
        spanne = f'<w:gridSpan w:val="{len(breiten) - nr}"/>' if letzte and nr < len(breiten) - 1 else ""
        zellen += f'<w:tc><w:tcPr><w:tcW w:w="{breite}" w:type="dxa"/>{spanne}</w:tcPr>{inhalt}</w:tc>'
    return f"<w:tr><w:trPr><w:cantSplit/>{kopf}</w:trPr>{zellen}</w:tr>"
