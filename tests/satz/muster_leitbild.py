"""Sample snapshot: a Leitbild with every kind of Abschnitt."""

from typing import Any

from tests.satz.muster import FOLGEN, HERKUNFT, LANG, WEG


def abschnitt(nr: str, titel: str, text: str, **werte: Any) -> dict[str, Any]:
    art = werte.get("art", "leitsatz")
    grund = {
        "kennung": f"L-{nr or titel[:8]}",
        "anker": f"{art}-{nr or titel[:5].lower().strip()}",
        "art": art,
        "bezeichnung": f"Leitsatz {nr}" if art == "leitsatz" and nr else "",
        "nr": nr,
        "titel": titel,
        "untertitel": "",
        "text": text,
        "fussnoten": [],
        "beispieltext": True,
        "ebene": 1,
        "redaktionell": False,
        "herkunft": [],
        "folgen": [],
    }
    return {**grund, **werte}


TAFEL = (
    "| Bildungsort | Was dort gelernt wird | Orte |\n|---|---|--:|\n"
    "| Kindertageseinrichtung | Sprache, *Miteinander*, Bewegung | 112 |\n"
    "| [Bücherbus](https://bus.example/) | Lesen \\| Zuhören | 1.040 |"
)


EINRICHTUNGEN = (
    ("Kita „Kleine Riesen“", "Kita", "Niedere Börde"),
    ("Fahrbücherei", "Bibliothek", ""),
    ("Sportverein Rot-Weiß Muster 1921", "Verein", "Hohe Börde"),
)


def leitbild() -> dict[str, Any]:
    vorwort = (
        "Bildung beginnt nicht am Schultor und endet nicht mit dem Zeugnis. Wer in der Börde lebt, lernt in der "
        "Kita und im Verein, im Betrieb und in der Bibliothek, am Küchentisch und im Museum.\n\n"
        "Vier Abende lang haben Menschen aus über sechzig Einrichtungen aufgeschrieben, was sie ärgert, was sie "
        "sich wünschen und was sie selbst dafür tun wollen. Aus 212 Karten sind sechs Leitsätze geworden.\n\n"
        "Sie lesen hier:\n\n- woher jeder Leitsatz kommt,\n- was aus ihm folgt,\n- und wer dafür einsteht."
    )
    return {
        "art": "leitbild",
        "titel": "Bildungsleitbild",
        "untertitel": "Sechs Sätze darüber, wie wir im Landkreis miteinander lernen wollen, und woher sie kommen.",
        "beteiligte": [
            {"name": name, "typ": typ, "gemeinde": gemeinde, "wobei": ["Auftakt"], "abschnitte": ["L-1"]}
            for name, typ, gemeinde in EINRICHTUNGEN
        ],
        "abschnitte": [
            abschnitt(
                "",
                "Vorwort",
                vorwort,
                art="vorwort",
                anker="vorwort",
                redaktionell=True,
                fussnoten=[{"nr": "1", "text": "Gezählt sind die Karten aller vier Werkstätten des Jahres 2024."}],
            ),
            abschnitt(
                "", "Was wir unter Bildung verstehen", LANG[:1500], art="bildungsverstaendnis", anker="verstaendnis"
            ),
            abschnitt(
                "", "Lernen vor Ort", f"{WEG}\n\n{TAFEL}\n\nWeiter.", art="wert", anker="lernen-vor-ort", ebene=2
            ),
            abschnitt(
                "1",
                "Bildung beginnt mit Beziehung.",
                "Wer sich gesehen fühlt, lernt. Einrichtungen im Landkreis sorgen dafür, dass jedes Kind, jeder "
                "Jugendliche und jeder Erwachsene mindestens eine verlässliche Ansprechperson hat.\n\nZeit für "
                "Gespräche ist Arbeitszeit. Sie wird geplant, nicht abgezwackt.",
                herkunft=HERKUNFT,
                folgen=FOLGEN,
            ),
            abschnitt("2", "Kein Weg ist zu weit.", WEG, herkunft=HERKUNFT, folgen=FOLGEN[:1]),
            abschnitt(
                "III",
                "Wir hören zu, bevor wir entscheiden, und sagen hinterher, was aus dem Gehörten "
                "geworden ist: jeder Beitrag bekommt eine Antwort.",
                LANG[:3400],
                herkunft=HERKUNFT * 3,
                folgen=FOLGEN * 2,
            ),
            abschnitt(
                "",
                "Leitlinie zur Zusammenarbeit aller Träger, die im Landkreis Bildung anbieten, mit den "
                "Schulen, den Kindertageseinrichtungen, den Vereinen und den Betrieben, damit Übergänge gelingen und "
                "niemand zwischen zwei Zuständigkeiten verloren geht, unabhängig von Alter und Wohnort",
                WEG,
                anker="leitsatz-x",
                bezeichnung="Leitlinie",
                redaktionell=True,
            ),
            abschnitt(
                "",
                "Eine Stimme",
                "„Ich habe erst mit 43 wieder angefangen zu lernen. Im Bücherbus.“\n\n"
                "Teilnehmerin der Werkstatt in Oschersleben",
                art="stimme",
                anker="stimme-1",
                ebene=2,
            ),
            abschnitt(
                "",
                "Glossar",
                "**Bildungsort**: jeder Ort, an dem jemand absichtlich oder nebenbei lernt.\n\n"
                "**Werkstatt**: ein Abend, an dem aus Ärger Vorschläge werden.",
                art="glossar",
                anker="glossar",
            ),
        ],
    }
