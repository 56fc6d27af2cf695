"""Styles and lists of the document. Colours come from the tokens of the portal."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bildungskommune.fassungen.docx.tafel import BREITE

NAMENSRAUM = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
KOPF = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TOKENS = Path(__file__).resolve().parents[3] / "static" / "css" / "tokens.css"
_ABSAETZE = (
    # key, name that word processors know, half points, space before and after, further settings
    ("Title", "Title", 56, 2400, 240, "b"),
    ("Heading1", "heading 1", 36, 480, 160, "b"),
    ("Heading2", "heading 2", 28, 360, 120, "b"),
    ("Heading3", "heading 3", 24, 280, 80, "b"),
    ("Heading4", "heading 4", 22, 240, 80, "b"),
    ("Heading5", "heading 5", 22, 240, 80, "b"),
    ("Subtitle", "Subtitle", 26, 0, 160, ""),
    ("Signature", "Signature", 19, 0, 100, ""),
    ("TOC1", "toc 1", 22, 60, 60, ""),
    ("TOC2", "toc 2", 22, 0, 40, "ein"),
    ("Quote", "Quote", 22, 120, 120, "ein kursiv"),
    ("Stichwort", "Stichwort", 22, 160, 40, "b"),
    ("Vorzeile", "Vorzeile", 19, 600, 0, ""),
    ("Klein", "Klein", 19, 0, 100, ""),
    ("Fussnote", "Fußnote", 19, 0, 60, ""),
    ("Tafel", "Tafel", 19, 40, 40, ""),
    ("Tafelkopf", "Tafelkopf", 19, 40, 40, "b"),
    ("Abstand", "Abstand", 8, 0, 100, ""),
    ("Header", "header", 17, 0, 0, ""),
    ("Footer", "footer", 17, 0, 0, "rechts"),
)


@cache
def colour(name: str) -> str:
    """Return a colour of the portal as word processors write it, six digits."""
    fund = re.search(rf"--{name}: #([0-9a-f]{{6}});", _TOKENS.read_text(encoding="utf-8"))
    assert fund, name
    return fund[1].upper()


@cache
def styles() -> str:
    absaetze = "".join(_paragraph_style(one) for one in _ABSAETZE)
    linie = f'w:val="single" w:sz="4" w:space="0" w:color="{colour("haarlinie")}"'
    return (
        f"{KOPF}<w:styles {NAMENSRAUM}><w:docDefaults><w:rPrDefault><w:rPr>"
        '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/>'
        f'<w:color w:val="{colour("tinte")}"/><w:sz w:val="22"/><w:szCs w:val="22"/>'
        '<w:lang w:val="de-DE" w:eastAsia="de-DE" w:bidi="de-DE"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:after="140" w:line="290" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
        '</w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        f'<w:qFormat/></w:style>{absaetze}<w:style w:type="character" w:styleId="Hyperlink">'
        f'<w:name w:val="Hyperlink"/><w:rPr><w:color w:val="{colour("gruen")}"/><w:u w:val="single"/></w:rPr></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="Liniert"><w:name w:val="Table Grid"/><w:tblPr><w:tblBorders>'
        f"<w:top {linie}/><w:bottom {linie}/><w:insideH {linie}/></w:tblBorders></w:tblPr></w:style></w:styles>"
    )


def _paragraph_style(stil: tuple[str, str, int, int, int, str]) -> str:
    key, name, size, before, after, form = stil
    ueberschrift = key.startswith("Heading")
    halt = "<w:keepNext/><w:keepLines/>" if ueberschrift or key in {"Stichwort", "Vorzeile"} else ""
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{BREITE}"/></w:tabs>' if "rechts" in form else ""
    einzug = '<w:ind w:left="400"/>' if "ein" in form else ""
    ebene = f'<w:outlineLvl w:val="{int(key[-1]) - 1}"/>' if ueberschrift else ""
    farbe = f'<w:color w:val="{colour("gruen")}"/>' if ueberschrift or key == "Title" else ""
    schnitt = ("<w:b/>" if "b" in form.split() else "") + ("<w:i/>" if "kursiv" in form else "")
    return (
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/><w:qFormat/>'
        f'<w:pPr>{halt}{tab}<w:spacing w:before="{before}" w:after="{after}"/>{einzug}{ebene}</w:pPr>'
        f'<w:rPr>{schnitt}{farbe}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
    )


@dataclass(frozen=True)
class Liste:
    """A list: whether it counts, how deep it stands, from 0, and with what it begins."""

    zaehlt: bool
    ebene: int = 0
    beginn: int = 1


def numbering(listen: Sequence[Liste]) -> str:
    """Return the forms of all lists; each counts for itself."""
    alle = "".join(
        f'<w:num w:numId="{nr}"><w:abstractNumId w:val="{2 if liste.zaehlt else 1}"/><w:lvlOverride '
        f'w:ilvl="{liste.ebene}"><w:startOverride w:val="{liste.beginn}"/></w:lvlOverride></w:num>'
        for nr, liste in enumerate(listen, 1)
    )
    return f"{KOPF}<w:numbering {NAMENSRAUM}>{_list(1, 'bullet')}{_list(2, 'decimal')}{alle}</w:numbering>"


def _list(key: int, form: str) -> str:
    ebenen = ""
    for ebene in range(9):
        zeichen = "•" if form == "bullet" else f"%{ebene + 1}."
        ebenen += (
            f'<w:lvl w:ilvl="{ebene}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{zeichen}"/>'
            f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{(ebene + 1) * 400}" w:hanging="400"/></w:pPr></w:lvl>'
        )
    return f'<w:abstractNum w:abstractNumId="{key}"><w:multiLevelType w:val="multilevel"/>{ebenen}</w:abstractNum>'
