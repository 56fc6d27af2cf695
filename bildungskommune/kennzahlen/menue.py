from bildungskommune.accounts.rollen import is_stabsstelle
from bildungskommune.verfahren.menue import Menue, Menuepunkt, menue


@menue.register
def entries() -> tuple[Menuepunkt, ...]:
    return (Menuepunkt(Menue.ANFANGEN, "Kennzahlen", "v-zahlenreihe-einlesen", darf=is_stabsstelle),)
