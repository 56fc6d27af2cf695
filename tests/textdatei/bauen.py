"""Write DOCX and ODT as office programs do, piece by piece."""

from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZipFile

from bildungskommune.textdatei import Datei, read

OOXML = "http://schemas.openxmlformats.org"
SPACES = " ".join(
    f'xmlns:{key}="{value}"'
    for key, value in {
        "w": f"{OOXML}/wordprocessingml/2006/main",
        "r": f"{OOXML}/officeDocument/2006/relationships",
        "m": f"{OOXML}/officeDocument/2006/math",
        "a": f"{OOXML}/drawingml/2006/main",
        "wp": f"{OOXML}/drawingml/2006/wordprocessingDrawing",
        "mc": f"{OOXML}/markup-compatibility/2006",
        "v": "urn:schemas-microsoft-com:vml",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    }.items()
)
ZAEHLT = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="4"/></w:numPr>'
STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Standard"><w:name w:val="Normal"/></w:style>'
    + "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/><w:basedOn w:val="Standard"/>{more}'
        "</w:style>"
        for key, name, more in [
            ("Titel", "Title", ""),
            ("Untertitel", "Subtitle", ""),
            ("Unterschrift", "Signature", ""),
            ("berschrift1", "heading 1", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr>'),
            ("berschrift2", "heading 2", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>'),
            ("berschrift3", "heading 3", '<w:pPr><w:outlineLvl w:val="2"/></w:pPr>'),
            ("Zaehlend", "Zählend 1", f'<w:pPr>{ZAEHLT.format(0)}<w:outlineLvl w:val="0"/></w:pPr>'),
            ("Zaehlend2", "Zählend 2", f'<w:pPr>{ZAEHLT.format(1)}<w:outlineLvl w:val="1"/></w:pPr>'),
            ("Verzeichnis1", "toc 1", ""),
            ("Fussnote", "Fußnote", ""),
            ("Aufzhlung", "List Bullet", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'),
        ]
    )
    + '<w:style w:type="character" w:styleId="Fett"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>'
)  # fmt: skip
FORMS = {"1": ("bullet", "•"), "2": ("decimal", "%1."), "3": ("lowerLetter", "%1)"), "4": ("decimal", "")}
NUMBERING = "".join(
    f'<w:abstractNum w:abstractNumId="{key}">'
    + "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{sign or ".".join(f"%{nr + 1}" for nr in range(level + 1))}"/></w:lvl>'
        for level in range(3)
    )
    + "</w:abstractNum>"
    for key, (form, sign) in FORMS.items()
) + "".join(f'<w:num w:numId="{key}"><w:abstractNumId w:val="{key}"/></w:num>' for key in FORMS)


def run(text: str, form: str = "") -> str:
    return f'<w:r><w:rPr>{form}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(*content: str, style: str = "", more: str = "") -> str:
    """Return a paragraph; what is no XML yet becomes a run."""
    inside = "".join(one if one.startswith("<") else run(one) for one in content)
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{styled}{more}</w:pPr>{inside}</w:p>"


def h(level: int, *content: str) -> str:
    return p(*content, style=f"berschrift{level}")


def li(num: int, text: str, level: int = 0) -> str:
    return p(text, more=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>')


def ins(text: str) -> str:
    return f'<w:ins w:id="1" w:author="Probe">{run(text)}</w:ins>'


def dele(text: str) -> str:
    return f'<w:del w:id="2" w:author="Probe"><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>'


def note(key: int, kind: str = "footnote") -> str:
    return f'<w:r><w:{kind}Reference w:id="{key}"/></w:r>'


def comment(key: int) -> str:
    return f'<w:commentRangeStart w:id="{key}"/><w:r><w:commentReference w:id="{key}"/></w:r>'


def picture(about: str) -> str:
    inside = f'<wp:docPr id="1" descr="{about}"/><a:blip r:embed="rId1"/>'
    return f"<w:r><w:drawing><wp:inline>{inside}</wp:inline></w:drawing></w:r>"


def box(*paragraphs: str) -> str:
    """Return a text box as Word writes it: once for itself, once more for old programs."""
    inside = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{inside}</wps:txbx></w:drawing>'
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{inside}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def tbl(*rows: str, head: bool = True) -> str:
    first = rows[0].replace("<w:tr>", "<w:tr><w:trPr><w:tblHeader/></w:trPr>", 1) if head else rows[0]
    return f"<w:tbl>{first}{''.join(rows[1:])}</w:tbl>"


def tr(*cells: str) -> str:
    return f"<w:tr>{''.join(one if one.startswith('<w:tc') else tc(p(one)) for one in cells)}</w:tr>"


def tc(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def field(command: str, *result: str) -> str:
    def char(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    told = f"<w:r><w:instrText>{escape(command)}</w:instrText></w:r>"
    return char("begin") + told + char("separate") + "".join(result) + char("end")


def docx(
    body: str, *, links: dict[str, str] | None = None, header: str = "", footer: str = "", **parts: dict[int, str]
) -> bytes:
    """Return a DOCX; `footnotes`, `endnotes` and `comments` are texts by their key."""
    kinds = {"styles": STYLES, "numbering": NUMBERING}
    for kind, texts in parts.items():
        one = kind.removesuffix("s")
        kinds[kind] = "".join(f'<w:{one} w:id="{key}">{p(text)}</w:{one}>' for key, text in texts.items())
    kinds |= {kind: p(text) for kind, text in (("header", header), ("footer", footer)) if text}
    roots = {"header": "hdr", "footer": "ftr"}
    rels = "".join(
        f'<Relationship Id="teil{kind}" Type="{OOXML}/officeDocument/2006/relationships/{kind}" Target="{kind}.xml"/>'
        for kind in kinds
    ) + "".join(
        f'<Relationship Id="{key}" Type="{OOXML}/officeDocument/2006/relationships/hyperlink" '
        f'Target="{escape(to)}" TargetMode="External"/>'
        for key, to in (links or {}).items()
    )
    files = {f"word/{kind}.xml": _part(roots.get(kind, kind), text) for kind, text in kinds.items()}
    files["word/document.xml"] = _part("document", f"<w:body>{body}<w:sectPr/></w:body>")
    files["word/_rels/document.xml.rels"] = _rels(rels)
    files["_rels/.rels"] = _rels(
        f'<Relationship Id="a" Type="{OOXML}/officeDocument/2006/relationships/officeDocument" '
        'Target="word/document.xml"/>'
    )
    return packed(files)


def _part(root: str, inside: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<w:{root} {SPACES}>{inside}</w:{root}>'


def _rels(inside: str) -> str:
    return f'<Relationships xmlns="{OOXML}/package/2006/relationships">{inside}</Relationships>'


def packed(files: dict[str, str]) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return target.getvalue()


def lies(content: bytes) -> Datei:
    return read(BytesIO(content), len(content))


def verluste(datei: Datei) -> list[tuple[str, str, str, int]]:
    return [(one.was, one.nach, one.text, one.anzahl) for one in datei.verluste]
