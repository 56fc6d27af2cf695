from bildungskommune.akte.modell import Teil, register

register(
    5,
    Teil(
        name="kommune",
        model="seiten.Kommune",
        felder=(
            *("name", "portal", "stelle", "amt", "strasse", "plz", "ort", "email", "telefon", "leitspruch", "vorspann"),
            *("farbe", "foerderhinweis", "foerderung_von", "foerderung_bis", "regionalschluessel"),
        ),
        erzeugt={"pk": lambda: 1},
        einzeln=True,
        portal=True,
    ),
    Teil(
        name="seiten",
        model="seiten.Seite",
        felder=("slug", "titel", "text", "oeffentlich", "stand"),
        ordnung=("slug",),
        schluessel=("slug",),
        ref=("slug",),
        portal=True,
    ),
    ohne=("Konten, E-Mails, Papierkorb, frühere Stände, Protokoll der Änderungen und Meldungen von Barrieren",),
)
