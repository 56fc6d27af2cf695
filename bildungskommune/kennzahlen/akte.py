from bildungskommune.akte.modell import Teil, register

register(
    7,
    Teil(
        name="zahlenreihen",
        model="kennzahlen.Zahlenreihe",
        felder=(
            *("kennung", "titel", "erlaeuterung", "einheit", "tabelle", "statistik", "statistik_name", "groesse"),
            *("groesse_name", "region", "region_name", "merkmale", "schluessel", "quelle", "lizenz", "abgerufen_am"),
            "oeffentlich",
        ),
        schluessel=("kennung",),
        ref=("kennung",),
        ordnung=("kennung",),
        teile=(
            Teil(
                name="zahlenwerte",
                model="kennzahlen.Zahlenwert",
                eltern="reihe",
                felder=("zeit", "tag", "nr", "wert", "zeichen", "guete", "abgerufen_am", "ersetzt_am"),
                schluessel=("zeit", "nr"),
                ref=("reihe__kennung", "zeit", "nr"),
                ordnung=("tag", "zeit", "nr"),
            ),
        ),
    ),
)
