from bildungskommune.accounts.rollen import is_stabsstelle
from bildungskommune.verfahren.menue import Menue, Menuepunkt, menue
from workshops.access_staff import may_open

MITMACHEN = "/mitmachen/ /workshops/ /anmeldung/ /einladung/ /verteiler/ /beitrag/ /beitraege/ /themen/ /k/"


@menue.register
def entries() -> tuple[Menuepunkt, ...]:
    return (
        Menuepunkt(Menue.KOPF, "Mitmachen", "mitmachen", MITMACHEN),
        Menuepunkt(Menue.FUSS_MACHEN, "Termine", "workshop-list"),
        Menuepunkt(Menue.FUSS_MACHEN, "Was wurde aus meinem Beitrag?", "beitrag-suchen"),
        Menuepunkt(Menue.FUSS_MACHEN, "Termine abonnieren", "kalender"),
        Menuepunkt(Menue.FUSS_MACHEN, "Auf dem Laufenden bleiben", "verteiler"),
        Menuepunkt(
            Menue.VERWALTUNG,
            "Workshops",
            "v-workshop-list",
            "/verwaltung/workshops/ /verwaltung/reihen/",
            darf=may_open,
        ),
        Menuepunkt(
            Menue.VERWALTUNG, "Beiträge", "v-beitrag-list", "/verwaltung/beitraege/ /verwaltung/themen/", darf=may_open
        ),
        Menuepunkt(Menue.ANFANGEN, "Workshop", "v-workshop-new", darf=is_stabsstelle),
    )
