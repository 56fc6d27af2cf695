"""Snapshots as the stages freeze them, with texts of our own. All of it is sample text."""

from dataclasses import dataclass
from datetime import date
from typing import Any

SHA256 = "9b27e40c51aa5e60b1c47d2af90833ce16b577d4a0e9c2f1b86a40d35e1902c7"


@dataclass(frozen=True)
class Fassung:
    titel: str
    nummer: int = 3
    zweck_wort: str = "Beschlussfassung"
    stichtag: date = date(2026, 5, 28)
    sha256: str = SHA256
    kurz: str = SHA256[:12]
    link: str = "https://bildung.example/fassungen/leitbild/3/"
    entwurf: bool = False
    beschluss: str = "Kreistag, 2. April 2025, Vorlage 0214/40/2025"


@dataclass(frozen=True)
class Kommune:
    name: str = "Landkreis Börde"
    stelle: str = "Stabsstelle „Bildungskommune“"
    amt: str = "Amt für Bildung"
    strasse: str = "Bornsche Straße 2"
    plz: str = "39340"
    ort: str = "Haldensleben"
    email: str = "bildungskommune@landkreis-boerde.example"
    telefon: str = ""

    def foerderhinweis_am(self, day: date) -> str:
        return "Gefördert im Rahmen eines Beispielprogramms." if day.year == 2026 else ""


def kontext(inhalt: dict[str, Any], **angaben: Any) -> dict[str, Any]:
    return {"fassung": Fassung(titel=angaben.pop("titel", inhalt["titel"]), **angaben), "kommune": Kommune(), "inhalt": inhalt}


def folge(art: str, titel: str, grund: str = "", stand: str = "") -> dict[str, str]:
    return {"art": art, "titel": titel, "grund": grund, "stand": stand, "url": "/stelle/"}


HERKUNFT = [
    folge("Karte K7M-4QX", "Der letzte Bus fährt, bevor die AG anfängt.", "Beitrag vom 6. Juni 2024"),
    folge("Thema", "Wege und Fahrzeiten", "14 Karten, 23 Punkte, Rang 2 von 31"),
]
FOLGEN = [
    folge("Handlungsfeld 2", "Erreichbare Bildungsorte", "", "3 Strategien"),
    folge("Maßnahme 14", "Spätbus für Lernende", "", "verzögert, Stand 28. Mai 2026"),
    folge("Maßnahme 15", "Bücherbus mit Lernplatz", "", "in Umsetzung, Stand 30. April 2026"),
]
WEG = (
    "Lernorte sind für alle erreichbar, auch am Nachmittag, auch vom Dorf aus. Wo kein Bus fährt, kommt das "
    "Angebot zu den Menschen. Fahrzeiten und Lernzeiten werden gemeinsam geplant, nicht nacheinander."
)
LANG = "\n\n".join([WEG, "Erreichbar heißt auch: ohne Stufen, in **verständlicher** Sprache und *bezahlbar*."] * 12)


def abschnitt(nr: str, titel: str, text: str, **werte: Any) -> dict[str, Any]:
    art = werte.get("art", "leitsatz")
    grund = {
        "kennung": f"L-{nr or titel[:8]}", "anker": f"{art}-{nr or titel[:5].lower().strip()}", "art": art,
        "bezeichnung": f"Leitsatz {nr}" if art == "leitsatz" and nr else "", "nr": nr, "titel": titel,
        "untertitel": "", "text": text, "fussnoten": [], "beispieltext": True, "ebene": 1, "redaktionell": False,
        "herkunft": [], "folgen": [],
    }  # fmt: skip
    return {**grund, **werte}


def leitbild() -> dict[str, Any]:
    vorwort = "\n\n".join(
        [
            "Bildung beginnt nicht am Schultor und endet nicht mit dem Zeugnis. Wer in der Börde lebt, lernt in der "
            "Kita und im Verein, im Betrieb und in der Bibliothek, am Küchentisch und im Museum.",
            "Vier Abende lang haben Menschen aus über sechzig Einrichtungen aufgeschrieben, was sie ärgert, was sie "
            "sich wünschen und was sie selbst dafür tun wollen. Aus 212 Karten sind sechs Leitsätze geworden.",
            "Sie lesen hier:\n\n- woher jeder Leitsatz kommt,\n- was aus ihm folgt,\n- und wer dafür einsteht.",
        ]
    )
    return {
        "art": "leitbild", "titel": "Bildungsleitbild", "untertitel":
        "Sechs Sätze darüber, wie wir im Landkreis miteinander lernen wollen, und woher sie kommen.",
        "abschnitte": [
            abschnitt("", "Vorwort", vorwort, art="vorwort", anker="vorwort", redaktionell=True, fussnoten=[
                {"nr": "1", "text": "Gezählt sind die Karten aller vier Werkstätten des Jahres 2024."}]),
            abschnitt("", "Was wir unter Bildung verstehen", LANG[:1500], art="bildungsverstaendnis", anker="verstaendnis"),
            abschnitt("", "Lernen vor Ort", WEG, art="wert", anker="lernen-vor-ort", ebene=2),
            abschnitt("1", "Bildung beginnt mit Beziehung.",
                "Wer sich gesehen fühlt, lernt. Einrichtungen im Landkreis sorgen dafür, dass jedes Kind, jeder "
                "Jugendliche und jeder Erwachsene mindestens eine verlässliche Ansprechperson hat.\n\nZeit für "
                "Gespräche ist Arbeitszeit. Sie wird geplant, nicht abgezwackt.",
                herkunft=HERKUNFT, folgen=FOLGEN),
            abschnitt("2", "Kein Weg ist zu weit.", WEG, herkunft=HERKUNFT, folgen=FOLGEN[:1]),
            abschnitt("III", "Wir hören zu, bevor wir entscheiden, und sagen hinterher, was aus dem Gehörten "
                "geworden ist: jeder Beitrag bekommt eine Antwort.", LANG[:3400], herkunft=HERKUNFT * 3, folgen=FOLGEN * 2),
            abschnitt("", "Leitlinie zur Zusammenarbeit aller Träger, die im Landkreis Bildung anbieten, mit den "
                "Schulen, den Kindertageseinrichtungen, den Vereinen und den Betrieben, damit Übergänge gelingen und "
                "niemand zwischen zwei Zuständigkeiten verloren geht, unabhängig von Alter und Wohnort",
                WEG, anker="leitsatz-x", bezeichnung="Leitlinie", redaktionell=True),
            abschnitt("", "Eine Stimme", "„Ich habe erst mit 43 wieder angefangen zu lernen. Im Bücherbus.“\n\n"
                "Teilnehmerin der Werkstatt in Oschersleben", art="stimme", anker="stimme-1", ebene=2),
            abschnitt("", "Glossar", "**Bildungsort**: jeder Ort, an dem jemand absichtlich oder nebenbei lernt.\n\n"
                "**Werkstatt**: ein Abend, an dem aus Ärger Vorschläge werden.", art="glossar", anker="glossar"),
        ],
    }  # fmt: skip


def strategie(nr: str, titel: str) -> dict[str, Any]:
    return {
        "kennung": f"S-{nr}", "anker": f"strategie-{nr.replace('.', '-')}", "nr": nr, "titel": titel, "text": WEG,
        "ziele": ["2.1", "2.2"], "massnahmen": FOLGEN[1:],
    }  # fmt: skip


def handlungsfeld(nr: str, titel: str, **werte: Any) -> dict[str, Any]:
    grund = {
        "kennung": f"H-{nr}", "anker": f"handlungsfeld-{nr}", "slug": f"feld-{nr}", "nr": nr, "titel": titel,
        "querschnitt": False, "ausgangslage": LANG[:900],
        "zielbild": "Ob jemand lernen kann, soll nicht davon abhängen, wo der letzte Bus hält. Jeder Ort der Börde "
        "hat einen Lernort in einer halben Stunde Reichweite.",
        "worauf_wir_bauen": "- elf Bibliotheken mit Lernplätzen\n- die Kreisvolkshochschule in drei Städten\n- "
        "engagierte Fahrerinnen und Fahrer", "herausforderungen": WEG, "beispieltext": True,
        "herkunft": [folge("Leitsatz 2", "Kein Weg ist zu weit."), folge("Thema", "Wege und Fahrzeiten")],
        "folgen": FOLGEN[1:],
        "ziele": [
            {"kennung": "Z1", "nr": "2.1", "art": "strategisch", "titel": "Alle Lernorte sind nachmittags erreichbar.",
             "text": "Bis 2028 fährt nach 16 Uhr von jedem Schulstandort ein Bus.", "kennzahl": "19 von 23 Standorten",
             "prioritaet": "hoch"},
            {"kennung": "Z2", "nr": "2.2", "art": "operativ", "titel": "Fahrpläne und Kurspläne entstehen gemeinsam.",
             "text": "", "kennzahl": "", "prioritaet": ""},
        ],
        "strategien": [strategie(f"{nr}.1", "Wege verkürzen"), strategie(f"{nr}.2", "Angebote, die zu den Menschen kommen")],
    }  # fmt: skip
    return {**grund, **werte}


def konzept() -> dict[str, Any]:
    return {
        "art": "konzept", "titel": "Bildungskonzept",
        "untertitel": "Handlungsfelder, Ziele und Strategien, abgeleitet aus dem Leitbild.",
        "einleitung": LANG[:1200],
        "handlungsfelder": [
            handlungsfeld("1", "Starke Orte von Anfang an"), handlungsfeld("2", "Erreichbare Bildungsorte"),
            handlungsfeld("VIII", "Demokratie lernen, Beteiligung üben und Verantwortung im eigenen Ort übernehmen",
                querschnitt=True, herkunft=[], folgen=[]),
        ],
    }  # fmt: skip


def massnahme(nr: str = "14", titel: str = "Spätbus für Lernende: verlässlich nach Hause nach 16 Uhr", **werte: Any) -> dict[str, Any]:
    stationen = (
        ("1", "2025-12-10", "Startbeschluss des Kreistags", "2025-12-10", "erreicht", "gut"),
        ("2", "2026-02-27", "Bedarf an elf Standorten erhoben", "2026-02-27", "erreicht", "gut"),
        ("3", "2026-04-28", "Linien und Abfahrtszeiten abgestimmt", "2026-05-12", "erreicht, später", "gut"),
        ("4", "2026-08-17", "Probebetrieb auf drei Linien beginnt", "", "vorgesehen", "offen"),
        ("5", "2027-01-29", "Auswertung nach einem Schulhalbjahr", "", "vorgesehen", "offen"),
        ("6", "2027-06-30", "Entscheidung über den Regelbetrieb", "", "vorgesehen", "offen"),
    )
    grund = {
        "kennung": f"M-{nr}", "anker": f"massnahme-{nr}", "nr": nr, "titel": titel,
        "kurzbeschreibung": "Drei Linien fahren an Schultagen um 17:15 Uhr von den Schulstandorten in die Ortsteile.",
        "ziel": "", "anlass": "", "zielgruppen": ["ab Klasse 5", "Auszubildende"], "bildungsbereiche": ["Schule"],
        "gemeinden": ["Flechtingen", "Obere Aller", "Westliche Börde"], "horizont": "mittelfristig",
        "zeitraum": "Dezember 2025 bis Juni 2027", "zeitraum_original": "Schuljahr 2026/27", "prioritaet": "hoch",
        "federfuehrung": "Amt für Bildung, Sachgebiet Schülerbeförderung",
        "beteiligte": [{"name": "Verkehrsbetrieb", "rolle": "Fahrplan"}, {"name": "elf Schulen", "rolle": ""}],
        "kosten": {"gesamt": 186000, "gesichert": 120000, "original": ""}, "finanzierung": "Kreishaushalt",
        "personalbedarf": "", "startbeschluss": "Kreistag, 10. Dezember 2025, Vorlage 0391/40/2025",
        "status": "verzögert", "status_art": "warten",
        "sachstaende": [
            {"stichtag": "2026-05-28", "status": "verzögert", "text": "Auf die erste Ausschreibung ging kein Angebot "
             "ein. Sie wurde in drei Lose geteilt und wiederholt, der Zuschlag ist erteilt.", "hindernisse": "",
             "abweichung": "Beginn zwei Monate später.", "naechste_schritte": "Fahrplan bis 10. Juli veröffentlichen."},
            {"stichtag": "2026-01-30", "status": "in Umsetzung", "text": "Bedarf erhoben.", "hindernisse": "",
             "abweichung": "", "naechste_schritte": ""},
        ],
        "schritte": [{"titel": "Fahrplan veröffentlichen", "zustaendig": "Verkehrsbetrieb", "termin": "2026-07-10"}],
        "meilensteine": [
            dict(zip(("nr", "datum", "titel", "erreicht_am", "stand", "stand_art"), zeile, strict=True)) for zeile in stationen
        ],
        "indikatoren": [], "verbindungen": [{"art": "ergänzt", "titel": "Bücherbus mit Lernplatz", "nr": "15"}],
        "herkunft": [folge("Thema", "Wege und Fahrzeiten"), folge("Leitsatz 2", "Kein Weg ist zu weit."),
                     folge("Handlungsfeld 2", "Erreichbare Bildungsorte"), folge("Strategie 2.1", "Wege verkürzen")],
        "beispieltext": True,
    }  # fmt: skip
    return {**grund, **werte}


INDIKATOR = {
    "titel": "Schulstandorte mit Rückfahrt nach 16 Uhr", "einheit": "Standorte", "basis": 4, "ziel": 18,
    "werte": [{"datum": "2024-09-01", "wert": 4, "quelle": "Fahrplan"}, {"datum": "2025-09-01", "wert": 6, "quelle": "Fahrplan"},
              {"datum": "2026-04-30", "wert": 7, "quelle": "Fahrplan"}],
}  # fmt: skip
_STAENDE = (("umgesetzt", "gut"), ("in Umsetzung", "laeuft"), ("vorgesehen", "offen"), ("verzögert", "warten"))
_TITEL = (
    "Sprachvorbilder in jeder Kita", "Familienfrühstück am Kita-Standort", "Eingewöhnung mit fester Bezugsperson",
    "Fachtag „Zeit für Gespräche“", "Springerpool für kleine Kitas", "Museum kommt in die Schule", "Atlas der Lernorte",
    "Digitale Sprechstunde im Dorf", "Bücherbus mit Lernplatz", "Wegweiser zweiter Bildungsweg",
)  # fmt: skip


def massnahmenplan(anzahl: int = 12) -> dict[str, Any]:
    alle = [
        massnahme(str(i), _TITEL[i % len(_TITEL)], status=_STAENDE[i % 4][0], status_art=_STAENDE[i % 4][1],
                  sachstaende=[] if i % 4 == 2 else massnahme()["sachstaende"][1:])
        for i in range(1, anzahl + 1)
    ]  # fmt: skip
    alle[0] = massnahme("1", indikatoren=[INDIKATOR])
    if anzahl > 2:
        alle[1] = massnahme("", "T" + "itel mit vielen Wörtern und " * 8 + "Ende", kurzbeschreibung=LANG[:3400],
            anker="massnahme-x", meilensteine=[], schritte=[], kosten={"gesamt": "", "gesichert": "", "original": "ca. 20 T€"})
    return {
        "art": "massnahmenplan", "titel": "Maßnahmenplan", "untertitel": "Was wir tun, wer es tut und wie weit es ist.",
        "einleitung": "Vierzig Maßnahmen tragen das Bildungskonzept in den Alltag. Jede nennt, wer zuständig ist, was "
        "sie kostet und wie es steht.", "stichtag": "2026-05-28",
        "zahlen": {"gesamt": anzahl, "status": [
            {"wort": wort, "anzahl": sum(m["status"] == wort for m in alle), "art": art} for wort, art in _STAENDE]},
        "massnahmen": alle,
    }  # fmt: skip


def beitrag(code: str, text: str, vorzeichen: str = "-", verbleib: str = "aufgenommen", **werte: str) -> dict[str, str]:
    grund = {"code": code, "text": text, "phase": "Kritik" if vorzeichen == "-" else "Phantasie", "vorzeichen": vorzeichen,
             "gruppe": "Gruppe 2", "verbleib": verbleib, "begruendung": "Steht in Leitsatz 2, Absatz 1." if verbleib else ""}  # fmt: skip
    return {**grund, **werte}


KARTEN = [
    beitrag("K7M-4QX", "Der letzte Bus fährt, bevor die AG anfängt. Wer auf dem Dorf wohnt, fällt raus."),
    beitrag("R3B-5WN", "Eine Erzieherin, zwanzig Kinder, null Zeit"),
    beitrag("P2T-8HD", "Ein Bus, der Bücher bringt und WLAN mitnimmt 🚌", "+", "zusammengeführt"),
    beitrag("D9C-1LK", "Fahrpläne kennt nur, wer sie auswendig kann.", verbleib=""),
    beitrag("W4F-6ZM", "Sportverein und Hort holen die Kinder abwechselnd ab. Das klappt!", "+", "teilweise aufgenommen",
            begruendung="Der Gedanke trägt Leitsatz 4; die Fahrgemeinschaft selbst ist Sache der Vereine vor Ort."),
]  # fmt: skip


def thema(kennung: str, titel: str, punkte: int, rang: int, karten: int = 5) -> dict[str, Any]:
    beitraege = [{**KARTEN[i % 5], "code": f"{kennung}-{i:02d}"} for i in range(karten)]
    return {"kennung": kennung, "titel": titel, "beschreibung": "", "punkte": punkte, "rang": rang,
            "beitraege": beitraege, "folgen": FOLGEN[:2]}  # fmt: skip


def dokumentation() -> dict[str, Any]:
    skizze = {"titel": "Lesepaten in jeder Grundschule", "ziel": "Jedes Kind liest einmal in der Woche einem Menschen vor.",
              "schritte": "1. Paten suchen\n2. Schulen fragen\n3. Im Herbst beginnen", "verantwortliche": "Kreisbibliothek",
              "verbuendete": "Seniorenbeirat, Grundschulen", "termin": "Herbst 2024"}  # fmt: skip
    return {
        "art": "dokumentation", "titel": "Dokumentation: Gemeinsames Leben und Lernen",
        "workshop": {"titel": "Gemeinsames Leben und Lernen", "reihe": "Zukunftswerkstatt Bildung", "art": "Workshop",
            "beginn": "2024-06-06T16:00:00+02:00", "ende": "2024-06-06T19:30:00+02:00", "ort": "Kulturfabrik Haldensleben",
            "anschrift": "Gerikestraße 3 a, 39340 Haldensleben", "kooperation": ["Kreisvolkshochschule"],
            "moderation": ["Büro für Beteiligung (Beispiel)"]},
        "zahlen": {"anmeldungen": 64, "teilnehmende": 57, "institutionen": 31, "beitraege": 58, "punkte": 171},
        "einleitung": "57 Menschen haben einen Abend lang aufgeschrieben, was den gemeinsamen Alltag von Kindern, "
        "Familien und Einrichtungen schwer macht, und was ihn leichter machen würde.",
        "programm": [
            {"zeit": "16:00 bis 16:30", "titel": "Ankommen und Begrüßung", "phase": ""},
            {"zeit": "16:30 bis 17:30", "titel": "Was uns stört: Karten und Punkte", "phase": "Kritik"},
            {"zeit": "17:45 bis 18:30", "titel": "Wie es sein könnte", "phase": "Phantasie"},
            {"zeit": "18:30 bis 19:30", "titel": "Wer macht was bis wann?", "phase": "Verwirklichung"},
        ],
        "gruppen": [{"titel": "Wege", "raum": "Saal", "beitraege": 24}, {"titel": "Zeit und Personal", "raum": "Raum 2", "beitraege": 34}],
        "themen": [thema("T01", "Zeit und Personal", 31, 1, 14), thema("T02", "Wege und Fahrzeiten", 23, 2),
                   thema("T03", "Räume öffnen", 9, 3, 3)],
        "ohne_thema": KARTEN[2:4],
        "punktabfragen": [{"frage": "Was sollen wir zuerst angehen?", "punkte_je_person": 3, "stimmen": [
            {"thema": "Zeit und Personal", "punkte": 31, "davon_papier": 12, "rang": 1},
            {"thema": "Wege und Fahrzeiten", "punkte": 23, "davon_papier": 0, "rang": 2}]}],
        "projektskizzen": [skizze, {**skizze, "titel": "Offene Werkhalle am Samstag"}],
        "institutionen": [{"name": f"Kita Beispielort {i}", "gemeinde": "Haldensleben", "typ": "Kindertageseinrichtung"} for i in range(1, 32)],
    }  # fmt: skip


STUFEN = {
    "druck/dokumentation.html": dokumentation,
    "druck/leitbild.html": leitbild,
    "druck/konzept.html": konzept,
    "druck/massnahmenplan.html": massnahmenplan,
}
