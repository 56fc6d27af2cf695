from bildungskommune.akte.modell import Teil, register

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
