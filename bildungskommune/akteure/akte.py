from django.db.models import F

from bildungskommune.akte.modell import Teil, register

ZUGEHOERIGKEITEN = Teil(
    name="zugehoerigkeiten",
    model="akteure.Zugehoerigkeit",
    eltern="person",
    verweise={"institution": "institutionen"},
    felder=("funktion", "von", "bis"),
    schluessel=("institution", "funktion"),
)

register(
    10,
    Teil(
        name="gemeinden",
        model="akteure.Gemeinde",
        felder=("kennung", "name", "art", "sitz"),
        verweise={"uebergeordnet": "gemeinden"},
        # A Verbandsgemeinde stands before its members, which name it.
        ordnung=(F("uebergeordnet__kennung").asc(nulls_first=True), "kennung"),
        zuerst=("uebergeordnet",),
        schluessel=("kennung",),
        ref=("kennung",),
    ),
    Teil(
        name="institutionen",
        model="akteure.Institution",
        felder=(
            *("kennung", "name", "kurzname", "typ", "bildungsformen", "bildungsbereiche", "traeger"),
            *("strasse", "plz", "ort", "website", "email", "oeffentlich"),
        ),
        verweise={"gemeinde": "gemeinden"},
        schluessel=("kennung",),
        ref=("kennung",),
    ),
    Teil(
        name="stellen",
        model="akteure.Stelle",
        felder=("kennung", "name", "kurzname", "gueltig_ab", "gueltig_bis"),
        verweise={"uebergeordnet": "stellen", "vorgaengerin": "stellen"},
        schluessel=("kennung",),
        ref=("kennung",),
    ),
    Teil(
        name="gremien",
        model="akteure.Gremium",
        felder=("kennung", "name", "kurzname"),
        schluessel=("kennung",),
        ref=("kennung",),
    ),
    Teil(
        name="personen",
        model="akteure.Person",
        felder=("kennung", "name", "email", "telefon"),
        schluessel=("kennung",),
        ref=("kennung",),
        teile=(ZUGEHOERIGKEITEN,),
        persoenlich=True,
    ),
)
