import secrets

from bildungskommune.akte.modell import Teil, register

PROGRAMM = Teil(
    name="programm",
    model="workshops.Programmpunkt",
    eltern="workshop",
    felder=("von", "bis", "zeit_text", "titel", "phase"),
    geordnet=True,
)
GRUPPEN = Teil(
    name="gruppen",
    model="workshops.Arbeitsgruppe",
    eltern="workshop",
    felder=("kennung", "titel", "raum", "kapazitaet", "ergebnis"),
    schluessel=("kennung",),
    ref=("workshop__slug", "kennung"),
    geordnet=True,
)
EINLADUNGEN = Teil(
    name="einladungen",
    model="workshops.Einladung",
    eltern="workshop",
    verweise={"institution": "institutionen"},
    felder=("kontingent", "gesendet_am", "plaetze_bis", "antwort", "antwort_am"),
    schluessel=("institution",),
    ref=("workshop__slug", "institution__kennung"),
    erzeugt={"code": lambda: secrets.token_urlsafe(9)},
)
ANMELDUNGEN = Teil(
    name="anmeldungen",
    model="workshops.Anmeldung",
    eltern="workshop",
    felder=(
        *("eingegangen_am", "name", "email", "telefon", "einrichtung", "funktion", "verpflegung", "kinderbetreuung"),
        *("kinder", "gruppe_grund"),
        *("foto_einwilligung", "foto_einwilligung_am", "foto_einwilligung_text", "vertretung", "quelle", "status"),
        "ohne_rundschreiben",
        *("status_seit", "status_grund", "bestaetigen_bis", "annehmen_bis"),
    ),
    verweise={
        "institution": "institutionen",
        "person": "personen",
        "einladung": "einladungen",
        "ag_wunsch_1": "gruppen",
        "ag_wunsch_2": "gruppen",
        "gruppe": "gruppen",
    },
    schluessel=("eingegangen_am", "name"),
    mehrfach=True,
    persoenlich=True,
    teile=(
        Teil(
            name="teilnahme",
            model="workshops.Teilnahme",
            eltern="anmeldung",
            felder=("eingetragen_am",),
            verweise={"arbeitsgruppe": "gruppen"},
            einzeln=True,
            persoenlich=True,
        ),
    ),
)
PUNKTABFRAGEN = Teil(
    name="punktabfragen",
    model="workshops.Punktabfrage",
    eltern="workshop",
    felder=(
        *("kennung", "frage", "punkte_je_person", "personen", "nur_gedruckt", "beendet"),
        *("entscheidung", "entschieden_am"),
    ),
    listen={"entschiedene_themen": "themen"},
    schluessel=("kennung",),
    teile=(
        Teil(
            name="punkte",
            model="workshops.Punktstand",
            eltern="abfrage",
            verweise={"thema": "themen"},
            felder=("quelle", "punkte"),
            schluessel=("thema", "quelle"),
        ),
        Teil(
            name="auszaehlung",
            model="workshops.Auszaehlung",
            eltern="abfrage",
            felder=("zettel", "vertretung", "am"),
            einzeln=True,
        ),
    ),
)
SKIZZEN = Teil(
    name="projektskizzen",
    model="workshops.Projektskizze",
    eltern="workshop",
    felder=("kennung", "titel", "ziel", "schritte", "verantwortliche", "verbuendete", "termin"),
    verweise={"gruppe": "gruppen"},
    listen={"themen": "themen"},
    schluessel=("kennung",),
    ref=("workshop__slug", "kennung"),
    geordnet=True,
)
WORKSHOPS = Teil(
    name="workshops",
    model="workshops.Workshop",
    eltern="reihe",
    felder=(
        *("slug", "titel", "fruehere_titel", "art", "thema", "beschreibung", "ergebnis", "beginn", "ende"),
        *("kapazitaet", "anmeldeschluss", "zielgruppen", "sichtbarkeit", "beitraege_online", "status"),
        *("erinnern_tage", "kinderbetreuung", "nachruecken_stunden"),
        *("status_seit", "status_grund"),
    ),
    verweise={"ort": "orte"},
    listen={"kooperationspartner": "institutionen", "schwerpunkte": "schwerpunkte"},
    schluessel=("slug",),
    ref=("slug",),
    teile=(PROGRAMM, GRUPPEN, EINLADUNGEN, ANMELDUNGEN, PUNKTABFRAGEN, SKIZZEN),
)
BEITRAEGE = Teil(
    name="beitraege",
    model="workshops.Beitrag",
    eltern="reihe",
    felder=(
        *("code", "text", "phase", "vorzeichen", "quelle", "autor_name", "autor_email", "namentlich"),
        *("eingereicht_am", "position", "status", "status_seit", "status_grund", "verbleib", "verbleib_begruendung"),
        *("verbleib_am", "weitergeleitet_an", "ziel_art", "ziel_kennung"),
    ),
    verweise={"workshop": "workshops", "gruppe": "gruppen", "institution": "institutionen"},
    schluessel=("code",),
    ref=("code",),
    unveraenderlich=("text",),
    persoenliche_felder=("autor_name", "autor_email"),
)
THEMEN = Teil(
    name="themen",
    model="workshops.Thema",
    eltern="reihe",
    felder=("kennung", "titel", "fruehere_titel", "beschreibung", "zusammengefuehrt"),
    verweise={"workshop": "workshops", "uebergeordnet": "themen"},
    schluessel=("kennung",),
    ref=("reihe__kennung", "kennung"),
    geordnet=True,
    teile=(
        Teil(
            name="karten",
            model="workshops.Zuordnung",
            eltern="thema",
            verweise={"beitrag": "beitraege"},
            nur="beitrag",
            schluessel=("beitrag",),
            geordnet=True,
        ),
    ),
)

register(
    30,
    Teil(
        name="orte",
        model="workshops.Ort",
        felder=(
            *("kennung", "name", "raum", "strasse", "plz", "ort", "anfahrt", "stufenlos", "wc_barrierefrei"),
            *("induktionsschleife", "parkplatz_barrierefrei", "barrierefreiheit"),
        ),
        schluessel=("kennung",),
        ref=("kennung",),
    ),
    Teil(
        name="reihen",
        model="workshops.Reihe",
        felder=(
            "kennung",
            "titel",
            "untertitel",
            "beschreibung",
            "oeffentlich",
            "status",
            "status_seit",
            "status_grund",
        ),
        schluessel=("kennung",),
        ref=("kennung",),
        teile=(WORKSHOPS, BEITRAEGE, THEMEN),
    ),
    Teil(
        name="kartenherkunft",
        model="workshops.Kartenherkunft",
        felder=("art",),
        verweise={"quelle": "beitraege", "ziel": "beitraege"},
        schluessel=("quelle", "ziel"),
    ),
    ohne=(
        "Codes der Einladungen (sie werden neu vergeben) und die Links in Mails an Angemeldete",
        "was an viele verschickt wurde und an wen, und wer den Rundbrief bestellt hat",
        "wer zu einem Beitrag E-Mails bekommt",
        "was Angemeldete als Unterstützung brauchen",
        "welche Anmeldungen zusammengeführt wurden und welche zwei Personen sind",
        "welche Konten einen Workshop moderieren",
        "Fotos der Karten und ihre Beschreibung, außer im Paket (.zip)",
        "Fotos der Workshops, außer im Paket (.zip), und die nur noch eine Dokumentation zeigt",
        "die Textbausteine für Begründungen",
        "die Notizen der Verwaltung an Texten",
        "die letzten Schritte an der Kartenwand, die sich noch zurücknehmen lassen",
        "die einzelnen Stimmzettel von Telefonen",
        "wann der Saal für Telefone offen war, und was dort nacheinander gefragt wurde",
        "Vorschläge, wozu eine Karte passt",
    ),
)
