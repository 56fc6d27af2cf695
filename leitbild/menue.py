from bildungskommune.accounts.rollen import is_stabsstelle, may_read_all
from bildungskommune.verfahren.menue import Menue, Punkt, menue


@menue.register
def entries() -> tuple[Punkt, ...]:
    return (
        Punkt(Menue.KOPF, "Leitbild", "leitbild", "/leitbild/"),
        Punkt(Menue.FUSS_LESEN, "Leitbild", "leitbild"),
        Punkt(Menue.VERWALTUNG, "Leitbild", "v-leitbild-list", "/verwaltung/leitbild", darf=may_read_all),
        Punkt(Menue.ANFANGEN, "Leitbild", "v-leitbild-new", darf=is_stabsstelle),
    )
