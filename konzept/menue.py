from bildungskommune.accounts.rollen import is_stabsstelle, may_read_all
from bildungskommune.verfahren.menue import Menue, Punkt, menue


@menue.register
def entries() -> tuple[Punkt, ...]:
    return (
        Punkt(Menue.KOPF, "Konzept", "konzept", "/konzept/"),
        Punkt(Menue.FUSS_LESEN, "Bildungskonzept", "konzept"),
        Punkt(Menue.VERWALTUNG, "Konzept", "v-konzept-list", "/verwaltung/konzept", darf=may_read_all),
        Punkt(Menue.ANFANGEN, "Konzept", "v-konzept-new", darf=is_stabsstelle),
    )
