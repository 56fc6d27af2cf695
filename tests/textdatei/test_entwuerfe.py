"""Drafts as offices send them go in with a true list of what was lost: each entry is expected, and no other."""

from bildungskommune.textdatei import Note, Teil, joined
from tests.textdatei.bauen import (
    box,
    comment,
    dele,
    docx,
    field,
    h,
    ins,
    li,
    lies,
    note,
    p,
    picture,
    run,
    tbl,
    tc,
    tr,
    verluste,
)

ABSATZ = "Wer im Landkreis lernt, findet einen Ort dafür. " * 12
FETT, UNTER = "<w:b/>", '<w:u w:val="single"/>'
HAND = "Von Hand getippte Aufzählungszeichen: daraus wurden Listen"
OHNE_KOPF = "Tabelle ohne Kopfzeile: ihre erste Zeile wurde dazu"
HOCH = "Zeichenformat Hochstellung: Ziffern wurden eigene Zeichen"


def leitbild() -> bytes:
    """Twelve pages: title, contents, preamble, six Leitsätze with lists and notes."""
    body = p("Bildungsleitbild", style="Titel") + p("Landkreis Börde", style="Untertitel")
    body += p("Inhalt", style="Verzeichnis1") + p(field("TOC \\o", run("Präambel 2"))) + h(1, "Präambel")
    body += p(ABSATZ, comment(0))
    for nr in range(1, 7):
        body += h(1, f"Leitsatz {nr}: Bildung gelingt gemeinsam")
        body += p(ABSATZ.strip(), note(nr)) + li(1, "in der Kita") + li(1, "in der Krippe", 1) + li(1, "in der Schule")
        body += p("Auf 5 m", run("2", '<w:vertAlign w:val="superscript"/>'), " ist Platz.") + p(ABSATZ)
    notes = {nr: f"Quelle {nr} der Werkstatt" for nr in range(1, 7)}
    return docx(body, footnotes=notes, comments={0: "Bitte kürzen"}, header="Entwurf 3", footer="Stabsstelle")


def test_leitbild_of_twelve_pages() -> None:
    datei = lies(leitbild())

    assert (datei.titel, datei.untertitel) == ("Bildungsleitbild", "Landkreis Börde")
    assert [teil.worte for teil in datei.teile] == [
        "Präambel",
        *(f"Leitsatz {nr}: Bildung gelingt gemeinsam" for nr in range(1, 7)),
    ]
    assert datei.teile[3].noten == (Note("3", "Quelle 3 der Werkstatt"),)
    assert "dafür.³\n\n- in der Kita\n  - in der Krippe\n- in der Schule\n\nAuf 5 m² ist Platz." in datei.teile[3].text
    assert verluste(datei) == [
        ("Kommentar", "… Ort dafür. Wer im Landkreis lernt, findet einen Ort dafür.", "Bitte kürzen", 1),
        ("Inhaltsverzeichnis: das Portal macht es von selbst", "Landkreis Börde", "Inhalt Präambel 2", 1),
        ("Kopfzeile", "", "Entwurf 3", 1),
        ("Fußzeile", "", "Stabsstelle", 1),
        (HOCH, "Auf 5 m", "2 2 2 2 2 2", 6),
    ]


def konzept() -> bytes:
    """Forty pages with every habit: typed numbers, text boxes, tracked changes, merged cells, pictures."""
    body = p("Bildungskonzept", style="Titel")
    for nr in range(1, 11):
        body += h(1, f"{nr}. Handlungsfeld {nr}") + p(ABSATZ * 4)
        body += h(2, f"{nr}.1\tAusgangslage") if nr % 2 else p(run(f"{nr}.1 Ausgangslage", FETT))
        body += p(ABSATZ * 4) + h(2, f"{nr}.2 Ziele") + p("1. erstens") + p("2. zweitens") + p(ABSATZ * 3)
    body += h(1, "11. Anhang") + p("Neben dem Kasten", box(p("Im Kasten"), p("noch mehr")))
    body += p("Wir ", ins("wollen "), dele("müssen "), "handeln.")
    body += tbl(
        tr("Jahr", "Ziel"),
        tr("2027", tc(p("12 Kitas") + p("und Horte"))),
        tr(tc(p("beide"), '<w:gridSpan w:val="2"/>')),
        head=False,
    )
    body += p(run("unterstrichen", UNTER), " und ", run("versteckt", "<w:vanish/>"), picture("Karte"))
    body += li(3, "mit Buchstaben") + h(2, "Fußnote hier", note(1)) + p("Am Ende", note(2, "endnote"))
    body += tbl(tr("allein im Rahmen")) + p("<m:oMath><m:r><m:t>E=mc</m:t></m:r></m:oMath>", "Nach der Formel")
    return docx(body, footnotes={1: "Im Titel"}, endnotes={2: "Am Schluss"}, header="Konzept")


def test_concept_of_forty_pages() -> None:
    datei = lies(konzept())

    assert [teil.nummer for teil in datei.teile[:6]] == ["1", "1.1", "1.2", "2", "2.1", "2.2"]
    assert [teil.titel for teil in datei.teile[:3]] == ["Handlungsfeld 1", "Ausgangslage", "Ziele"]
    assert [teil.vermutet for teil in datei.teile[:6]] == [False, False, False, False, True, False]
    assert datei.teile[2].text.startswith("1. erstens\n2. zweitens\n\nWer im Landkreis")
    anhang = datei.teile[30]
    assert anhang.text == (
        "Neben dem Kasten\n\nIm Kasten\n\nnoch mehr\n\nWir wollen handeln.\n\n"
        "| Jahr | Ziel |\n|---|---|\n| 2027 | 12 Kitas und Horte |\n| beide |  |\n\n"
        "unterstrichen und\n\n1. mit Buchstaben"
    )
    assert datei.teile[31].noten == (Note("1", "Im Titel"), Note("2", "Am Schluss"))
    assert datei.teile[31].text == "Am Ende²\n\nallein im Rahmen\n\nNach der Formel"
    assert verluste(datei) == [
        ("Textfeld: sein Text steht jetzt hinter dem Absatz", "Neben dem Kasten", "Im Kasten noch mehr", 1),
        ("Nachverfolgte Änderung: der eingefügte Text wurde übernommen", "Wir", "wollen", 1),
        ("Nachverfolgte Änderung: der gelöschte Text wurde nicht übernommen", "Wir wollen", "müssen", 1),
        ("Verbundene Zellen einer Tabelle: der Text steht in der ersten", "beide", "Jahr", 1),
        ("Ausgeblendeter Text", "unterstrichen und", "versteckt", 1),
        ("Bild", "unterstrichen und", "Karte", 1),
        ("Kasten: sein Text steht jetzt als Absatz", "allein im Rahmen", "allein im Rahmen", 1),
        ("Formel", "allein im Rahmen", "E=mc", 1),
        ("Kopfzeile", "", "Konzept", 1),
        ("Fußnote in einer Überschrift: sie steht jetzt unter dem Text", "Fußnote hier", "1 Im Titel", 1),
        (OHNE_KOPF, "beide", "", 1),
        ("Absätze oder Listen in einer Tabellenzelle: sie stehen jetzt hintereinander", "12 Kitas", "", 1),
        ("Zeichenformat Unterstreichung", "beide", "unterstrichen", 1),
        ("Nummerierung mit Buchstaben oder römischen Zahlen: sie zählt jetzt 1, 2, 3", "unterstrichen und", "", 1),
        ("Endnote: daraus wurde eine Fußnote", "Am Ende", "", 1),
        (HAND, "1. erstens", " ".join(["1. 2."] * 10), 20),
    ]


def satzung() -> bytes:
    """A text without styles: all is bold, typed and tabbed by hand."""
    body = (
        p(run("Aufgaben", FETT), "") + p("Der Rat:") + p("– berät") + p("– beschließt") + p("12. Mai 2027 ist Sitzung.")
    )
    body += p(run("Große Zeile", '<w:sz w:val="32"/>')) + p("Text mit *Sternchen* und [Klammern](x) <b>")
    body += p('<w:r><w:sym w:font="Wingdings" w:char="F0E0"/></w:r>', "Pfeil") + p(
        "links", "<w:r><w:tab/></w:r>", "rechts"
    )
    body += p("Seite", '<w:r><w:br w:type="page"/></w:r>', "zwei") + p(run("laut", "<w:caps/>"))
    return docx(body)


def test_text_without_styles() -> None:
    datei = lies(satzung())

    assert datei.teile == (
        Teil(2, "", "Aufgaben", "Der Rat:\n\n- berät\n- beschließt\n\n12\\. Mai 2027 ist Sitzung.", vermutet=True),
        Teil(
            2,
            "",
            "Große Zeile",
            "Text mit \\*Sternchen\\* und \\[Klammern\\](x) \\<b\\>\n\nPfeil\n\nlinks rechts\n\nSeitezwei\n\nlaut",
            vermutet=True,
        ),
    )
    assert verluste(datei) == [
        ("Sonderzeichen der Schrift Wingdings: bitte prüfen", "Text mit *Sternchen* und [Klammern](x) <b>", "F0E0", 1),
        ("Tabulator: daraus wurde ein Leerzeichen", "links", "", 1),
        ("Seiten- oder Spaltenumbruch", "Seite", "", 1),
        ("Zeichenformat Großbuchstaben als Zeichenformat", "Seitezwei", "laut", 1),
        (HAND, "– berät", "– –", 2),
    ]
    (text,) = joined(datei.teile).values()
    assert text.text.startswith("**Aufgaben**\n\nDer Rat:")
    assert list(joined(datei.teile, {1})) == [-1, 1]
