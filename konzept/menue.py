from bildungskommune.accounts.rollen import is_stabsstelle, may_read_all
from bildungskommune.verfahren.menue import Menue, Menuepunkt, menue


@menue.register
def entries() -> tuple[Menuepunkt, ...]:
    return (
        Menuepunkt(Menue.KOPF, "Konzept", "konzept", "/konzept/"),
        Menuepunkt(Menue.FUSS_LESEN, "Bildungskonzept", "konzept"),
        Menuepunkt(Menue.VERWALTUNG, "Konzept", "v-konzept-list", "/verwaltung/konzept", darf=may_read_all),
        Menuepunkt(Menue.ANFANGEN, "Konzept", "v-konzept-new", darf=is_stabsstelle),
    )
