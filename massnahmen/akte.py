from bildungskommune.akte.modell import Teil, register

BEZUEGE = Teil(
    name="bezuege",
    model="massnahmen.Massnahmenbezug",
    eltern="massnahme",
    verweise={
        "strategie": "strategien",
        "ziel": "ziele",
        "handlungsfeld": "handlungsfelder",
        "abschnitt": "abschnitte",
    },
    felder=("begruendung",),
    schluessel=("strategie", "ziel", "handlungsfeld", "abschnitt"),
)
MITWIRKUNGEN = Teil(
    name="mitwirkungen",
    model="massnahmen.Mitwirkung",
    eltern="massnahme",
    verweise={"institution": "institutionen", "stelle": "stellen"},
    felder=("wortlaut", "rolle", "aufgabe"),
    geordnet=True,
)
VERBINDUNGEN = Teil(
    name="verbindungen",
    model="massnahmen.Verbindung",
    eltern="von",
    verweise={"nach": "massnahmen"},
    felder=("art", "notiz"),
    schluessel=("nach", "art"),
)
POSTEN = Teil(
    name="posten",
    model="massnahmen.Finanzierungsposten",
    eltern="massnahme",
    felder=("jahr", "quelle", "bezeichnung", "betrag", "stand"),
    schluessel=("jahr", "quelle", "bezeichnung", "stand"),
)
SCHRITTE = Teil(
    name="schritte",
    model="massnahmen.Handlungsschritt",
    eltern="massnahme",
    felder=("titel", "zustaendig", "termin", "termin_original", "erledigt_am"),
    geordnet=True,
)
MEILENSTEINE = Teil(
    name="meilensteine",
    model="massnahmen.Meilenstein",
    eltern="massnahme",
    felder=("datum", "titel", "geplant_war", "erreicht_am"),
    schluessel=("datum", "titel"),
    mehrfach=True,
)
INDIKATOREN = Teil(
    name="indikatoren",
    model="massnahmen.Indikator",
    eltern="massnahme",
    felder=("titel", "einheit", "basis", "basis_datum", "ziel", "ziel_datum", "jahresziele"),
    verweise={"zahlenreihe": "zahlenreihen"},
    geordnet=True,
    schluessel=("titel",),
    mehrfach=True,
    teile=(
        Teil(
            name="werte",
            model="massnahmen.Indikatorwert",
            eltern="indikator",
            felder=("datum", "wert", "quelle"),
            schluessel=("datum",),
        ),
    ),
)
AMPELURTEILE = Teil(
    name="ampelurteile",
    model="massnahmen.Ampelurteil",
    eltern="massnahme",
    felder=("stufe", "grund", "gesetzt_am", "aufgehoben_am"),
    schluessel=("gesetzt_am",),
)
SACHSTAENDE = Teil(
    name="sachstaende",
    model="massnahmen.Sachstand",
    eltern="massnahme",
    felder=(
        *("stichtag", "stand_laut_dokument", "status", "text", "hindernisse", "abweichung", "naechste_schritte"),
        *("erfasst_am", "braucht_freigabe"),
    ),
    verweise={"berichtigt": "sachstaende"},
    zuerst=("berichtigt",),
    ref=("massnahme__kennung", "erfasst_am"),
    schluessel=("stichtag", "text"),
    mehrfach=True,
    ersatz={"stichtag": ("stand_laut_dokument", "dokumentdatum")},
    unveraenderlich=(
        *("stand_laut_dokument", "status", "text", "hindernisse", "abweichung", "naechste_schritte", "erfasst_am"),
        *("braucht_freigabe", "berichtigt"),
    ),
    teile=(
        Teil(
            name="freigaben",
            model="massnahmen.Sachstandsfreigabe",
            eltern="sachstand",
            felder=("ergebnis", "grund", "entschieden_am"),
            einzeln=True,
            unveraenderlich=("ergebnis", "grund", "entschieden_am"),
        ),
    ),
)
PRIORITAETEN = Teil(
    name="prioritaetsverlauf",
    model="massnahmen.Massnahmenpriorisierung",
    eltern="massnahme",
    felder=("ab", "prioritaet", "durch", "wer", "begruendung"),
    schluessel=("ab",),
)
PLAETZE = Teil(
    name="plaetze",
    model="massnahmen.Planplatz",
    eltern="plan",
    verweise={"massnahme": "massnahmen"},
    felder=("nr",),
    geordnet=True,
    schluessel=("massnahme",),
    kurz="massnahmen",
)

URTEIL = ("empfehlung", "begruendung", "wirkung")
VORSCHLAEGE = Teil(
    name="vorschlaege",
    model="massnahmen.Beschlussvorschlag",
    eltern="bericht",
    verweise={"massnahme": "massnahmen"},
    felder=URTEIL,
    schluessel=("massnahme",),
)
FELDURTEILE = Teil(
    name="feldurteile",
    model="massnahmen.Feldurteil",
    eltern="bericht",
    verweise={"handlungsfeld": "handlungsfelder"},
    felder=URTEIL,
    schluessel=("handlungsfeld",),
)

register(
    60,
    Teil(
        name="massnahmen",
        model="massnahmen.Massnahme",
        felder=(
            *("kennung", "nr", "titel", "kurzbeschreibung", "ziel", "anlass", "zielgruppen", "bildungsbereiche"),
            *("horizont", "beginn", "ende", "zeitraum_original", "prioritaet", "kosten_gesamt", "kosten_gesichert"),
            *(
                "zustaendigkeit_original",
                "kosten_original",
                "finanzierung",
                "personalbedarf",
                "oeffentliche_angaben",
                "oeffentlich",
                "beispieltext",
                "status",
            ),
            *("status_seit", "status_grund"),
        ),
        verweise={"federfuehrung": "stellen", "startbeschluss": "beratungen", "skizze": "projektskizzen"},
        listen={"gemeinden": "gemeinden", "schwerpunkte": "schwerpunkte"},
        schluessel=("kennung",),
        ref=("kennung",),
        geordnet=True,
        teile=(
            BEZUEGE,
            MITWIRKUNGEN,
            VERBINDUNGEN,
            POSTEN,
            SCHRITTE,
            MEILENSTEINE,
            INDIKATOREN,
            PRIORITAETEN,
            AMPELURTEILE,
            SACHSTAENDE,
        ),
    ),
    Teil(
        name="massnahmenplaene",
        model="massnahmen.Massnahmenplan",
        felder=(
            *("kennung", "titel", "untertitel", "einleitung", "prioritaeten", "bericht_alle_monate"),
            *("evaluation_bis", "bezeichnungen"),
        ),
        verweise={"konzept": "konzepte", "vorgaenger": "massnahmenplaene"},
        schluessel=("kennung",),
        ref=("kennung",),
        teile=(PLAETZE,),
    ),
    Teil(
        name="umsetzungsberichte",
        model="massnahmen.Umsetzungsbericht",
        felder=("kennung", "art", "titel", "stichtag", "vorwort", "fazit"),
        verweise={
            "plan": "massnahmenplaene",
            "gremium": "gremien",
            "beratung": "beratungen",
            "vorbericht": "umsetzungsberichte",
        },
        zuerst=("vorbericht",),
        schluessel=("kennung",),
        ref=("kennung",),
        teile=(VORSCHLAEGE, FELDURTEILE),
    ),
    ohne=(
        "Meilensteine und Werte, die mit einem ungeprüften Sachstand gemeldet sind",
        "wer wann an eine Maßnahme erinnert wurde, und bis wann Erinnerungen ruhen",
    ),
)
