from bildungskommune.accounts.rollen import is_stabsstelle, may_read_all
from bildungskommune.verfahren.menue import Menue, Menuepunkt, menue


@menue.register
def entries() -> tuple[Menuepunkt, ...]:
    return (
        Menuepunkt(Menue.FUSS_LESEN, "Kennzahlen", "zahlenreihen", "/kennzahlen/"),
        Menuepunkt(Menue.VERWALTUNG, "Kennzahlen", "v-zahlenreihe-list", "/verwaltung/kennzahlen", darf=may_read_all),
        Menuepunkt(Menue.ANFANGEN, "Kennzahlen", "v-zahlenreihe-einlesen", darf=is_stabsstelle),
    )
