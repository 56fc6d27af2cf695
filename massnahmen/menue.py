from bildungskommune.accounts.rollen import is_stabsstelle
from bildungskommune.verfahren.menue import Ort, Punkt, menue
from massnahmen.access import may_open


@menue.register
def entries() -> tuple[Punkt, ...]:
    return (
        Punkt(Ort.KOPF, "Maßnahmen", "massnahme-list", "/massnahmen/"),
        Punkt(Ort.FUSS_LESEN, "Maßnahmen", "massnahme-list"),
        Punkt(Ort.VERWALTUNG, "Maßnahmen", "v-massnahme-list", "/verwaltung/massnahmen/", darf=may_open),
        Punkt(Ort.ANFANGEN, "Maßnahme", "v-massnahme-new", darf=is_stabsstelle),
    )
