from bildungskommune.accounts.rollen import is_stabsstelle
from bildungskommune.verfahren.menue import Menue, Punkt, menue
from massnahmen.access import may_open


@menue.register
def entries() -> tuple[Punkt, ...]:
    return (
        Punkt(Menue.KOPF, "Maßnahmen", "massnahme-list", "/massnahmen/"),
        Punkt(Menue.FUSS_LESEN, "Maßnahmen", "massnahme-list"),
        Punkt(Menue.VERWALTUNG, "Maßnahmen", "v-massnahme-list", "/verwaltung/massnahmen/", darf=may_open),
        Punkt(Menue.ANFANGEN, "Maßnahme", "v-massnahme-new", darf=is_stabsstelle),
    )
