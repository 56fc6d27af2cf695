"""A text of LibreOffice goes in as one of Word does."""

from bildungskommune.textdatei import Note, Teil
from tests.textdatei.bauen import lies, packed, verluste

OASIS = "urn:oasis:names:tc:opendocument:xmlns"
SPACES = " ".join(
    [
        *(f'xmlns:{key}="{OASIS}:{key}:1.0"' for key in ("office", "style", "text", "table")),
        f'xmlns:draw="{OASIS}:drawing:1.0" xmlns:fo="{OASIS}:xsl-fo-compatible:1.0"',
        f'xmlns:svg="{OASIS}:svg-compatible:1.0"',
        'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"',
    ]
)
AUTOMATIC = (
    '<style:style style:name="T1"><style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="T2"><style:text-properties fo:font-style="italic"/></style:style>'
    '<style:style style:name="T3"><style:text-properties style:text-underline-style="solid"/></style:style>'
    '<style:style style:name="T4"><style:text-properties style:text-position="super 58%"/></style:style>'
    '<style:style style:name="P1" style:parent-style-name="Title"/>'
    '<text:list-style style:name="L1"><text:list-level-style-bullet text:level="1"/>'
    '<text:list-level-style-number text:level="2" style:num-format="a"/></text:list-style>'
    '<text:list-style style:name="L2"><text:list-level-style-number text:level="1" style:num-format="1"/>'
    "</text:list-style>"
)
TEXT = """
<text:tracked-changes><text:changed-region text:id="c1"><text:deletion><office:change-info><dc:date>2027</dc:date>
</office:change-info><text:p>gestrichen</text:p></text:deletion></text:changed-region>
<text:changed-region text:id="c2"><text:insertion/></text:changed-region></text:tracked-changes>
<text:table-of-content><text:index-body><text:p>Wege 1</text:p></text:index-body></text:table-of-content>
<text:p text:style-name="P1">Leitbild</text:p><text:p text:style-name="Subtitle">für alle</text:p>
<text:h text:outline-level="1"><text:bookmark text:name="stelle"/>1.2 Wege</text:h>
<text:p>Wir <text:span text:style-name="T1">lernen</text:span><text:s/>und
<text:span text:style-name="T2">lehren</text:span><text:line-break/>auf 5 m<text:span text:style-name="T4">2</text:span>
<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>
<text:p>Quelle *</text:p>
</text:note-body></text:note>, <text:a xlink:href="https://x.example/">hier</text:a> und
<text:a xlink:href="file:///x">dort</text:a>.<text:change text:change-id="c1"/></text:p>
<text:list text:style-name="L1"><text:list-item><text:p>a</text:p><text:list><text:list-item><text:p>b</text:p>
</text:list-item></text:list></text:list-item><text:list-item><text:p>c</text:p></text:list-item></text:list>
<text:list text:style-name="L2"><text:list-item text:start-value="4"><text:p>vier</text:p></text:list-item>
<text:list-item><text:p>fünf</text:p></text:list-item></text:list>
<text:p><text:change-start text:change-id="c2"/>neu<text:change-end text:change-id="c2"/>
<office:annotation><dc:creator>Jana</dc:creator><text:p>prüfen</text:p></office:annotation>
<text:span text:style-name="T3">unten</text:span></text:p>
<table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>Jahr</text:p></table:table-cell>
<table:table-cell><text:p>Ziel</text:p></table:table-cell></table:table-row></table:table-header-rows>
<table:table-row><table:table-cell table:number-columns-spanned="2"><text:p>beide</text:p></table:table-cell>
<table:covered-table-cell/></table:table-row></table:table>
<text:p>Bild<draw:frame><draw:image/><svg:desc>Karte</svg:desc></draw:frame></text:p>
<text:p>Kasten<draw:frame><draw:text-box><text:p>darin</text:p></draw:text-box></draw:frame></text:p>
<text:p>Kreis<draw:custom-shape><text:p>im Kreis</text:p></draw:custom-shape></text:p>
<text:section><text:h text:outline-level="2">Fuß<text:note text:note-class="endnote"><text:note-body>
<text:p>Ende</text:p></text:note-body></text:note></text:h>
<text:p text:style-name="Signature">Jana Muster</text:p></text:section>
"""
FOOT = "<style:master-page><style:header><text:p>Oben</text:p></style:header></style:master-page>"


def odt(text: str) -> bytes:
    content = (
        f"<office:document-content {SPACES}><office:automatic-styles>{AUTOMATIC}</office:automatic-styles>"
        f"<office:body><office:text>{text}</office:text></office:body></office:document-content>"
    )
    return packed(
        {"content.xml": content, "styles.xml": f"<office:document-styles {SPACES}>{FOOT}</office:document-styles>"}
    )


def test_text_of_libreoffice() -> None:
    datei = lies(odt(TEXT))

    assert (datei.titel, datei.untertitel) == ("Leitbild", "für alle")
    assert datei.teile == (
        Teil(
            1,
            "1.2",
            "Wege",
            "Wir **lernen** und *lehren*\nauf 5 m² ¹, [hier](https://x.example/) und dort.\n\n"
            "- a\n  1. b\n- c\n\n4. vier\n5. fünf\n\nneu  unten\n\n"
            "| Jahr | Ziel |\n|---|---|\n| beide |  |\n\nBild\n\nKasten\n\ndarin\n\nKreis",
            noten=(Note("1", "Quelle *"),),
            marken=("stelle",),
        ),
        Teil(2, "", "Fuß", unterschrift="Jana Muster", noten=(Note("2", "Ende"),)),
    )
    assert verluste(datei) == [
        ("Nachverfolgte Änderung: der gelöschte Text wurde nicht übernommen", "", "gestrichen", 1),
        ("Inhaltsverzeichnis: das Portal macht es von selbst", "", "Wege 1", 1),
        ("Link, der nicht ins Netz führt", "Wir lernen und lehren auf 5 m² ¹, hier und", "file:///x", 1),
        ("Nachverfolgte Änderung: der eingefügte Text wurde übernommen", "neu", "neu", 1),
        ("Kommentar", "neu", "prüfen", 1),
        ("Verbundene Zellen einer Tabelle: der Text steht in der ersten", "beide", "Jahr", 1),
        ("Bild", "Bild", "Karte", 1),
        ("Textfeld: sein Text steht jetzt hinter dem Absatz", "Kasten", "darin", 1),
        ("Zeichnung oder Diagramm", "Kreis", "im Kreis", 1),
        ("Kopfzeile", "", "Oben", 1),
        ("Fußnote in einer Überschrift: sie steht jetzt unter dem Text", "Fuß", "2 Ende", 1),
        ("Zeichenformat Hochstellung", "Wir lernen und lehren auf 5 m", "2", 1),
        ("Nummerierung mit Buchstaben oder römischen Zahlen: sie zählt jetzt 1, 2, 3", "a", "", 1),
        ("Zeichenformat Unterstreichung", "neu", "unten", 1),
        ("Endnote: daraus wurde eine Fußnote", "Fuß", "", 1),
    ]


def test_what_stands_anywhere_else_is_lost_by_name() -> None:
    datei = lies(odt("<text:p>Text</text:p><draw:frame/><text:unknown><text:p>fremd</text:p></text:unknown>"))

    assert verluste(datei)[:2] == [
        ("Zeichnung oder Diagramm", "Text", "", 1),
        ("Unbekannter Inhalt", "Text", "fremd", 1),
    ]
