from bildungskommune.akte.modell import Teil, register

register(
    76,
    Teil(
        name="ratsquellen",
        model="oparl.Quelle",
        felder=("adresse",),
        verweise={"vorlage": "vorlagen"},
        schluessel=("adresse",),
        ordnung=("adresse",),
    ),
    Teil(
        name="ratsgremien",
        model="oparl.Zuordnung",
        felder=("kennung", "name"),
        verweise={"gremium": "gremien"},
        schluessel=("kennung",),
        ordnung=("kennung",),
    ),
    ohne=(
        "was aus dem Ratsinformationssystem gelesen und von dort vorgeschlagen ist",
        "welche dieser Vorschläge verworfen sind",
    ),
)
