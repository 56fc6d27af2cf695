from bildungskommune.akte.modell import Teil, register

HERLEITUNGEN = Teil(
    name="herleitungen",
    model="leitbild.Herleitung",
    eltern="abschnitt",
    verweise={"beitrag": "beitraege", "thema": "themen", "zahlenwert": "zahlenwerte"},
    felder=("begruendung",),
    schluessel=("beitrag", "thema", "zahlenwert"),
)
FUSSNOTEN = Teil(
    name="fussnoten", model="leitbild.Fussnote", eltern="abschnitt", felder=("nr", "text"), schluessel=("nr",)
)
ABSCHNITTE = Teil(
    name="abschnitte",
    model="leitbild.Abschnitt",
    eltern="leitbild",
    felder=(
        *("kennung", "art", "eigene_bezeichnung", "nr", "titel", "untertitel", "text", "stimme_von", "beispieltext"),
        *("redaktionell", "redaktionell_grund", "leichte_sprache", "leichte_sprache_zu"),
        *("veroeffentlicht", "veroeffentlicht_am"),
    ),
    verweise={"uebergeordnet": "abschnitte", "vorgaenger": "abschnitte"},
    schluessel=("kennung",),
    ref=("leitbild__kennung", "kennung"),
    geordnet=True,
    bleibt=("veroeffentlicht", "veroeffentlicht_am"),
    teile=(FUSSNOTEN, HERLEITUNGEN),
)

register(
    40,
    Teil(
        name="leitbilder",
        model="leitbild.Leitbild",
        felder=("kennung", "titel", "untertitel", "vorspann", "wort_leitsatz"),
        verweise={"reihe": "reihen", "vorgaenger": "leitbilder"},
        listen={"weitere_reihen": "reihen"},
        schluessel=("kennung",),
        ref=("kennung",),
        teile=(ABSCHNITTE,),
    ),
)
