from bildungskommune.accounts.rollen import is_stabsstelle, may_read_all
from bildungskommune.verfahren.menue import Menue, Menuepunkt, menue


@menue.register
def entries() -> tuple[Menuepunkt, ...]:
    return (
        Menuepunkt(Menue.KOPF, "Leitbild", "leitbild", "/leitbild/"),
        Menuepunkt(Menue.FUSS_LESEN, "Leitbild", "leitbild"),
        Menuepunkt(Menue.VERWALTUNG, "Leitbild", "v-leitbild-list", "/verwaltung/leitbild", darf=may_read_all),
        Menuepunkt(Menue.ANFANGEN, "Leitbild", "v-leitbild-new", darf=is_stabsstelle),
    )
