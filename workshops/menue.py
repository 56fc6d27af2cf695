from bildungskommune.accounts.rollen import is_stabsstelle
from bildungskommune.verfahren.menue import Ort, Punkt, menue
from workshops.access_staff import may_open

MITMACHEN = "/mitmachen/ /workshops/ /anmeldung/ /beitrag/ /beitraege/ /themen/ /k/"


@menue.register
def entries() -> tuple[Punkt, ...]:
    return (
        Punkt(Ort.KOPF, "Mitmachen", "mitmachen", MITMACHEN),
        Punkt(Ort.FUSS_MACHEN, "Termine", "workshop-list"),
        Punkt(Ort.FUSS_MACHEN, "Was wurde aus meinem Beitrag?", "beitrag-suchen"),
        Punkt(Ort.FUSS_MACHEN, "Termine abonnieren", "kalender"),
        Punkt(
            Ort.VERWALTUNG, "Workshops", "v-workshop-list", "/verwaltung/workshops/ /verwaltung/reihen/", darf=may_open
        ),
        Punkt(
            Ort.VERWALTUNG, "Beiträge", "v-beitrag-list", "/verwaltung/beitraege/ /verwaltung/themen/", darf=may_open
        ),
        Punkt(Ort.ANFANGEN, "Workshop", "v-workshop-new", darf=is_stabsstelle),
    )
