from bildungskommune.akte.modell import Teil, register
from bildungskommune.beteiligung.models import Punkt

register(
    20,
    Teil(
        name="vorlagen",
        model="beteiligung.Vorlage",
        felder=("nummer", "art", "betreff", "federfuehrung", "anlagen", "link"),
        schluessel=("nummer",),
        ref=("nummer",),
        teile=(
            Teil(
                name="beratungen",
                model="beteiligung.Beratung",
                eltern="vorlage",
                verweise={"gremium": "gremien"},
                felder=(
                    "datum",
                    "rolle",
                    "top",
                    "ergebnis",
                    "ja",
                    "nein",
                    "enthaltung",
                    "auflagen",
                    "link",
                    "nichtoeffentlich",
                ),
                schluessel=("gremium", "datum"),
                ref=("vorlage__nummer", "gremium__kennung", "datum"),
            ),
        ),
    ),
)


def of_its_comment(punkt: Punkt) -> None:
    """A point of a file belongs to the comment of its remark."""
    punkt.stellungnahme = punkt.anmerkung.stellungnahme


STAND = ("status", "status_seit", "status_grund")
LEITUNG = ("mit_leitung", "leitung_bestaetigt_am")
WER = ("art", "name", "einrichtung", "email", "namentlich")

PUNKTE = Teil(
    name="abwaegungspunkte",
    model="beteiligung.Punkt",
    eltern="anmerkung",
    felder=(
        *("position", "text", "teil", "absatz", "schlagworte", "frist", "bewertung", "entscheidung", "begruendung"),
        *("neuer_text", "entschieden_am", "bestaetigt_am", "eingearbeitet_am"),
    ),
    schluessel=("position",),
    persoenlich=True,
    vorbereitung=of_its_comment,
)

register(
    75,
    Teil(
        name="beteiligungsrunden",
        model="beteiligung.Beteiligungsrunde",
        felder=("kennung", "titel", "text", "kreis", "von", "bis", "sichtbar", "antwort_bis", *LEITUNG, *STAND),
        verweise={"fassung": "fassungen"},
        schluessel=("kennung",),
        ref=("kennung",),
        persoenlich=True,
        teile=(
            Teil(
                name="stellungnahmen",
                model="beteiligung.Stellungnahme",
                eltern="runde",
                felder=("code", "nummer", *WER, "weg", "eingegangen_am", "freigegeben_am", "verborgen_weil", *STAND),
                verweise={"institution": "institutionen"},
                schluessel=("code",),
                ref=("code",),
                persoenlich=True,
                teile=(
                    Teil(
                        name="anmerkungen",
                        model="beteiligung.Anmerkung",
                        eltern="stellungnahme",
                        felder=("teil", "absatz", "text", "vorschlag"),
                        geordnet=True,
                        persoenlich=True,
                        teile=(PUNKTE,),
                    ),
                ),
            ),
        ),
    ),
    ohne=(
        "Anlagen von Stellungnahmen, Links in Mails an ihre Verfasser, und welche Stelle des Textes eine geändert hat",
        "wer zu einer Beteiligung eingeladen wurde",
    ),
)
