from bildungskommune.akte.modell import Auswahl, Teil, register
from konzept.models import NUR_NEBENAN, Handlungsfeld

ABLEITUNGEN = Teil(
    name="ableitungen",
    model="konzept.Ableitung",
    eltern="handlungsfeld",
    verweise={"abschnitt": "abschnitte", "thema": "themen", "beitrag": "beitraege"},
    felder=("begruendung",),
    schluessel=("abschnitt", "thema", "beitrag"),
)
ZIELE = Teil(
    name="ziele",
    model="konzept.Ziel",
    eltern="handlungsfeld",
    felder=("kennung", "nr", "titel", "text", "art", "kennzahl", "veroeffentlicht", "veroeffentlicht_am"),
    schluessel=("kennung",),
    ref=("handlungsfeld__konzept__kennung", "handlungsfeld__kennung", "kennung"),
    verweise={"vorgaenger": "ziele"},
    geordnet=True,
    bleibt=("veroeffentlicht", "veroeffentlicht_am"),
    teile=(
        Teil(
            name="priorisierungen",
            model="konzept.Priorisierung",
            eltern="ziel",
            felder=("ab", "prioritaet", "durch", "wer", "begruendung"),
            schluessel=("ab",),
        ),
    ),
)
STRATEGIEN = Teil(
    name="strategien",
    model="konzept.Strategie",
    eltern="handlungsfeld",
    felder=("kennung", "nr", "titel", "text", "beispieltext", "veroeffentlicht", "veroeffentlicht_am"),
    verweise={"vorgaenger": "strategien"},
    listen={"ziele": "ziele", "auch_in": "handlungsfelder"},
    auswahl={"auch_in": Auswahl(Handlungsfeld.objects.beside, NUR_NEBENAN)},
    schluessel=("kennung",),
    ref=("handlungsfeld__konzept__kennung", "handlungsfeld__kennung", "kennung"),
    geordnet=True,
    bleibt=("veroeffentlicht", "veroeffentlicht_am"),
)
HANDLUNGSFELDER = Teil(
    name="handlungsfelder",
    model="konzept.Handlungsfeld",
    eltern="konzept",
    felder=(
        *("kennung", "nr", "titel", "ausgangslage", "zielbild", "worauf_wir_bauen", "herausforderungen"),
        *("querschnitt", "beispieltext", "veroeffentlicht", "veroeffentlicht_am"),
    ),
    schluessel=("kennung",),
    ref=("konzept__kennung", "kennung"),
    verweise={"vorgaenger": "handlungsfelder"},
    listen={"schwerpunkte": "schwerpunkte"},
    geordnet=True,
    bleibt=("veroeffentlicht", "veroeffentlicht_am"),
    teile=(ABLEITUNGEN, ZIELE, STRATEGIEN),
)

register(
    50,
    Teil(
        name="konzepte",
        model="konzept.Konzept",
        felder=("kennung", "titel", "untertitel", "einleitung", "prioritaeten", "bezeichnungen"),
        verweise={"leitbild": "leitbilder", "vorgaenger": "konzepte"},
        schluessel=("kennung",),
        ref=("kennung",),
        teile=(HANDLUNGSFELDER,),
    ),
)
