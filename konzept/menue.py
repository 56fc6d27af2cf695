from bildungskommune.accounts.rollen import is_stabsstelle, may_read_all
from bildungskommune.verfahren.menue import Ort, Punkt, menue


@menue.register
def entries() -> tuple[Punkt, ...]:
    return (
        Punkt(Ort.KOPF, "Konzept", "konzept", "/konzept/"),
        Punkt(Ort.FUSS_LESEN, "Bildungskonzept", "konzept"),
        Punkt(Ort.VERWALTUNG, "Konzept", "v-konzept-list", "/verwaltung/konzept", darf=may_read_all),
        Punkt(Ort.ANFANGEN, "Konzept", "v-konzept-new", darf=is_stabsstelle),
    )
