from bildungskommune.accounts.rollen import is_stabsstelle
from bildungskommune.verfahren.menue import Menue, Punkt, menue
from workshops.access_staff import may_open

MITMACHEN = "/mitmachen/ /workshops/ /anmeldung/ /beitrag/ /beitraege/ /themen/ /k/"


@menue.register
def entries() -> tuple[Punkt, ...]:
    return (
        Punkt(Menue.KOPF, "Mitmachen", "mitmachen", MITMACHEN),
        Punkt(Menue.FUSS_MACHEN, "Termine", "workshop-list"),
        Punkt(Menue.FUSS_MACHEN, "Was wurde aus meinem Beitrag?", "beitrag-suchen"),
        Punkt(Menue.FUSS_MACHEN, "Termine abonnieren", "kalender"),
        Punkt(
            Menue.VERWALTUNG,
            "Workshops",
            "v-workshop-list",
            "/verwaltung/workshops/ /verwaltung/reihen/",
            darf=may_open,
        ),
        Punkt(
            Menue.VERWALTUNG, "Beiträge", "v-beitrag-list", "/verwaltung/beitraege/ /verwaltung/themen/", darf=may_open
        ),
        Punkt(Menue.ANFANGEN, "Workshop", "v-workshop-new", darf=is_stabsstelle),
    )
