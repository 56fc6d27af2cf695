from bildungskommune.accounts.rollen import is_stabsstelle, may_read_all
from bildungskommune.verfahren.menue import Ort, Punkt, menue


@menue.register
def entries() -> tuple[Punkt, ...]:
    return (
        Punkt(Ort.KOPF, "Leitbild", "leitbild", "/leitbild/"),
        Punkt(Ort.FUSS_LESEN, "Leitbild", "leitbild"),
        Punkt(Ort.VERWALTUNG, "Leitbild", "v-leitbild-list", "/verwaltung/leitbild", darf=may_read_all),
        Punkt(Ort.ANFANGEN, "Leitbild", "v-leitbild-new", darf=is_stabsstelle),
    )
