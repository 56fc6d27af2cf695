from bildungskommune.accounts.rollen import is_stabsstelle
from bildungskommune.verfahren.menue import Menue, Menuepunkt, menue
from massnahmen.access import may_open


@menue.register
def entries() -> tuple[Menuepunkt, ...]:
    return (
        Menuepunkt(Menue.KOPF, "Maßnahmen", "massnahme-list", "/massnahmen/"),
        Menuepunkt(Menue.FUSS_LESEN, "Maßnahmen", "massnahme-list"),
        Menuepunkt(Menue.VERWALTUNG, "Maßnahmen", "v-massnahme-list", "/verwaltung/massnahmen/", darf=may_open),
        Menuepunkt(Menue.ANFANGEN, "Maßnahme", "v-massnahme-new", darf=is_stabsstelle),
    )
